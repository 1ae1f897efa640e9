from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from domain.errors import NotFound
from domain.identity import Tier
from domain.usage import PLANS, month_of
from services.tenants.tables import TenantRow
from services.usage.billing import BillingService, issue_due, state
from services.usage.schemas import StatementLine
from services.usage.tables import StatementRow
from tests.services.usage.rows import call, write


def line(cost: Decimal, unknown: int = 0) -> StatementLine:
    return StatementLine(kind="llm", calls=10, quantity=10, cost_usd=cost, unknown=unknown)


@given(st.sampled_from(list(Tier)), st.decimals(0, 10_000, places=6))
def test_a_statement_is_the_fee_and_what_goes_beyond_the_plan_with_its_surcharge(tier, cost):
    told, plan = state("a", "2026-11", tier, (line(cost, unknown=2),)), PLANS[tier]
    assert told.overage_usd == max(Decimal(0), cost - plan.included_usd)
    exact = plan.fee_usd + told.overage_usd * (1 + plan.markup)
    assert abs(Decimal(told.total_minor) / 100 - exact) <= Decimal("0.005")
    assert told.unknown == 2, "what is not known is told and not charged"


async def test_last_months_statement_is_issued_once_and_stays_as_it_was(usage_sessions):
    now = datetime.now(UTC)
    issued_at = (now.replace(day=1) - timedelta(days=1)).replace(day=1) + timedelta(days=40)
    month, inside = month_of(issued_at.replace(day=1) - timedelta(days=1)), issued_at.replace(day=1) - timedelta(days=9)
    async with usage_sessions.platform.begin() as session:
        await session.execute(delete(StatementRow))
        if await session.get(TenantRow, "billed") is None:
            row = {
                "id": "billed",
                "slug": "billed",
                "name": "Billed",
                "status": "active",
                "tier": "basic",
                "version": 1,
            }
            more = {"branding": {}, "settings": {}, "created_at": now, "updated_at": now}
            await session.execute(insert(TenantRow).values(**row, **more))
    await write(usage_sessions, [call("billed", inside, cost=Decimal(25)), call("billed", inside, cost=None)])
    settled = issued_at.replace(day=4)
    assert await issue_due(usage_sessions.platform, settled.replace(day=2)) == 0, "rows may still come late"
    assert await issue_due(usage_sessions.platform, settled) >= 1
    assert await issue_due(usage_sessions.platform, settled) == 0
    await write(usage_sessions, [call("billed", inside, cost=Decimal(99))])
    async with usage_sessions.platform() as session:
        told = await BillingService(session, "billed", settled).statement(month)
        assert told.usage_usd == 25
        assert (told.final, told.unknown, told.total_minor) == (True, 1, 4100)
        assert await session.scalar(select(StatementRow.issued_at).where(StatementRow.tenant == "billed"))
        with pytest.raises(NotFound):
            await BillingService(session, "nobody", settled).statement(month)
