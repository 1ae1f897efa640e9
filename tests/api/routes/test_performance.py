from __future__ import annotations

import asyncio
import time

import pytest
from sqlalchemy import text

from domain.identity import Role
from infra.telemetry import faults, statistics
from infra.telemetry.opening import Reporter
from infra.telemetry.presence import BreakerState
from infra.telemetry.queries import SLOW
from infra.telemetry.statistics import Recorder
from tests.api.signing_in import sign_in


@pytest.fixture
async def reporter(worker):
    """Adds this process's figures when told to; what earlier tests left is gone."""
    async for key in worker.redis.scan_iter("stats:*"):
        await worker.redis.delete(key)
    async for key in worker.redis.scan_iter("errors:*"):
        await worker.redis.delete(key)
    statistics.RECORDER.take()
    faults.FAULTS.take()
    return Reporter(worker.redis, "worker", lambda: (BreakerState("public:weather:x", "open", failures=5, opened=1),))


async def _add(redis, *seen: tuple[str, str, float, str, str]) -> None:
    recorder = Recorder()
    for subject, name, seconds, outcome, tenant in seen:
        recorder.observe(subject, name, seconds, outcome, tenant)
    await statistics.add(redis, recorder.take(), time.time())


async def test_response_times_per_endpoint_and_agent(client, settings, worker, reporter):
    slow = [("requests", "GET /v1/trips", 0.01 * number, "200", "public") for number in range(1, 101)]
    failed = [("requests", "POST /v1/trips", 3.0, "500", "public"), ("agents", "discovery", 4.0, "failed", "public")]
    await _add(worker.redis, *slow, *failed, ("agents", "intent", 0.2, "refused", "public"))
    headers = await sign_in(client, settings, roles={Role.OPERATOR})
    for period in ("hour", "day"):
        told = (await client.get("/v1/admin/performance", params={"period": period}, headers=headers)).json()
        by_name = {one["name"]: one for one in told["endpoints"]}
        trips = by_name["GET /v1/trips"]
        assert (trips["count"], trips["errors"]) == (100, 0)
        assert trips["mean_ms"] == pytest.approx(505, rel=0.001)
        assert trips["median_ms"] == pytest.approx(500, rel=0.03)
        assert trips["p95_ms"] == pytest.approx(950, rel=0.03)
        assert trips["p99_ms"] == pytest.approx(990, rel=0.03)
        assert trips["fast"] == pytest.approx(10, abs=1)
        assert trips["slow"] == pytest.approx(50, abs=2)
        assert sum(bucket["count"] for bucket in trips["buckets"]) == 100
        assert [bucket["up_to_s"] for bucket in trips["buckets"]] == [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, None]
        assert told["endpoints"][0]["name"] == "POST /v1/trips"  # slowest first
        assert told["statuses"]["500"] == 1
        rates = {one["name"]: one["error_rate"] for one in told["agents"]}
        assert (rates["discovery"], rates["intent"]) == (1.0, 0.0)
        counted = sum(one["count"] for one in told["endpoints"])  # with those of this test, once they are added
        assert sum(point["count"] for point in told["trend"]) == counted >= 101


async def test_a_request_of_one_s_own_is_seen_once_it_is_added(client, settings, reporter):
    headers = await sign_in(client, settings, roles={Role.ADMIN})
    assert (await client.get("/v1/trips/00000000-0000-4000-8000-000000000000", headers=headers)).status_code == 404
    await reporter.flush()
    told = (await client.get("/v1/admin/performance", headers=headers)).json()
    assert "GET /v1/trips/{trip_id}" in {one["name"] for one in told["endpoints"]}
    (group,) = [
        one
        for one in (await client.get("/v1/admin/errors", headers=headers)).json()["groups"]
        if one["where"] == "GET /v1/trips/{trip_id}"
    ]
    assert (group["type"], group["status"], group["ours"]) == ("NotFound", 404, False)
    assert len(group["last"]["request_id"]) >= 8
    assert len(group["last"]["trace_id"]) == 32


async def test_a_tenant_sees_nothing_of_another(client, settings, worker, reporter):
    await _add(worker.redis, ("requests", "GET /v1/secret", 0.1, "200", "other"))
    await faults.add(worker.redis, [faults.Fault(time.time(), "KeyError", "GET /v1/secret", 500, tenant="other")])
    admin = await sign_in(client, settings, roles={Role.ADMIN})
    for path in ("performance", "errors", "breakers"):
        assert "secret" not in (await client.get(f"/v1/admin/{path}", headers=admin)).text
        for tenant in ("other", "*"):
            refused = await client.get(f"/v1/admin/{path}", params={"tenant": tenant}, headers=admin)
            assert refused.status_code == 403
    platform = await sign_in(client, settings, roles={Role.PLATFORM_ADMIN})
    assert "secret" in (await client.get("/v1/admin/performance", headers=platform)).text
    found = await client.get("/v1/admin/errors", params={"tenant": "other"}, headers=platform)
    assert [one["where"] for one in found.json()["recent"]] == ["GET /v1/secret"]


