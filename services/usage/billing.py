"""A tenant's month as a statement: the plan's fee and the usage above what it includes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import FieldError, InvalidRequest, NotFound
from domain.identity import Tier
from domain.money import Money
from domain.usage import PLANS, Dimension, Period, month_of
from infra.database import Sessions
from services.tenants.tables import TenantRow
from services.usage.repository import UsageRepository
from services.usage.schemas import Statement, StatementLine
from services.usage.tables import StatementRow

_NOTHING = Decimal(0)
_SETTLED = timedelta(days=2)  # after the month: a call's row may come late
_UTC = ZoneInfo("UTC")


class BillingService:
    """Of one tenant; `now` is an aware instant."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._session, self.tenant, self._now = session, tenant, now

    async def statement(self, month: str) -> Statement:
        """As issued, or as it stands so far. Raises InvalidRequest for a month to come, NotFound without a tenant."""
        begin = _begin(month)
        if begin > self._now:
            raise InvalidRequest([FieldError("month", "that month has not begun")])
        row = await self._session.get(StatementRow, {"tenant": self.tenant, "month": month})
        if row is not None:
            return Statement.model_validate(row.body)
        return await self._so_far(month, begin)

    async def issue(self, month: str) -> Statement:
        """Make a month's statement final; a second time gives the first again."""
        made = (await self._so_far(month, _begin(month))).model_copy(update={"final": True})
        row = insert(StatementRow).values(
            tenant=self.tenant, month=month, body=made.model_dump(mode="json"), issued_at=self._now
        )
        await self._session.execute(row.on_conflict_do_nothing())
        return await self.statement(month)

    async def _so_far(self, month: str, begin: datetime) -> Statement:
        tier = await self._session.scalar(select(TenantRow.tier).where(TenantRow.id == self.tenant))
        if tier is None:
            raise NotFound("tenant", self.tenant)
        period = Period(begin, min(_after(begin), self._now), _UTC)
        rows = await UsageRepository(self._session, self.tenant).by(Dimension.KIND, period)
        lines = tuple(
            StatementLine(
                kind=row.name,
                calls=int(row.calls),
                quantity=int(row.quantity),
                cost_usd=row.cost_usd,
                unknown=int(row.unknown),
            )
            for row in rows
        )
        return state(self.tenant, month, Tier(tier), lines)


def state(tenant: str, month: str, tier: Tier, lines: tuple[StatementLine, ...]) -> Statement:
    """The arithmetic of a statement, not final yet."""
    plan = PLANS[tier]
    usage = sum((line.cost_usd for line in lines), _NOTHING)
    over = max(_NOTHING, usage - plan.included_usd)
    markup = over * plan.markup
    return Statement(
        tenant=tenant,
        month=month,
        tier=tier,
        final=False,
        lines=lines,
        usage_usd=usage,
        fee_usd=plan.fee_usd,
        included_usd=plan.included_usd,
        overage_usd=over,
        markup_usd=markup,
        total_minor=Money.of(plan.fee_usd + over + markup, "USD").minor,
        unknown=sum(line.unknown for line in lines),
    )


async def issue_due(platform: Sessions, now: datetime) -> int:
    """Issue last month's statements, of every tenant without one, two days after its end; how many."""
    month = month_of(now.astimezone(UTC).replace(day=1) - timedelta(days=1))
    if now < _after(_begin(month)) + _SETTLED:
        return 0
    issued = exists().where(StatementRow.tenant == TenantRow.id, StatementRow.month == month)
    async with platform() as session:
        due = (await session.scalars(select(TenantRow.id).where(~issued))).all()
    for tenant in due:
        async with platform.begin() as session:
            await BillingService(session, tenant, now).issue(month)
    return len(due)


def _begin(month: str) -> datetime:
    try:
        return datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError as error:
        raise InvalidRequest([FieldError("month", "write it like 2026-11")]) from error


def _after(begin: datetime) -> datetime:
    """The begin of the next month."""
    return (begin + timedelta(days=32)).replace(day=1)
