from __future__ import annotations

import asyncio
import multiprocessing
import time
from datetime import UTC, datetime

import pytest

from domain.flags import FlagRule
from infra.database import build_engine, build_sessions, in_tenant
from infra.redis import build_redis
from services.flags.current import CurrentFlags, open_current
from services.flags.service import FlagService

SEEN_WITHIN_S = 1.0


async def put(sessions, percentage: int, tenant: str = "agency", key: str = "new-map") -> int:
    async with in_tenant(sessions, tenant) as session:
        service, rule = FlagService(session, tenant, datetime.now(UTC)), FlagRule(enabled=True, percentage=percentage)
        held = {**await service.in_force()}.get(key)
        if held is None:
            return (await service.create(key, rule)).version
        return (await service.change(key, rule, held.version))[1].version


async def seen_after(current: CurrentFlags, percentage: int, limit_s: float = 3.0) -> float:
    began = time.monotonic()
    while time.monotonic() - began < limit_s:
        flag = (await current.of("agency")).get("new-map")
        if flag is not None and flag.percentage == percentage:
            return time.monotonic() - began
        await asyncio.sleep(0.005)
    return limit_s


async def listening(redis) -> None:
    """Until somebody hears."""
    for _ in range(200):
        if dict(await redis.pubsub_numsub("tripwright.flags"))[b"tripwright.flags"]:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody listens")


async def test_a_change_is_pushed_long_before_the_next_poll(sessions, redis):
    await put(sessions, 5)
    async with open_current(sessions, redis) as current:
        await listening(redis)
        assert (await current.of("agency"))["new-map"].percentage == 5
        version = await put(sessions, 50)
        await CurrentFlags(sessions, redis).announce("agency", "new-map", version)
        assert await seen_after(current, 50) < 0.5


async def test_a_change_of_everybodys_reaches_every_tenant(sessions, redis):
    async with open_current(sessions, redis) as current:
        await listening(redis)
        assert await current.of("agency") == {}
        await put(sessions, 7, tenant="*")
        await CurrentFlags(sessions, redis).announce("*", "new-map", 1)
        assert await seen_after(current, 7) < 0.5


async def test_without_any_word_a_change_is_polled_within_a_second(sessions):
    deaf = build_redis("redis://127.0.0.1:1/0")
    await put(sessions, 5)
    async with open_current(sessions, deaf) as current:
        await current.of("agency")
        await put(sessions, 60)
        assert await seen_after(current, 60) <= SEEN_WITHIN_S + 0.2
    await deaf.aclose()


async def test_whoever_changes_a_flag_sees_the_change_at_once(sessions, redis):
    current = CurrentFlags(sessions, redis)
    for percentage in (1, 2, 3):
        version = await put(sessions, percentage)
        await current.announce("agency", "new-map", version)
        assert (await current.of("agency"))["new-map"].percentage == percentage


async def test_while_the_database_is_away_the_last_known_serves_and_nobody_waits(sessions, no_database, redis):
    current = CurrentFlags(sessions, redis)
    await put(sessions, 5)
    await current.of("agency")
    current.sessions = no_database
    await current.announce("agency", "new-map", 2)
    assert (await current.of("agency"))["new-map"].percentage == 5
    assert current.is_stale("agency")
    await current.announce("agency", "new-map", 3)
    began = time.monotonic()
    assert (await current.of("agency"))["new-map"].percentage == 5
    assert time.monotonic() - began < 0.1
    await current.close()


async def test_a_process_that_begins_while_the_database_is_away_has_rediss_copy(sessions, no_database, redis):
    await put(sessions, 5)
    await CurrentFlags(sessions, redis).of("agency")
    assert (await CurrentFlags(no_database, redis).of("agency"))["new-map"].percentage == 5
    assert await CurrentFlags(no_database, redis).of("other") == {}


def _watch(database_url: str, redis_url: str, wanted: int, ready, seen_at) -> None:
    """Another process: says when it is ready, and when it saw the wanted percentage."""

    async def watch() -> None:
        engine, redis = build_engine(database_url), build_redis(redis_url)
        async with open_current(build_sessions(engine), redis) as current:
            await current.of("agency")
            ready.set()
            if await seen_after(current, wanted, limit_s=10) < 10:
                seen_at.value = time.time()
        await redis.aclose()
        await engine.dispose()

    asyncio.run(watch())


@pytest.mark.parametrize("told", [True, False])
async def test_two_processes_see_a_change_within_a_second(settings, sessions, redis, told):
    await put(sessions, 5)
    spawn = multiprocessing.get_context("spawn")
    watchers = [(spawn.Event(), spawn.Value("d", 0.0)) for _ in range(2)]
    addresses = (settings.database_url, settings.redis_url, 80)
    processes = [spawn.Process(target=_watch, args=(*addresses, *watcher), daemon=True) for watcher in watchers]
    for process in processes:
        process.start()
    for ready, _ in watchers:
        assert await asyncio.to_thread(ready.wait, 30)
    version = await put(sessions, 80)
    changed_at = time.time()
    if told:
        await CurrentFlags(sessions, redis).announce("agency", "new-map", version)
    for process in processes:
        await asyncio.to_thread(process.join, 15)
    for _, seen_at in watchers:
        assert 0 < seen_at.value - changed_at + 0.1 <= SEEN_WITHIN_S + 0.3
