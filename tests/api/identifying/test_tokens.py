from __future__ import annotations

from dataclasses import replace

import pytest
from redis.asyncio import Redis
from starlette.datastructures import Headers

from api.identifying.tokens import TokenIdentifier
from domain.errors import Unauthenticated
from domain.identity import Permission, Role
from infra.redis import build_redis
from services.accounts.parts import build_account_parts
from tests.api.signing_in import headers_of, signed_in


@pytest.fixture
async def parts(settings):
    redis = build_redis(settings.redis_url)
    yield build_account_parts(settings, redis)
    await redis.aclose()


async def identify(parts, headers: dict[str, str]):
    return await TokenIdentifier(parts).identify(Headers(headers), "public", "127.0.0.1")


async def test_a_token_says_who_for_which_tenant_and_how_strongly(settings, parts):
    tokens = await signed_in(settings, {Role.PARTNER})
    who = await identify(parts, headers_of(tokens))
    assert who is not None
    assert (who.user_id, who.tenant, who.roles) == (tokens.user.id, "public", {Role.PARTNER})
    assert who.strong
    assert who.session_id == tokens.session.id


async def test_what_is_no_token_of_ours_is_somebody_elses_to_judge(parts):
    assert await identify(parts, {}) is None
    assert await identify(parts, {"authorization": "Bearer sk_live_0123"}) is None
    assert await identify(parts, {"authorization": "Basic YTpi"}) is None


async def test_a_token_with_another_signature_or_of_another_time_is_refused(settings, parts):
    tokens = await signed_in(settings)
    head, body, mac = tokens.access.split(".")
    forged = f"{head}.{body}.{'A' * len(mac)}"
    with pytest.raises(Unauthenticated):
        await identify(parts, {"authorization": f"Bearer {forged}"})
    later = replace(parts, tokens=replace(parts.tokens, clock=lambda: tokens.session.created_at.timestamp() + 901))
    with pytest.raises(Unauthenticated):
        await identify(later, headers_of(tokens))


async def test_a_revoked_session_ends_at_once(settings, parts):
    tokens = await signed_in(settings)
    await parts.sessions.revoke("public", tokens.user.id, tokens.session.id)
    with pytest.raises(Unauthenticated):
        await identify(parts, headers_of(tokens))


async def test_roles_that_are_taken_away_are_gone_from_sessions_that_are_open(settings, parts):
    tokens = await signed_in(settings, {Role.ADMIN})
    await parts.sessions.set_roles("public", tokens.user.id, {Role.USER})
    who = await identify(parts, headers_of(tokens))
    assert who is not None
    assert who.roles == {Role.USER}


async def test_while_redis_is_away_travellers_read_and_staff_are_refused(settings, parts):
    nowhere = Redis.from_url("redis://127.0.0.1:1", socket_connect_timeout=0.2)
    away = replace(parts, sessions=replace(parts.sessions, redis=nowhere))
    traveller, admin = await signed_in(settings), await signed_in(settings, {Role.ADMIN})
    who = await identify(away, headers_of(traveller))
    assert who is not None
    assert who.permissions == {Permission.READ_ITINERARY}
    with pytest.raises(Unauthenticated):
        await identify(away, headers_of(admin))
    await nowhere.aclose()
