from __future__ import annotations

import asyncio
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from api import errors
from api.stack.metrics import Observe
from domain.errors import Conflict
from infra.telemetry.faults import FAULTS
from infra.telemetry.metrics import REGISTRY
from infra.telemetry.statistics import RECORDER


def _app() -> FastAPI:
    app = FastAPI()
    app.add_middleware(Observe)
    errors.install(app)

    @app.get("/v1/things/{thing}")
    async def thing(thing: str):
        await asyncio.sleep(0.02)
        return {"active": REGISTRY.get_sample_value("tripwright_active_requests")}

    @app.get("/v1/bug")
    async def bug():
        raise KeyError("ada@example.org")

    @app.get("/v1/taken")
    async def taken():
        raise Conflict("it is taken")

    @app.get("/v1/events")
    async def events():
        async def body():
            yield "data: 1\n\n"
            await asyncio.sleep(0.3)
            yield "data: 2\n\n"

        return StreamingResponse(body(), media_type="text/event-stream")

    return app


@pytest.fixture
async def client():
    RECORDER.take()
    FAULTS.take()
    transport = httpx.ASGITransport(_app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


def counted(route: str, status: int = 200, method: str = "GET") -> float:
    labels = {"method": method, "route": route, "status": str(status)}
    return REGISTRY.get_sample_value("tripwright_requests_total", labels) or 0.0


def timed(route: str, bound: str) -> float:
    labels = {"method": "GET", "route": route, "le": bound}
    return REGISTRY.get_sample_value("tripwright_request_duration_seconds_bucket", labels) or 0.0


async def test_requests_are_counted_by_the_template_of_their_route(client):
    before = counted("/v1/things/{thing}")
    active = [(await client.get(f"/v1/things/{number}")).json()["active"] for number in range(3)]
    assert counted("/v1/things/{thing}") == before + 3
    assert active == [1.0, 1.0, 1.0]
    assert REGISTRY.get_sample_value("tripwright_active_requests") == 0
    figures = RECORDER.take()["*", "requests", "GET /v1/things/{thing}"]
    assert figures.count == 3
    assert figures.total_us >= 3 * 20_000


async def test_the_buckets_are_those_that_were_asked_for(client):
    await client.get("/v1/things/1")
    bounds = {
        sample.labels["le"]
        for metric in REGISTRY.collect()
        for sample in metric.samples
        if sample.name == "tripwright_request_duration_seconds_bucket"
    }
    assert bounds == {"0.1", "0.5", "1.0", "2.0", "5.0", "10.0", "+Inf"}


async def test_a_stranger_makes_no_new_labels(client):
    before = counted("unmatched", 404)
    for path in ("/a", "/b", "/wp-login.php"):
        assert (await client.get(path)).status_code == 404
    await client.request("BREW", "/a")
    assert counted("unmatched", 404) == before + 3
    assert counted("unmatched", 404, "OTHER") >= 1
    assert not [name for _, _, name in RECORDER.take() if "wp-login" in name]


async def test_a_bug_is_a_500_grouped_by_its_type_and_told_without_its_data(client):
    before = counted("/v1/bug", 500)
    assert (await client.get("/v1/bug")).status_code == 500
    assert counted("/v1/bug", 500) == before + 1
    (fault,) = FAULTS.take()
    assert (fault.type, fault.where, fault.status) == ("KeyError", "GET /v1/bug", 500)
    assert "ada@" not in fault.message


async def test_refusals_are_kept_by_their_own_type(client):
    await client.get("/v1/taken")
    await client.get("/v1/nothing")
    assert [(one.type, one.status, one.ours) for one in FAULTS.take()] == [
        ("Conflict", 409, False),
        ("HTTPException", 404, False),
    ]


async def test_of_an_event_stream_only_the_first_byte_says_how_fast_it_is(client):
    before = timed("/v1/events", "0.1")
    assert (await client.get("/v1/events")).text.count("data:") == 2
    assert timed("/v1/events", "0.1") == before + 1


async def test_a_tenant_s_requests_count_for_it_too():
    async def answer(scope, receive, send):
        scope["state"] = {"tenant": SimpleNamespace(id="acme"), "declared": SimpleNamespace(template="/v1/x")}
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    RECORDER.take()
    await Observe(answer)({"type": "http", "method": "GET", "headers": []}, None, _nowhere)
    assert set(RECORDER.take()) == {("*", "requests", "GET /v1/x"), ("acme", "requests", "GET /v1/x")}


async def test_a_caller_who_leaves_is_no_error_of_ours():
    async def left(scope, receive, send):
        raise asyncio.CancelledError

    FAULTS.take()
    with pytest.raises(asyncio.CancelledError):
        await Observe(left)({"type": "http", "method": "GET", "headers": []}, None, _nowhere)
    assert [(one.status, one.ours) for one in FAULTS.take()] == [(499, False)]


async def test_an_application_that_ends_without_an_answer_had_nobody_left_to_give_it_to():
    async def silent(scope, receive, send):
        return None

    FAULTS.take()
    await Observe(silent)({"type": "http", "method": "GET", "headers": []}, None, _nowhere)
    assert [(one.status, one.ours) for one in FAULTS.take()] == [(499, False)]


async def test_probes_say_nothing_of_how_well_the_api_serves():
    async def answer(scope, receive, send):
        scope["route"] = SimpleNamespace(path="/health")
        await send({"type": "http.response.start", "status": 200, "headers": []})

    RECORDER.take()
    await Observe(answer)({"type": "http", "method": "GET", "headers": []}, None, _nowhere)
    assert RECORDER.take() == {}


async def _nowhere(_):
    return None
