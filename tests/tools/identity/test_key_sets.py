from __future__ import annotations

import asyncio

import pytest

from domain.errors import Unavailable
from tools.identity.key_sets import FRESH_S, PATIENCE_S, STALE_S


async def test_keys_are_read_once_and_again_when_they_were_rotated(keys, issuer, clock):
    url = f"{issuer.address}/keys"
    await asyncio.gather(*(keys.of("x", url, issuer.key.kid) for _ in range(5)))
    assert issuer.asked["/keys"] == 1
    issuer.rotate()
    clock.now += PATIENCE_S
    assert [key.kid for key in await keys.of("x", url, issuer.key.kid)] == [issuer.key.kid]
    assert issuer.asked["/keys"] == 2


async def test_made_up_key_names_are_no_flood(keys, issuer, clock):
    for number in range(20):
        await keys.of("x", f"{issuer.address}/keys", f"made-up-{number}")
    assert issuer.asked["/keys"] == 1
    clock.now += FRESH_S + 1
    await keys.of("x", f"{issuer.address}/keys", "made-up")
    assert issuer.asked["/keys"] == 2


async def test_while_the_issuer_is_away_the_last_keys_serve_for_a_day(keys, issuer, clock):
    url = f"{issuer.address}/keys"
    known = await keys.of("x", url, issuer.key.kid)
    issuer.down = True
    clock.now += FRESH_S + 1
    assert await keys.of("x", url, issuer.key.kid) == known
    clock.now += STALE_S
    with pytest.raises(Unavailable):
        await keys.of("x", url, issuer.key.kid)
