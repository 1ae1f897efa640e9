from __future__ import annotations

import pytest
import structlog
from celery import Celery
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode

from infra.log import bind_request
from infra.telemetry.agents import agent_work
from infra.telemetry.faults import FAULTS
from infra.telemetry.metrics import REGISTRY
from infra.telemetry.statistics import RECORDER
from infra.telemetry.tracing import carrier, parent_of, trace_id_of
from tests.infra.telemetry.spans import in_memory

MODULES = ("infra.telemetry.agents", "infra.telemetry.jobs")
TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def spans(monkeypatch, settings):
    structlog.contextvars.clear_contextvars()
    yield in_memory(monkeypatch, settings, MODULES)
    structlog.contextvars.clear_contextvars()


def test_a_trace_that_begins_here_takes_the_id_of_its_request(spans):
    bind_request("req-12345678", TRACE)
    with agent_work("intent", "run"):
        pass
    (span,) = spans.get_finished_spans()
    assert span.name == "intent.run"
    assert f"{span.context.trace_id:032x}" == TRACE


def test_a_job_carries_the_trace_and_the_request_of_whoever_queues_it(spans):
    bind_request("req-12345678", TRACE)
    with agent_work("intent", "run"):
        carried = carrier()
        parent = trace.get_current_span().get_span_context()
    assert carried == {"traceparent": f"00-{TRACE}-{parent.span_id:016x}-01", "request_id": "req-12345678"}
    assert trace.get_current_span(parent_of(carried)).get_span_context().span_id == parent.span_id


def test_it_does_so_too_when_no_traces_are_sent():
    bind_request("req-12345678", TRACE)
    carried = carrier()
    assert trace_id_of(carried) == TRACE
    assert carried["traceparent"].endswith("-00")  # not sampled: whoever comes next need not record it
    assert carried["request_id"] == "req-12345678"
    structlog.contextvars.clear_contextvars()
    assert carrier() == {}


@pytest.mark.parametrize("nonsense", ["", "00-xyz", f"00-{'0' * 32}-{'1' * 16}-01", "ff-" + TRACE])
def test_what_is_no_trace_begins_a_new_one(nonsense):
    assert trace_id_of({"traceparent": nonsense}) == ""


def test_an_agent_s_failure_is_in_its_span_its_figures_and_the_errors(spans):
    FAULTS.take()
    RECORDER.take()
    with pytest.raises(KeyError), agent_work("discovery", "run"):
        raise KeyError("lost")
    (span,) = spans.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert [event.name for event in span.events] == ["exception"]
    assert [(one.type, one.where) for one in FAULTS.take()] == [("KeyError", "agent discovery")]
    assert RECORDER.take()["*", "agents", "discovery"].outcomes == {"failed": 1}


def test_an_impossible_wish_is_no_failure(spans):
    FAULTS.take()
    before = _agents("optimisation", "refused")
    with pytest.raises(ValueError), agent_work("optimisation", "run", refusals=(ValueError,)):
        raise ValueError
    assert FAULTS.take() == []
    assert _agents("optimisation", "refused") == before + 1


def test_every_line_within_an_agent_s_work_names_it(spans):
    with agent_work("booking", "run"):
        assert structlog.contextvars.get_contextvars()["agent"] == "booking"
    assert "agent" not in structlog.contextvars.get_contextvars()


def test_the_agents_buckets_are_those_that_were_asked_for(spans):
    with agent_work("booking", "run"):
        pass
    bounds = {
        sample.labels["le"]
        for metric in REGISTRY.collect()
        for sample in metric.samples
        if sample.name == "tripwright_agent_duration_seconds_bucket"
    }
    assert bounds == {"1.0", "5.0", "10.0", "30.0", "60.0", "+Inf"}


def _job(body):
    app = Celery("test", broker="memory://")
    app.conf.task_eager_propagates = False
    return app.task(name="test.job")(body)


def test_a_job_goes_on_in_the_trace_that_queued_it(spans):
    seen = {}

    def look():
        seen.update(structlog.contextvars.get_contextvars())

    _job(look).apply(headers={"tripwright": {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01", "request_id": "req-1"}})
    (span,) = spans.get_finished_spans()
    assert (span.name, span.kind) == ("job.test.job", SpanKind.CONSUMER)
    assert f"{span.context.trace_id:032x}" == TRACE
    assert span.parent.span_id == 0x00F067AA0BA902B7
    assert seen == {"request_id": "req-1", "trace_id": TRACE}
    assert structlog.contextvars.get_contextvars() == {}
    assert not trace.get_current_span().get_span_context().is_valid


def test_a_job_that_fails_is_counted_and_told(spans):
    def fail():
        raise KeyError("x")

    FAULTS.take()
    _job(fail).apply()
    (span,) = spans.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert [(one.type, one.where) for one in FAULTS.take()] == [("KeyError", "job test.job")]
    assert REGISTRY.get_sample_value("tripwright_jobs_total", {"job": "test.job", "outcome": "failure"}) >= 1


def _agents(agent: str, outcome: str) -> float:
    labels = {"agent": agent, "outcome": outcome}
    return REGISTRY.get_sample_value("tripwright_agent_duration_seconds_count", labels) or 0.0
