from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest

from domain.errors import Unauthenticated
from domain.identity import Role
from infra.redis import build_redis
from services.sessions.store import Limits, Reused, SessionStore

KEYS = (bytes(range(32)),)
DAY = 24 * 3600


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def store(settings, clock):
    redis = build_redis(settings.redis_url)
    yield SessionStore(redis, KEYS, Limits(idle_s=8 * DAY, refresh_s=7 * DAY, longest_s=30 * DAY), clock)
    await redis.aclose()


async def opened(store, user=None, **other):
    facts = {"strong": False, "method": "password", "address": "192.0.2.1", "agent": "a browser"} | other
    return await store.open("public", user or uuid4(), {Role.USER, Role.PARTNER}, **facts)


async def test_a_session_is_checked_found_and_listed_as_it_was_opened(store):
    session, _ = await opened(store, strong=True)
    assert await store.check(session.id) == ({Role.USER, Role.PARTNER}, True)
    assert await store.find(session.id) == session
    assert await store.list("public", session.user_id) == [session]
    assert await store.list("elsewhere", session.user_id) == []


async def test_every_refresh_token_makes_the_next_and_serves_once(store, clock):
    session, first = await opened(store)
    _, second = await store.rotate(first)
    _, third = await store.rotate(second)
    assert len({first, second, third}) == 3
    clock.now += 11
    with pytest.raises(Reused) as raised:
        await store.rotate(second)
    assert raised.value.session.id == session.id
    assert await store.check(session.id) is None
    with pytest.raises(Unauthenticated):
        await store.rotate(third)  # the thief's or the owner's: the whole family is revoked


async def test_two_tabs_that_ask_at_once_get_the_same_successor(store):
    _, first = await opened(store)
    answers = await asyncio.gather(*(store.rotate(first) for _ in range(20)))
    assert len({token for _, token in answers}) == 1
    await store.rotate(answers[0][1])


async def test_a_token_two_generations_old_is_reuse_however_soon_it_comes(store):
    _, first = await opened(store)
    _, second = await store.rotate(first)
    await store.rotate(second)
    with pytest.raises(Reused):
        await store.rotate(first)


async def test_a_refresh_token_serves_for_seven_days(store, clock):
    (_, fresh), (_, stale) = await opened(store), await opened(store)
    clock.now += 7 * DAY - 1
    _, successor = await store.rotate(fresh)
    clock.now += 2
    await store.rotate(successor)
    with pytest.raises(Unauthenticated):
        await store.rotate(stale)


async def test_a_token_that_is_not_signed_by_us_touches_nothing(store):
    session, token = await opened(store)
    number = token.split(".")[1]
    for forged in ("", "a.b.c", f"{session.id}.{number}.AAAA", f"{session.id}.999.{token.split('.')[2]}", "é.1.ü"):
        with pytest.raises(Unauthenticated):
            await store.rotate(forged)
    assert await store.check(session.id) is not None


async def test_a_token_signed_by_a_key_that_was_rotated_out_still_serves(store):
    session, token = await opened(store)
    rotated = replace(store, keys=(bytes(32), *KEYS))
    _, successor = await rotated.rotate(token)
    assert (await rotated.rotate(successor))[0].id == session.id


async def test_a_session_without_a_sign_of_life_ends_and_a_sign_keeps_it(store, clock):
    brief = replace(store, limits=replace(store.limits, idle_s=0.4))
    (idle, _), (busy, _) = await opened(brief), await opened(brief)
    for _ in range(5):
        await asyncio.sleep(0.15)
        clock.now += 0.15
        assert await brief.check(busy.id) is not None
    assert await brief.check(idle.id) is None


async def test_only_ones_own_sessions_can_be_revoked(store):
    mine, _ = await opened(store)
    assert not await store.revoke("public", uuid4(), mine.id)
    assert await store.check(mine.id) is not None
    assert await store.revoke("public", mine.user_id, mine.id)
    assert not await store.revoke("public", mine.user_id, mine.id)
    assert await store.check(mine.id) is None


async def test_all_others_can_be_revoked_at_once(store):
    user = uuid4()
    sessions = [(await opened(store, user))[0] for _ in range(3)]
    assert await store.revoke_all("public", user, but=sessions[1].id) == 2
    assert [one.id for one in await store.list("public", user)] == [sessions[1].id]


async def test_the_oldest_of_fifty_one_sessions_ends(store, clock):
    user = uuid4()
    sessions = []
    for _ in range(51):
        clock.now += 1
        sessions.append((await opened(store, user))[0])
    assert await store.check(sessions[0].id) is None
    assert len(await store.list("public", user)) == 50
