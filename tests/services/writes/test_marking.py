from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, update

from domain.audit import Action, AuditEntry
from domain.errors import DoneBefore
from infra.database import in_tenant
from services.audit.service import record
from services.security.tables import IpRule
from services.writes.marking import marked
from services.writes.tables import WriteMark

NOW = datetime.now(UTC)


@pytest.fixture
def digest():
    return uuid4().hex


def rule(tenant: str) -> IpRule:
    network = f"10.0.{uuid4().int % 256}.{uuid4().int % 256}/32"
    return IpRule(
        id=uuid4(), tenant=tenant, kind="block", area="all", network=network, note=uuid4().hex, created_at=NOW
    )


async def write(sessions, tenant: str) -> None:
    async with in_tenant(sessions, tenant) as session:
        session.add(rule(tenant))


async def count(sessions, tenant: str, table=IpRule) -> int:
    async with in_tenant(sessions, tenant) as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_what_was_committed_is_not_committed_again(sessions, tenant, digest):
    with marked(digest):
        await write(sessions, tenant)
    with marked(digest), pytest.raises(DoneBefore, match="was carried out before"):
        await write(sessions, tenant)
    assert await count(sessions, tenant) == 1


async def test_one_block_may_commit_several_times(sessions, tenant, digest):
    with marked(digest):
        await write(sessions, tenant)
        await asyncio.gather(*(write(sessions, tenant) for _ in range(3)))
    assert await count(sessions, tenant) == 4


async def test_what_was_rolled_back_may_be_tried_again(sessions, tenant, digest):
    class Died(BaseException):
        pass

    with pytest.raises(Died), marked(digest):
        async with in_tenant(sessions, tenant) as session:
            session.add(rule(tenant))
            await session.flush()
            raise Died
    with marked(digest):
        await write(sessions, tenant)
    assert await count(sessions, tenant) == 1


async def test_of_many_at_once_one_commits(sessions, tenant, digest):
    async def attempt() -> bool:
        try:
            with marked(digest):
                await write(sessions, tenant)
        except DoneBefore:
            return False
        return True

    assert sum(await asyncio.gather(*(attempt() for _ in range(20)))) == 1
    assert await count(sessions, tenant) == 1


async def test_who_only_reads_or_changes_nothing_leaves_no_mark(sessions, tenant, digest):
    await write(sessions, tenant)
    for _ in range(2):
        with marked(digest):
            async with in_tenant(sessions, tenant) as session:
                row = await session.scalar(select(IpRule).with_for_update())
                row.note = row.note  # as a route does that is asked for what is so already
    assert await count(sessions, tenant, WriteMark) == 0


@pytest.mark.parametrize("way", ["insert", "update"])
async def test_a_statement_is_a_write_too(sessions, tenant, digest, way):
    async def state() -> None:
        async with in_tenant(sessions, tenant) as session:
            made = {c.name: getattr(rule(tenant), c.name) for c in IpRule.__table__.columns}
            await session.execute(insert(IpRule).values(made) if way == "insert" else update(IpRule).values(note="x"))

    with marked(digest):
        await state()
    with marked(digest), pytest.raises(DoneBefore):
        await state()


async def test_an_entry_of_the_audit_log_alone_is_no_write(sessions, tenant, digest):
    for _ in range(2):
        with marked(digest):
            async with in_tenant(sessions, tenant) as session:
                entry = AuditEntry(id=uuid4(), at=NOW, tenant=tenant, action=Action.LOGIN_FAILED)
                await record(session, entry)
    assert await count(sessions, tenant, WriteMark) == 0


async def test_after_a_day_the_name_is_free_again(sessions, platform, tenant, digest):
    with marked(digest):
        await write(sessions, tenant)
    async with in_tenant(platform, tenant) as session:
        long_ago = datetime.now(UTC) - timedelta(hours=24, seconds=1)
        await session.execute(update(WriteMark).where(WriteMark.digest == digest).values(at=long_ago))
    with marked(digest):
        await write(sessions, tenant)
    with marked(digest), pytest.raises(DoneBefore):
        await write(sessions, tenant)
    assert await count(sessions, tenant) == 2


async def test_names_of_different_agencies_do_not_meet(sessions, tenant, digest):
    for one in (tenant, f"{tenant}-2"):
        with marked(digest):
            await write(sessions, one)
        assert await count(sessions, one) == 1


async def test_beside_a_marked_write_everybody_elses_go_on(sessions, tenant, digest):
    with marked(digest):
        await write(sessions, tenant)
    for _ in range(2):
        await write(sessions, tenant)
    assert (await count(sessions, tenant), await count(sessions, tenant, WriteMark)) == (3, 1)
