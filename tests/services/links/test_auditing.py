from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from infra.database import in_tenant
from services.audit.tables import AuditRow
from services.links.schemas import ConversionIn
from services.links.service import LinkService
from tests.services.links.test_service import told

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def tell(sessions, tenant: str, said: ConversionIn) -> None:
    for _ in range(2):  # a provider tells everything at least once
        async with in_tenant(sessions, tenant) as session:
            links = LinkService(session, tenant, NOW)
            await links.receive(uuid4(), "booking", said)
            await links.handle("booking")


async def test_a_booking_that_came_of_us_is_in_the_audit_log_with_every_change_of_its_status_once(sessions, tenant):
    first = told(told_at=NOW)
    await tell(sessions, tenant, first)
    later = {"booking_id": first.booking_id, "status": "cancelled", "told_at": NOW + timedelta(days=1)}
    await tell(sessions, tenant, told(**later))
    async with in_tenant(sessions, tenant) as session:
        rows = (await session.scalars(select(AuditRow).order_by(AuditRow.number))).all()
    assert {(row.action, row.resource, row.resource_id) for row in rows} == {
        ("BOOKING_CONVERTED", "booking at booking", first.booking_id)
    }
    assert [row.changes["status"] for row in rows] == [[None, "confirmed"], ["confirmed", "cancelled"]]
    assert rows[0].changes["amount"][1] == "42000 minor units of EUR"
