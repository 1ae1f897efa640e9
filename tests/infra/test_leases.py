from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from infra.leases import LeaseLost, is_leased, lease


async def test_only_one_holds_it_and_it_is_given_back(redis):
    name = uuid4().hex
    async with lease(redis, name, 5) as mine:
        assert mine
        async with lease(redis, name, 5) as theirs:
            assert not theirs
        assert await is_leased(redis, name)
    assert not await is_leased(redis, name)


async def test_it_is_extended_while_the_work_goes_on(redis):
    name = uuid4().hex
    async with lease(redis, name, 0.3):
        await asyncio.sleep(0.8)
        assert await is_leased(redis, name)


async def test_a_holder_that_lost_it_is_stopped(redis):
    name = uuid4().hex
    with pytest.raises(LeaseLost):
        async with lease(redis, name, 0.3):
            await redis.set(f"lease:{name}", "somebody else")
            await asyncio.sleep(5)
    assert await redis.get(f"lease:{name}") == b"somebody else"
