from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from domain.errors import Conflict, Forbidden, InvalidRequest, NotFound, Unauthenticated
from domain.identity import Permission, Principal, Role
from infra.database import in_tenant
from services.accounts.tables import UserRow
from services.credentials import api_keys
from services.credentials.api_keys import ApiKeyService
from services.credentials.key_lookup import KeyLookup
from services.credentials.schemas import NewApiKey
from services.credentials.tables import ApiKey
from tests.services.credentials.people import make_user

READ, WRITE = Permission.READ_ITINERARY, Permission.WRITE_ITINERARY
HERE = "203.0.113.7"


def principal(user_id, **changes) -> Principal:
    return Principal(user_id=user_id, roles=frozenset({Role.USER})).model_copy(update=changes)


def of(session, user_id, **changes) -> ApiKeyService:
    return ApiKeyService(session, principal(user_id, **changes), datetime.now(UTC))


async def make(sessions, user_id, **wanted):
    async with in_tenant(sessions, "public") as session:
        return await of(session, user_id).make(NewApiKey(**{"name": "till", "scopes": (READ,), **wanted}))


@pytest.fixture
def lookup(platform) -> KeyLookup:
    return KeyLookup(platform)


async def test_a_key_is_64_hexadecimal_digits_shown_once_and_kept_as_sha_256(sessions, user_id):
    made = await make(sessions, user_id)
    assert re.fullmatch(r"sk_live_[0-9a-f]{64}", made.key)
    async with in_tenant(sessions, "public") as session:
        row = await session.scalar(select(ApiKey).where(ApiKey.id == made.id))
        [shown] = await of(session, user_id).all()
    assert row.digest == sha256(made.key.encode()).digest()
    assert "key" not in shown.model_dump()
    assert made.key.startswith(shown.beginning)
    assert len(shown.beginning) == 12


async def test_whoever_shows_it_is_its_owner_within_its_scopes(sessions, user_id, lookup):
    made = await make(sessions, user_id, hourly_limit=7)
    who = await lookup.holder(made.key, HERE)
    assert (who.user_id, who.tenant, who.key_id, who.hourly_limit) == (user_id, "public", made.id, 7)
    assert who.permissions == {READ}
    assert who.owner == f"user:{user_id}"
    with pytest.raises(Unauthenticated):
        await lookup.holder("sk_live_" + "0" * 64, HERE)


async def test_what_the_owner_loses_the_key_loses(sessions, user_id, platform):
    made = await make(sessions, user_id, scopes=(READ, WRITE))
    async with in_tenant(sessions, "public") as session:
        await session.execute(update(UserRow).where(UserRow.id == user_id).values(roles=[Role.SUPPORT]))
    assert (await KeyLookup(platform).holder(made.key, HERE)).permissions == {READ}
    async with in_tenant(sessions, "public") as session:
        await session.execute(update(UserRow).where(UserRow.id == user_id).values(status="suspended"))
    with pytest.raises(Unauthenticated):
        await KeyLookup(platform).holder(made.key, HERE)


async def test_scopes_beyond_the_owners_and_a_past_expiry_are_refused_by_field(session, user_id):
    with pytest.raises(InvalidRequest, match="manage:users") as refused:
        await of(session, user_id).make(NewApiKey(name="x", scopes=(READ, Permission.MANAGE_USERS)))
    assert refused.value.errors[0].field == "scopes"
    past = datetime.now(UTC) - timedelta(seconds=1)
    with pytest.raises(InvalidRequest, match="future") as refused:
        await of(session, user_id).make(NewApiKey(name="x", scopes=(READ,), expires_at=past))
    assert refused.value.errors[0].field == "expires_at"


@pytest.mark.parametrize(
    ("address", "held"),
    [("203.0.113.7", True), ("::ffff:203.0.113.7", True), ("203.0.114.1", False), ("2001:db8::1", True), ("", False)],
)
async def test_a_key_holds_only_from_its_networks(sessions, user_id, lookup, address, held):
    made = await make(sessions, user_id, networks=("203.0.113.9/24", "2001:db8::/32"))
    assert made.networks == ("203.0.113.0/24", "2001:db8::/32")
    if held:
        assert (await lookup.holder(made.key, address)).signed_in
    else:
        with pytest.raises(Unauthenticated, match="this address"):
            await lookup.holder(made.key, address)


