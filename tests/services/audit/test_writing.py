from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from domain.audit import HIDDEN
from infra.database import PLATFORM, build_engine, build_sessions, in_tenant
from services.audit.service import record
from services.audit.tables import AuditRow
from tests.services.audit.conftest import make_entry


async def rows(sessions, tenant: str):
    async with in_tenant(sessions, tenant) as session:
        return (await session.scalars(select(AuditRow).order_by(AuditRow.number))).all()


async def test_an_entry_is_kept_exactly_when_its_transaction_is(sessions, tenant):
    async with in_tenant(sessions, tenant) as session:
        await record(session, make_entry(tenant, changes={"role": ["user", "admin"]}, ip="192.0.2.1"))
    with pytest.raises(RuntimeError):
        async with in_tenant(sessions, tenant) as session:
            await record(session, make_entry(tenant))
            raise RuntimeError
    (kept,) = await rows(sessions, tenant)
    assert (kept.number, kept.changes, kept.ip) == (1, {"role": ["user", "admin"]}, "192.0.2.1")


async def test_a_savepoint_that_is_undone_takes_its_entries_with_it(sessions, tenant):
    async with in_tenant(sessions, tenant) as session:
        await record(session, make_entry(tenant, resource="outer"))
        outer = await session.begin_nested()
        async with session.begin_nested():
            await record(session, make_entry(tenant, resource="released within what is undone"))
        await outer.rollback()
        async with session.begin_nested():
            await record(session, make_entry(tenant, resource="released"))
    assert [row.resource for row in await rows(sessions, tenant)] == ["outer", "released"]


async def test_concurrent_transactions_make_one_chain(sessions, tenant):
    async def one() -> None:
        async with in_tenant(sessions, tenant) as session:
            await record(session, make_entry(tenant))
            await record(session, make_entry(tenant))

    await asyncio.gather(*(one() for _ in range(25)))
    kept = await rows(sessions, tenant)
    assert [row.number for row in kept] == list(range(1, 51))
    assert all(row.previous == before.digest for before, row in pairwise(kept))


async def test_nobody_writes_into_another_tenants_log(sessions, tenant):
    with pytest.raises(DBAPIError, match="row-level security"):
        async with in_tenant(sessions, tenant) as session:
            await record(session, make_entry("somebody-else"))


@pytest.mark.parametrize("role", ["tripwright_app", PLATFORM, "owner"])
@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET ip = ''", "DELETE FROM audit_entries"])
async def test_no_role_changes_or_removes_an_make_entry(settings, sessions, tenant, role, statement):
    async with in_tenant(sessions, tenant) as session:
        await record(session, make_entry(tenant))
    engine = build_engine(settings.database_url, "postgres" if role == "owner" else role)
    with pytest.raises(DBAPIError, match=r"permission denied|append-only"):
        async with in_tenant(build_sessions(engine), tenant) as session:
            await session.execute(text(statement))
    await engine.dispose()


def test_what_is_personal_or_secret_is_hidden_before_it_is_kept():
    made = make_entry("t", changes={"email": ["a@example.com", None], "tier": ["free", "pro"], "new_password": "x"})
    assert made.changes == {"email": [HIDDEN, None], "tier": ["free", "pro"], "new_password": HIDDEN}


def test_a_strangers_header_is_cut_and_has_no_nul():
    assert make_entry("t", user_agent="a\0b" + "c" * 999).user_agent == "ab" + "c" * 298
