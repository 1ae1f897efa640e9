from __future__ import annotations

import time
from dataclasses import replace

import pytest

from infra.telemetry.presence import GONE_S, BreakerState, announce, here, processes, withdraw


@pytest.fixture
async def redis(redis):
    await redis.delete("processes")
    return redis


async def test_a_process_is_there_until_it_leaves(redis):
    mine = here("worker", "1.2.3", (BreakerState("a:rates:x", "open", failures=3),))
    await announce(redis, mine)
    (found,) = await processes(redis)
    assert found == mine
    assert found.memory_bytes > 1_000_000
    await withdraw(redis, mine)
    assert await processes(redis) == []


async def test_who_is_silent_is_gone_and_forgotten(redis):
    mine = here("worker", "1.2.3", ())
    await announce(redis, replace(mine, pid=1, at=time.time() - GONE_S - 1))
    await announce(redis, mine)
    assert [one.pid for one in await processes(redis)] == [mine.pid]
    assert await redis.hlen("processes") == 1
