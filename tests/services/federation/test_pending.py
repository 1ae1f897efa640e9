from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from domain.errors import Unauthenticated
from services.federation.pending import PendingLink, PendingLogin, binding_of, is_bound, keep, take


def login(**changes) -> PendingLogin:
    told = {
        "tenant": "public",
        "provider": "x",
        "binding": binding_of("cookie"),
        "return_to": "/",
        "redirect_uri": "/cb",
    }
    return PendingLogin(**told | changes)


async def test_what_is_kept_is_taken_once_even_by_many_and_not_as_something_else(redis):
    name = await keep(redis, login(), 60)
    with pytest.raises(Unauthenticated):
        await take(redis, PendingLink, name)
    told = await asyncio.gather(*(take(redis, PendingLogin, name) for _ in range(5)), return_exceptions=True)
    assert [one for one in told if not isinstance(one, Unauthenticated)] == [login()]


async def test_it_runs_out_and_its_name_is_not_kept_in_words(redis):
    link = PendingLink(tenant="public", user_id=uuid4(), issuer="i", subject="s")
    name = await keep(redis, link, 60)
    names = [one async for one in redis.scan_iter("federation:PendingLink:*")]
    assert all(name.encode() not in one for one in names)
    left_s = [await redis.ttl(one) for one in names]
    assert left_s
    assert all(0 < one <= 15 * 60 for one in left_s)


def test_only_the_browser_that_left_is_known_again():
    assert is_bound(login(), "cookie")
    assert not is_bound(login(), "another")
    assert not is_bound(login(binding=binding_of("")), "")
