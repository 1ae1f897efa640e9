from __future__ import annotations

import base64
import json
from uuid import UUID

import httpx
import pytest
import structlog
from opentelemetry import context as otel_context

from api.app import create_app
from infra.telemetry.metrics import REGISTRY
from infra.telemetry.tracing import parent_of
from tests.infra.telemetry.spans import in_memory, path_to_root
from tests.lifespan import living
from workers.resources import open_resources
from workers.runs import drive_run

WISH = "3 days in Kyoto from 12 April 2027, two of us, temples and ramen, about 1500 euros"
TRACE = "0af7651916cd43dd8448eb211c80319c"
PAGE_SPAN = "00f067aa0ba902b7"


@pytest.fixture
async def client(settings):
    async with (
        living(create_app(settings)) as running,
        httpx.AsyncClient(transport=httpx.ASGITransport(running.app), base_url="http://test") as opened,
    ):
        yield opened


@pytest.fixture
async def worker(settings):
    async with open_resources(settings) as resources:
        yield resources


def _trips(verified: str) -> float:
    return REGISTRY.get_sample_value("tripwright_trips_planned_total", {"verified": verified}) or 0.0


async def test_one_trace_from_the_page_to_node_provider_and_query(client, worker, settings, monkeypatch):
    """What the page sends, the API queues and a worker drives is one trace; the job is read from the real queue."""
    await worker.redis.delete("celery")
    exporter, planned = in_memory(monkeypatch, settings), _trips("true")
    headers = {"traceparent": f"00-{TRACE}-{PAGE_SPAN}-01", "X-Request-ID": "page-12345678"}
    started = (await client.post("/v1/trips", json={"message": WISH}, headers=headers)).json()
    job = json.loads(await worker.redis.lpop("celery"))
    assert json.loads(base64.b64decode(job["body"]))[0] == [started["run"]["id"], "public"]
    carried = job["headers"]["tripwright"]
    assert carried["request_id"] == "page-12345678"

    token = otel_context.attach(parent_of(carried))
    try:
        await drive_run(UUID(started["run"]["id"]), worker)
    finally:
        otel_context.detach(token)

    spans = list(exporter.get_finished_spans())
    assert {f"{span.context.trace_id:032x}" for span in spans} == {TRACE}
    by_name = {span.name: span for span in spans}
    request = by_name["POST /v1/trips"]
    assert f"{request.parent.span_id:016x}" == PAGE_SPAN
    assert request.attributes["http.route"] == "/v1/trips"
    assert path_to_root(by_name["graph.run"], spans) == ["graph.run", "POST /v1/trips"]
    for agent in ("intent", "discovery", "optimisation", "refinement", "verifier", "booking", "rendering"):
        assert path_to_root(by_name[f"{agent}.run"], spans) == [f"{agent}.run", "graph.run", "POST /v1/trips"]
    assert "discovery.run" in path_to_root(by_name["places.atlas"], spans)
    queries = [path_to_root(span, spans) for span in spans if span.name.startswith("postgresql.")]
    assert ["postgresql.insert", "POST /v1/trips"] in queries
    assert any(path[1:] == ["graph.run", "POST /v1/trips"] for path in queries)
    assert not [span for span in spans if "Kyoto" in str(span.attributes)]  # nobody's words are traced
    assert _trips("true") == planned + 1


async def test_its_lines_name_run_tenant_and_user_but_no_guest(monkeypatch):
    from types import SimpleNamespace

    from workers.observing import observed

    run = UUID(int=7)
    with observed(SimpleNamespace(run_id=run, owner="user:0192f0c1"), "acme"):
        assert structlog.contextvars.get_contextvars() == {
            "tenant_id": "acme",
            "run_id": str(run),
            "user_id": "0192f0c1",
        }
    with observed(SimpleNamespace(run_id=run, owner="c00c1ec00c1e"), "acme"):
        assert structlog.contextvars.get_contextvars() == {"tenant_id": "acme", "run_id": str(run)}