def test_a_network_that_is_none_is_refused():
    with pytest.raises(ValueError, match="does not appear to be"):
        NewApiKey(name="x", scopes=(READ,), networks=("everywhere",))


async def test_after_a_rotation_both_hold_until_the_grace_is_over(sessions, user_id, platform):
    old = await make(sessions, user_id)
    async with in_tenant(sessions, "public") as session:
        new = await of(session, user_id).rotate(old.id, 3600)
    assert new.id == old.id
    for key in (old.key, new.key):
        assert (await KeyLookup(platform).holder(key, HERE)).key_id == old.id
    async with in_tenant(sessions, "public") as session:
        newest = await of(session, user_id).rotate(old.id, 0)
    assert (await KeyLookup(platform).holder(newest.key, HERE)).signed_in
    for key in (old.key, new.key):
        with pytest.raises(Unauthenticated):
            await KeyLookup(platform).holder(key, HERE)


async def test_a_revoked_key_is_refused_within_a_second_and_known_for_no_longer(sessions, user_id, platform):
    made = await make(sessions, user_id)
    fresh, kept = KeyLookup(platform, fresh_s=0.0), KeyLookup(platform)
    assert await fresh.holder(made.key, HERE) == await kept.holder(made.key, HERE)
    async with in_tenant(sessions, "public") as session:
        assert await of(session, user_id).revoke(made.id) == "till"
    with pytest.raises(Unauthenticated):
        await fresh.holder(made.key, HERE)
    assert kept.fresh_s == 1.0
    async with in_tenant(sessions, "public") as session:
        assert await of(session, user_id).all() == []


async def test_an_expired_key_is_refused_though_it_is_still_known(sessions, user_id, platform):
    brief = await make(sessions, user_id, expires_at=datetime.now(UTC) + timedelta(milliseconds=300))
    lookup = KeyLookup(platform, fresh_s=60.0)
    assert (await lookup.holder(brief.key, HERE)).signed_in
    await asyncio.sleep(0.3)
    with pytest.raises(Unauthenticated):
        await lookup.holder(brief.key, HERE)


async def test_its_last_use_is_written_once_a_minute(sessions, user_id, platform):
    made = await make(sessions, user_id)

    async def last_used():
        async with in_tenant(sessions, "public") as session:
            return (await of(session, user_id).all())[0].last_used_at

    await KeyLookup(platform).holder(made.key, HERE)
    first = await last_used()
    await KeyLookup(platform).holder(made.key, HERE)
    assert first is not None
    assert await last_used() == first
    async with in_tenant(sessions, "public") as session:
        long_ago = first - timedelta(minutes=2)
        await session.execute(update(ApiKey).where(ApiKey.id == made.id).values(last_used_at=long_ago))
    await KeyLookup(platform).holder(made.key, HERE)
    assert await last_used() >= first


async def test_nobody_else_sees_or_touches_it_and_no_key_makes_keys(sessions, user_id):
    made = await make(sessions, user_id)
    async with in_tenant(sessions, "public") as session:
        other = await make_user(session)
        assert await of(session, other).all() == []
        for act in (of(session, other).revoke(made.id), of(session, other).rotate(made.id, 0)):
            with pytest.raises(NotFound):
                await act
        with pytest.raises(Forbidden):
            of(session, user_id, key_id=uuid4())
        with pytest.raises(Forbidden):
            of(session, None)


async def test_staff_get_a_key_only_with_their_second_factor(session, user_id):
    wanted, staff = NewApiKey(name="x", scopes=(Permission.MANAGE_USERS,)), {"roles": frozenset({Role.ADMIN})}
    with pytest.raises(Forbidden, match="second factor"):
        await of(session, user_id, **staff).make(wanted)
    made = await of(session, user_id, strong=True, **staff).make(wanted)
    with pytest.raises(Forbidden, match="second factor"):
        await of(session, user_id, **staff).rotate(made.id, 0)
    await of(session, user_id, **staff).revoke(made.id)


async def test_an_account_has_a_bounded_number_of_keys(sessions, user_id, monkeypatch):
    monkeypatch.setattr(api_keys, "MOST", 1)
    await make(sessions, user_id)
    with pytest.raises(Conflict, match="revoke one first"):
        await make(sessions, user_id)
