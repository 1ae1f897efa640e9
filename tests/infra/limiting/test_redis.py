from __future__ import annotations

import asyncio
import time
from uuid import uuid4

from infra.limiting.limits import Limits, build_limits
from infra.limiting.redis import RedisLimits
from infra.limiting.windows import Bucket
from infra.redis import build_redis


def bucket(limit: int, window_s: int = 3600) -> Bucket:
    return Bucket(f"test:{uuid4().hex}", limit, window_s)


async def test_as_many_as_the_limit_pass_however_many_come_at_once(redis):
    limits, one = RedisLimits(redis), bucket(25)
    found = await asyncio.gather(*(limits.take([one]) for _ in range(80)))
    assert sum(not standing.refused for (standing,) in found) == 25


async def test_remaining_counts_down_and_the_wait_is_told(redis):
    limits, one = RedisLimits(redis), bucket(2)
    assert [(await limits.take([one]))[0].remaining for _ in range(2)] == [1, 0]
    refused = (await limits.take([one]))[0]
    assert refused.refused
    assert 0 < refused.wait_s <= 3600 + 1800


async def test_a_refusal_by_one_bucket_takes_nothing_from_another(redis):
    limits, narrow, wide = RedisLimits(redis), bucket(1), bucket(50)
    await limits.take([narrow, wide])
    await limits.take([narrow, wide])
    assert (await limits.take([wide]))[0].remaining == 48


async def test_the_window_slides(redis):
    limits, one = RedisLimits(redis), bucket(4, window_s=1)
    await asyncio.sleep(1 - time.time() % 1 + 0.02)  # the window's first moment
    for _ in range(4):
        assert not (await limits.take([one]))[0].refused
    wait = (await limits.take([one]))[0].wait_s
    assert 0.9 < wait < 1.4  # into the next window, where a quarter must have slid out
    await asyncio.sleep(wait + 0.02)
    begun = time.time()
    assert not (await limits.take([one]))[0].refused
    refused = (await limits.take([one]))[0].refused
    assert refused or time.time() - begun > 0.2, "the next one slides out after a quarter of the window"


async def test_a_key_that_exists_lowers_the_first_bucket_to_a_tenth(redis):
    limits, first, second = RedisLimits(redis), bucket(30), bucket(30)
    key = f"over_budget:{uuid4().hex}"
    await redis.set(key, "1", ex=60)
    assert [one.limit for one in await limits.take([first, second], [key])] == [3, 30]
    await redis.delete(key)
    assert [one.limit for one in await limits.take([first, second], [key])] == [30, 30]


async def test_what_is_given_back_can_be_taken_again(redis):
    limits, one = RedisLimits(redis), bucket(1)
    await limits.take([one])
    await limits.give_back([one])
    assert not (await limits.take([one]))[0].refused


async def test_without_redis_each_process_counts_for_itself_and_redis_is_used_again_when_it_is_back(redis):
    away = build_redis("redis://127.0.0.1:1/0")
    limits, one = Limits(RedisLimits(away)), bucket(8)
    assert [(await limits.take([one]))[0].refused for _ in range(3)] == [False, False, True]
    assert limits.reduced
    limits.shared, limits._away_until = RedisLimits(redis), 0.0  # a second later
    assert (await limits.take([one]))[0].remaining == 7
    assert not limits.reduced
    await away.aclose()


async def test_giving_back_without_redis_changes_the_own_count():
    away = build_redis("redis://127.0.0.1:1/0")
    limits, one = build_limits(away), bucket(4)
    await limits.take([one])
    await limits.give_back([one])
    assert not (await limits.take([one]))[0].refused
    await away.aclose()
