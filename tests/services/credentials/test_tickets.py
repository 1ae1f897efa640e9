from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from domain.errors import TooMany, Unauthenticated
from services.credentials.tickets import LASTS_S, issue_ticket, read_ticket, use_ticket
from services.credentials.tries import MOST, Tries


async def test_a_ticket_stands_for_one_user_of_one_tenant_until_it_is_used(redis, user_id):
    ticket = await issue_ticket(redis, "public", user_id)
    assert (await read_ticket(redis, "public", ticket)).user_id == user_id
    for tenant, shown in (("agency", ticket), ("public", "made-up")):
        with pytest.raises(Unauthenticated):
            await read_ticket(redis, tenant, shown)
    await use_ticket(redis, "public", ticket)
    with pytest.raises(Unauthenticated):
        await use_ticket(redis, "public", ticket)
    with pytest.raises(Unauthenticated):
        await read_ticket(redis, "public", ticket)


async def test_a_ticket_runs_out_and_is_not_kept_in_words(redis, user_id):
    ticket = await issue_ticket(redis, "public", user_id)
    names = [name async for name in redis.scan_iter("ticket:public:*")]
    assert all(ticket.encode() not in name for name in names)
    left_s = [await redis.ttl(name) for name in names]
    assert left_s
    assert all(0 < one <= LASTS_S for one in left_s)


async def test_after_five_wrong_codes_none_is_looked_at_even_at_once(redis):
    tries = Tries(redis, "public", uuid4())
    told = await asyncio.gather(*(tries.begin() for _ in range(MOST + 3)), return_exceptions=True)
    refused = [answer for answer in told if isinstance(answer, TooMany)]
    assert len(refused) == 3
    assert 0 < refused[0].retry_after_s <= 15 * 60
    await tries.succeeded()
    await tries.begin()
