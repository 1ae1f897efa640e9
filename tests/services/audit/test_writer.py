from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select

from infra.database import in_tenant
from services.audit import writer as module
from services.audit.tables import AuditRow
from services.audit.writer import FLUSH_S, AuditWriter, open_audit_writer
from tests.services.audit.conftest import make_entry, verified


async def resources_of(sessions, tenant: str) -> list[str]:
    async with in_tenant(sessions, tenant) as session:
        return list(await session.scalars(select(AuditRow.resource).order_by(AuditRow.number)))


async def test_entries_of_many_tenants_are_written_together_and_in_order(sessions, platform, tenant):
    other = f"t{uuid4().hex[:12]}"
    writer = AuditWriter(platform)
    for number in range(2500):
        writer(make_entry(tenant if number % 2 else other, resource=str(number)))
    await writer.flush()
    assert writer.waiting == 0
    assert await resources_of(sessions, tenant) == [str(number) for number in range(1, 2500, 2)]
    assert (await verified(sessions, tenant)).holds
    assert (await verified(sessions, other)).entries == 1250


async def test_what_waits_is_written_when_the_process_ends(sessions, platform, tenant):
    async with open_audit_writer(platform) as writer:
        writer(make_entry(tenant, resource="last words"))
        assert await resources_of(sessions, tenant) == []
    assert await resources_of(sessions, tenant) == ["last words"]
    assert FLUSH_S == 5.0


async def test_a_batch_whose_commit_nobody_heard_of_is_not_written_twice(sessions, platform, tenant):
    writer = AuditWriter(platform)
    entries = [make_entry(tenant, resource=str(number)) for number in range(3)]
    for entry in entries:
        writer(entry)
    await writer.flush()
    for entry in [*entries, make_entry(tenant, resource="new")]:
        writer(entry)
    await writer.flush()
    assert await resources_of(sessions, tenant) == ["0", "1", "2", "new"]


async def test_while_the_database_is_away_entries_wait_and_the_oldest_go_first(no_database, tenant, monkeypatch):
    monkeypatch.setattr(module, "_MOST", 3)
    writer = AuditWriter(no_database)
    for number in range(5):
        writer(make_entry(tenant, resource=str(number)))
    await writer.try_flush()
    assert (writer.waiting, writer.lost) == (3, 2)
