from __future__ import annotations

import asyncio

import pytest

from infra.telemetry.statistics import Recorder, add, read, summed, together

NOON = 1_800_000_000 // 86_400 * 86_400 + 12 * 3600.0


@pytest.fixture
async def redis(redis):
    await redis.flushdb()
    return redis


async def test_what_processes_add_at_once_is_added_up(redis):
    seen = []
    for _ in range(5):
        recorder = Recorder()
        for number in range(100):
            recorder.observe("requests", "GET /v1/trips", 0.01 * (number + 1), "200" if number % 10 else "500", "acme")
        seen.append(recorder.take())
    await asyncio.gather(*(add(redis, one, NOON) for one in seen))
    for scope in ("*", "acme"):
        figures = together(await read(redis, "5m", 12, "requests", scope, NOON))["GET /v1/trips"]
        assert figures.count == 500
        assert figures.outcomes == {"200": 450, "500": 50}
        assert figures.total_us == pytest.approx(5 * 50.5e6, rel=1e-3)
        assert figures.bins.total() == 500
    assert await read(redis, "5m", 12, "requests", "other", NOON) == [
        (int(NOON) - 300 * back, {}) for back in reversed(range(12))
    ]


async def test_slots_hold_an_hour_a_day_and_a_month(redis):
    for back_s, name in ((0, "now"), (1800, "half an hour"), (7200, "two hours"), (5 * 86_400, "days")):
        recorder = Recorder()
        recorder.observe("agents", name, 1.0, "ok")
        await add(redis, recorder.take(), NOON - back_s)
    hour = together(await read(redis, "5m", 12, "agents", "*", NOON))
    day = together(await read(redis, "hour", 24, "agents", "*", NOON))
    month = together(await read(redis, "day", 30, "agents", "*", NOON))
    assert set(hour) == {"now", "half an hour"}
    assert set(day) == {"now", "half an hour", "two hours"}
    assert set(month) == {"now", "half an hour", "two hours", "days"}


async def test_everything_in_redis_ends(redis):
    recorder = Recorder()
    recorder.observe("requests", "GET /v1/trips", 0.1, "200", "acme")
    await add(redis, recorder.take(), NOON)
    keys = [key async for key in redis.scan_iter("stats:*")]
    assert len(keys) == 6
    lives = [await redis.ttl(key) for key in keys]
    assert all(0 < life_s <= 36 * 86_400 for life_s in lives)


async def test_a_month_keeps_all_endpoints_as_one(redis):
    recorder = Recorder()
    for number in range(20):
        recorder.observe("requests", f"GET /v1/{number}", 0.1, "200")
    await add(redis, recorder.take(), NOON)
    (_, by_name), *_ = reversed(await read(redis, "day", 1, "requests", "*", NOON))
    assert list(by_name) == ["*"]
    assert summed(by_name).count == 20


def test_what_could_not_be_added_is_not_lost_and_not_without_bounds():
    recorder = Recorder()
    recorder.observe("agents", "intent", 0.1, "ok")
    taken = recorder.take()
    recorder.observe("agents", "intent", 0.2, "ok")
    recorder.put_back(taken)
    assert recorder.take()["*", "agents", "intent"].count == 2
    for number in range(20_010):
        recorder.observe("agents", str(number), 0.1, "ok")
    assert len(recorder.take()) == 20_000
    assert recorder.left_out == 10