async def test_statements_are_told_by_kind_and_the_slow_ones_without_their_values(
    client, settings, worker, reporter, monkeypatch
):
    monkeypatch.setattr(SLOW, "limit_s", 0.05)
    async with worker.sessions() as session:
        await session.execute(text("SELECT pg_sleep(0.06), :name"), {"name": "Ada Lovelace"})
        await session.execute(text("UPDATE trips SET title = title WHERE false"))
    await reporter.flush()
    headers = await sign_in(client, settings, roles={Role.PLATFORM_ADMIN})
    told = (await client.get("/v1/admin/database", headers=headers)).json()
    kinds = {one["name"]: one for one in told["statements"]}
    assert kinds["SELECT"]["count"] >= 1
    assert kinds["UPDATE"]["count"] >= 1
    slow = next(one for one in told["slow"] if "pg_sleep" in one["statement"])
    assert slow["max_ms"] >= 60
    assert "Lovelace" not in str(told)


async def test_breakers_and_processes_are_told_from_every_process(client, settings, reporter):
    await reporter.present()
    headers = await sign_in(client, settings, roles={Role.ADMIN})
    found = (await client.get("/v1/admin/breakers", headers=headers)).json()
    mine = next(one for one in found if one["provider"] == "x")
    assert (mine["state"], mine["failures"], mine["opened"], mine["capability"]) == ("open", 5, 1, "weather")
    platform = await sign_in(client, settings, roles={Role.PLATFORM_ADMIN})
    services = {one["service"] for one in (await client.get("/v1/admin/processes", headers=platform)).json()}
    assert services >= {"worker", "api"}


async def test_objectives_budget_and_alerts(client, settings, worker, reporter):
    good = [("requests", "GET /v1/trips", 0.05, "200", "public")] * 98
    await _add(worker.redis, *good, *[("requests", "GET /v1/trips", 0.05, "503", "public")] * 2)
    headers = await sign_in(client, settings, roles={Role.PLATFORM_ADMIN})
    slo = (await client.get("/v1/admin/slo", headers=headers)).json()
    assert (slo["requests"], slo["failures"]) == (100, 2)
    by_name = {one["name"]: one for one in slo["objectives"]}
    assert by_name["availability"]["target"] == 0.999
    assert by_name["availability"]["actual"] == pytest.approx(0.98)
    assert not by_name["availability"]["met"]
    assert by_name["error rate"]["target"] == 0.001
    assert slo["budget"]["allowed"] == pytest.approx(0.1)
    assert slo["budget"]["left_share"] == pytest.approx(-19)
    assert [one["window_h"] for one in slo["burn"]] == [1, 6, 24]
    assert slo["burn"][0]["burn_rate"] == pytest.approx(20)
    assert any("error rate" in alert for alert in slo["alerts"])
    assert any("burns" in alert for alert in slo["alerts"])


async def test_only_those_who_may_see_analytics_see_them(client, settings):
    plain = await sign_in(client, settings, roles={Role.USER})
    weak = await sign_in(client, settings, roles={Role.ADMIN}, strong=False)
    for path in ("performance", "errors", "database", "breakers", "slo", "processes", "health"):
        assert (await client.get(f"/v1/admin/{path}")).status_code == 401
        assert (await client.get(f"/v1/admin/{path}", headers=plain)).status_code == 403
        assert (await client.get(f"/v1/admin/{path}", headers=weak)).status_code == 403


async def test_figures_of_the_whole_service_are_the_platforms_alone(client, settings):
    admin = await sign_in(client, settings, roles={Role.ADMIN})
    platform = await sign_in(client, settings, roles={Role.PLATFORM_ADMIN})
    for path in ("database", "slo", "processes", "health"):
        assert (await client.get(f"/v1/admin/{path}", headers=admin)).status_code == 403
        assert (await client.get(f"/v1/admin/{path}", headers=platform)).status_code == 200


async def test_figures_wait_while_redis_is_away(settings):
    from infra.redis import build_redis

    away = build_redis("redis://127.0.0.1:1/0")
    statistics.RECORDER.take()
    statistics.RECORDER.observe("agents", "intent", 0.1, "ok")
    faults.FAULTS.note(faults.Fault(time.time(), "KeyError", "x", 500))
    await asyncio.wait_for(Reporter(away, "api", tuple).flush(), 20)
    assert statistics.RECORDER.take()["*", "agents", "intent"].count == 1
    assert [one.where for one in faults.FAULTS.take()] == ["x"]
    await away.aclose()
