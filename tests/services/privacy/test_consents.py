from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from infra.database import in_tenant
from services.accounts.adoption import adopt
from services.privacy.consents import ConsentService
from services.privacy.schemas import Decision, Purpose
from tests.api.signing_in import account_work, make_user

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def decision(granted: bool = True, version: str = "1", purpose: Purpose = Purpose.TERMS) -> Decision:
    return Decision(purpose=purpose, version=version, granted=granted)


async def decided(sessions, owner: str, *decisions: Decision, now: datetime = NOW, tenant: str = "public"):
    async with in_tenant(sessions, tenant) as session:
        return await ConsentService(session, tenant, now).decide(owner, decisions, "192.0.2.1", "Firefox\0" + "x" * 999)


async def test_the_newest_decision_holds_and_the_older_ones_stay(sessions):
    owner = uuid4().hex
    await decided(sessions, owner, decision(), decision(purpose=Purpose.NEWSLETTER))
    await decided(sessions, owner, decision(granted=False), now=NOW + timedelta(days=1))
    consents = await decided(sessions, owner, decision(version="2"), now=NOW + timedelta(days=2))
    assert [(one.purpose, one.version, one.granted) for one in consents.current] == [
        ("newsletter", "1", True),
        ("terms", "2", True),
    ]
    assert [one.granted for one in consents.history if one.purpose == "terms"] == [True, False, True]


async def test_a_new_version_of_a_text_is_a_new_decision_and_the_same_one_is_not(sessions):
    owner = uuid4().hex
    for _ in range(3):
        await decided(sessions, owner, decision(), decision())
    assert len((await decided(sessions, owner, decision())).history) == 1
    assert len((await decided(sessions, owner, decision(version="2"))).history) == 2


async def test_another_agency_knows_nothing_of_it(sessions):
    owner = uuid4().hex
    await decided(sessions, owner, decision())
    async with in_tenant(sessions, "other") as session:
        assert (await ConsentService(session, "other", NOW).of(owner)).history == []


async def test_a_guests_decisions_become_the_users_who_signs_up(settings, sessions):
    guest = uuid4().hex
    await decided(sessions, guest, decision())
    async with account_work(settings) as work:
        user = await make_user(work)
        await adopt(work, guest, user.id)
    async with in_tenant(sessions, "public") as session:
        consents = ConsentService(session, "public", NOW)
        assert (await consents.of(guest)).history == []
        assert len((await consents.of(f"user:{user.id}")).history) == 1


async def test_the_application_cannot_turn_a_no_into_a_yes(sessions):
    owner = uuid4().hex
    await decided(sessions, owner, decision(granted=False))
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with in_tenant(sessions, "public") as session:
            await session.execute(text("UPDATE consents SET granted = true"))
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with in_tenant(sessions, "public") as session:
            await session.execute(text("DELETE FROM consents"))
