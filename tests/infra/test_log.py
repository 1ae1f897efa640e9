from __future__ import annotations

import io
import json
import logging
import subprocess
import sys

import pytest
import structlog
from opentelemetry.sdk.trace import TracerProvider

from infra.log import bind_request, configure
from infra.settings import ROOT


@pytest.fixture
def lines(monkeypatch):
    """Lines of a process that logs JSON as the service `api`; structlog is as before afterwards."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    before, root = structlog.get_config(), (logging.root.handlers[:], logging.root.level)
    configure("debug", as_json=True, service="api")
    structlog.contextvars.clear_contextvars()
    stderr = sys.stderr
    yield lambda: [json.loads(line) for line in stderr.getvalue().splitlines()]
    structlog.contextvars.clear_contextvars()
    structlog.configure(**before)
    logging.root.handlers[:], logging.root.level = root


def test_a_line_has_when_how_bad_who_and_where(lines):
    bind_request("req-12345678", "ab" * 16)
    structlog.contextvars.bind_contextvars(tenant_id="acme", user_id="u1", agent="discovery")
    structlog.get_logger().info("planned", days=3)
    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "planned", "days": 3, "level": "INFO", "service": "api", "request_id": "req-12345678",
        "trace_id": "ab" * 16, "tenant_id": "acme", "user_id": "u1", "agent": "discovery",
    }  # fmt: skip


def test_there_are_five_levels(lines):
    log = structlog.get_logger()
    for method in ("debug", "info", "warning", "error", "critical"):
        getattr(log, method)("x")
    assert [line["level"] for line in lines()] == ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"]


def test_the_trace_that_runs_is_named_rather_than_the_one_bound(lines):
    bind_request("req-12345678", "ab" * 16)
    with TracerProvider(shutdown_on_exit=False).get_tracer("t").start_as_current_span("x") as span:
        structlog.get_logger().info("x")
    assert lines()[0]["trace_id"] == f"{span.get_span_context().trace_id:032x}"


def test_no_secret_and_nobody_s_address_is_logged_not_even_in_a_traceback(lines):
    log = structlog.get_logger()
    log.info("signed in as ada@example.org", password="hunter2", headers={"Cookie": "a=b", "accept": "x"})
    log.error("failed", exc_info=ValueError("refused Bearer abcdefghijk of ada@example.org"))
    first, second = lines()
    assert first["password"] == "***"
    assert first["headers"] == {"Cookie": "***", "accept": "x"}
    assert "ada@" not in json.dumps([first, second])
    assert "abcdefghijk" not in second["exception"]
    assert "ValueError" in second["exception"]


def test_libraries_log_in_the_same_form(lines):
    structlog.contextvars.bind_contextvars(request_id="req-12345678")
    logging.getLogger("some.library").error("lost %s", "postgresql://u:hunter2@h/d")
    (line,) = lines()
    assert (line["level"], line["service"], line["request_id"]) == ("ERROR", "api", "req-12345678")
    assert "hunter2" not in line["event"]


def test_a_process_that_fails_to_log_json_would_be_seen():
    code = "from infra.log import configure; import structlog; configure('info', as_json=True, service='worker'); structlog.get_logger().error('x')"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(told.stderr)["service"] == "worker"
    assert told.stdout == ""
