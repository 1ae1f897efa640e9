from __future__ import annotations

from uuid import UUID

import httpx
import pytest
from pydantic import SecretStr

from api.app import create_app
from tests.lifespan import living
from workers.runs import drive_run

TOKEN = {"Authorization": "Bearer open-sesame"}


@pytest.fixture
async def house(settings):
    """An application with an operator's key, as a server calls it, and what it holds."""
    app = create_app(settings.model_copy(update={"admin_token": SecretStr("open-sesame")}))
    async with living(app) as running:
        yield running.app, app.state.resources


@pytest.fixture
async def admin(house):
    transport = httpx.ASGITransport(house[0], raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=TOKEN) as opened:
        yield opened
        for capability in ("weather", "rates"):
            await opened.delete(f"/v1/admin/providers/{capability}")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "open"}])
async def test_nobody_else_may(admin, headers):
    answer = await admin.get("/v1/admin/providers", headers={"Authorization": ""} | headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_without_a_token_set_nobody_may(client):
    assert (await client.get("/v1/admin/providers", headers=TOKEN)).status_code == 401


async def test_every_capability_is_shown_with_its_providers_in_order(admin):
    shown = {one["name"]: one for one in (await admin.get("/v1/admin/providers")).json()}
    assert {"places", "weather", "rates", "travel", "embeddings"} <= shown.keys()
    for capability in shown.values():
        assert capability["providers"]
        for provider in capability["providers"]:
            assert provider["breaker"] in ("closed", "open", "half-open")
            if provider["embedded"] and provider["name"] != "fastembed":
                assert provider["enabled"]
                assert provider["healthy"]
            if not provider["embedded"]:
                assert not provider["enabled"], "tests are offline"


async def test_settings_are_changed_seen_and_forgotten(admin):
    changed = await admin.put("/v1/admin/providers/weather", json={"disabled": ["climate-normals"], "timeout_s": 2})
    assert changed.status_code == 200
    assert changed.json()["settings"]["timeout_s"] == 2
    normals = next(one for one in changed.json()["providers"] if one["name"] == "climate-normals")
    assert normals["enabled"] is False
    forgotten = (await admin.delete("/v1/admin/providers/weather")).json()
    assert next(one for one in forgotten["providers"] if one["name"] == "climate-normals")["enabled"] is True


@pytest.mark.parametrize(
    ("path", "body", "status", "named"),
    [
        ("wether", {}, 404, "wether"),
        ("weather", {"order": ["accuweather"]}, 422, "order"),
        ("weather", {"timeout_s": -1}, 422, "timeout_s"),
        ("weather", {"time_out": 1}, 422, "time_out"),
    ],
)
async def test_what_is_wrong_is_named(admin, path, body, status, named):
    answer = await admin.put(f"/v1/admin/providers/{path}", json=body)
    assert answer.status_code == status
    assert named in answer.text


async def test_a_key_is_taken_and_never_shown(admin):
    assert (await admin.put("/v1/admin/provider-keys/google", json={"key": "AIza-secret"})).status_code == 204
    assert "AIza-secret" not in (await admin.get("/v1/admin/providers?tenant=*")).text
    assert (await admin.delete("/v1/admin/provider-keys/google")).status_code == 204
    unknown = await admin.put("/v1/admin/provider-keys/nobody", json={"key": "x"})
    assert unknown.status_code == 404


async def test_a_disabled_provider_is_out_of_the_next_run_and_back_in_the_one_after(admin, worker):
    """No restart of the worker in between: rates cannot be had at all, then again."""
    wish = {"message": "2 days in Kyoto from 12 April 2027"}
    await admin.put("/v1/admin/providers/rates", json={"disabled": ["embedded-rates"]})
    assert (await _run(admin, worker, wish))["status"] == "failed"
    await admin.delete("/v1/admin/providers/rates")
    await worker.config.of("public", fresh=True)
    assert (await _run(admin, worker, wish))["status"] == "done"


async def test_one_provider_is_tried_now_and_the_try_is_booked(admin, house):
    tried = (await admin.post("/v1/admin/providers/weather/climate-normals/test")).json()
    assert (tried["ok"], tried["outcome"], tried["error"]) == (True, "ok", "")
    assert 0 < tried["latency_ms"] < 5_000
    offline = (await admin.post("/v1/admin/providers/weather/open-meteo/test")).json()
    assert (offline["ok"], offline["outcome"]) == (False, "unconfigured")
    assert "offline" in offline["error"]
    await house[1].board.line.meter.flush()
    used = [one for one in (await admin.get("/v1/admin/usage")).json()["services"] if one["service"] == "weather"]
    outcomes = {one["provider"]: one["outcomes"] for one in used}
    assert outcomes["climate-normals"]["ok"] >= 1
    assert outcomes["open-meteo"]["unconfigured"] >= 1
    assert (await admin.post("/v1/admin/providers/weather/nobody/test")).status_code == 404


async def test_a_try_over_the_wire_says_how_long_it_took_or_what_failed(settings, emulators):
    """Somebody who answers, somebody without a key, and an address at which nobody is."""
    addresses = {"open-meteo": f"{emulators.url}/open-meteo", "frankfurter": "http://127.0.0.1:9"}
    ours = {"offline": False, "addresses": addresses, "admin_token": SecretStr("open-sesame")}
    app = create_app(settings.model_copy(update=ours))
    async with living(app) as running:
        transport = httpx.ASGITransport(running.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=TOKEN) as client:
            for path, outcome in (
                ("weather/open-meteo", "ok"),
                ("weather/openweather", "unconfigured"),
                ("rates/frankfurter", "network"),
            ):
                told = (await client.post(f"/v1/admin/providers/{path}/test")).json()
                assert told["outcome"] == outcome, told
                assert told["ok"] == (outcome == "ok")


async def test_usage_and_a_runs_cost_are_told(admin, worker):
    started = (await admin.post("/v1/trips", json={"message": "2 days in Kyoto from 12 April 2027"})).json()
    await drive_run(UUID(started["run"]["id"]), worker)
    await worker.assembly.board.line.meter.flush()
    cost = (await admin.get(f"/v1/admin/runs/{started['run']['id']}/cost")).json()
    assert cost["calls"] >= 3
    assert float(cost["cost_usd"]) == 0.0
    assert cost["cost_unknown"] == 1, "nobody has said what a query costs"
    used = {one["service"]: one for one in (await admin.get("/v1/admin/usage")).json()["services"]}
    assert {"places", "weather", "rates"} <= used.keys()
    assert used["database"]["quantity"] >= 5


async def _run(admin, worker, wish):
    await worker.config.of("public", fresh=True)
    started = (await admin.post("/v1/trips", json=wish)).json()
    await drive_run(UUID(started["run"]["id"]), worker)
    return (await admin.get(f"/v1/runs/{started['run']['id']}")).json()
