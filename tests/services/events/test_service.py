from __future__ import annotations

import json
from uuid import uuid4

import pytest
from sqlalchemy import delete

from infra.database import in_tenant
from services.events.service import STREAM, USER_REGISTERED, announce, publish
from services.events.tables import EventRow


@pytest.fixture
async def platform(platform):
    async with platform.begin() as session:
        await session.execute(delete(EventRow))
    return platform


@pytest.fixture
async def redis(redis):
    await redis.delete(STREAM)
    return redis


async def test_an_event_is_published_once_and_in_order_after_its_commit(platform, redis):
    user = uuid4()
    for number in range(3):
        async with in_tenant(platform, "public") as session:
            announce(session, "public", USER_REGISTERED, user, number=number)
    assert [await publish(platform, redis) for _ in range(2)] == [3, 0]
    told = [fields for _, fields in await redis.xrange(STREAM)]
    assert [json.loads(fields[b"payload"])["number"] for fields in told] == [0, 1, 2]
    assert {fields[b"kind"] for fields in told} == {b"user.registered"}
    assert {fields[b"user_id"] for fields in told} == {str(user).encode()}


async def test_an_event_of_a_transaction_that_fails_is_none(platform, redis):
    with pytest.raises(RuntimeError):
        async with in_tenant(platform, "public") as session:
            announce(session, "public", USER_REGISTERED, uuid4())
            raise RuntimeError
    assert await publish(platform, redis) == 0


async def test_an_event_that_redis_did_not_take_is_published_later(platform, redis):
    async with in_tenant(platform, "public") as session:
        announce(session, "public", USER_REGISTERED, uuid4())
    await redis.set(STREAM, "in the way")
    with pytest.raises(Exception, match="WRONGTYPE"):
        await publish(platform, redis)
    await redis.delete(STREAM)
    assert await publish(platform, redis) == 1
