"""How the month's budgets stand, which alerts they gave, and what is left of a user's quota."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.usage import EVERY_TENANT, month_of
from services.budgets.alerts import USED_UP
from services.budgets.limits import LimitBook, read_limits
from services.budgets.quotas import tokens_of
from services.budgets.tables import Budget, BudgetAlert
from services.budgets.throttle import STILL
from services.usage.schemas import Alert, BudgetLine, BudgetState, QuotaState
from tools.llm.purse import Limits

_SERVES: dict[BudgetState, str] = {
    "no_limit": "every model, in the order of the providers",
    "within": "every model, in the order of the providers",
    "half": "every model, in the order of the providers",
    "high": "every model, in the order of the providers",
    "critical": "the cheaper models where a dearer call has no room any more",
    "used_up": "answers kept from before, then the house's own rules: no call that costs money",
}
_STATES: tuple[tuple[int, BudgetState], ...] = ((95, "critical"), (80, "high"), (50, "half"), (0, "within"))


class StandingService:
    """Of a tenant's budgets; "*": of all tenants', through the platform's session."""

    def __init__(self, session: AsyncSession, tenant: str, limits: Limits, now: datetime) -> None:
        self._session, self.tenant, self._limits, self._now = session, tenant, limits, now

    async def budgets(self, limit: int) -> tuple[BudgetLine, ...]:
        """This month's, of users and tenants: the fullest first."""
        used = func.sum(Budget.held_usd + Budget.spent_usd + Budget.unknown_usd)
        query = select(Budget.tenant, Budget.scope, Budget.key, used.label("used")).where(
            Budget.period == month_of(self._now), Budget.scope.in_(("user", "tenant"))
        )
        query = query.group_by(Budget.tenant, Budget.scope, Budget.key).order_by(used.desc()).limit(limit)
        rows = (await self._session.execute(self._mine(query, Budget.tenant))).all()
        alerts = await self._alerts(rows)
        book = await read_limits(self._session, self._limits, sorted({row.tenant for row in rows}))
        lines = (self._line(row, book, alerts[row.tenant, row.scope, row.key]) for row in rows)
        return tuple(sorted(lines, key=lambda line: (line.share or 0.0, line.used_usd), reverse=True))

    async def quota(self, user: str) -> QuotaState:
        """The tokens that a user of the tenant has left this month."""
        used, limit = await tokens_of(self._session, self.tenant, user, self._now)
        month = self._now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return QuotaState(
            period=month_of(self._now),
            used=used,
            limit=limit,
            left=None if limit is None else max(0, limit - used),
            resets_at=(month + timedelta(days=32)).replace(day=1),
        )

    def _line(self, row: Any, book: LimitBook, alerts: Sequence[Alert]) -> BudgetLine:
        limit = book.of(row.tenant, row.scope, row.key)
        refused = any(alert.percent == USED_UP for alert in alerts)
        over = limit is not None and (row.used >= limit or (refused and row.used >= limit * STILL))
        state: BudgetState = "used_up" if over else _state(row.used, limit)
        return BudgetLine(
            tenant=row.tenant,
            scope=row.scope,
            key=row.key,
            period=month_of(self._now),
            used_usd=row.used,
            limit_usd=limit,
            share=float(row.used / limit) if limit else None,
            state=state,
            serves=_SERVES[state],
            throttled=over and refused,
            alerts=tuple(alerts),
        )

    async def _alerts(self, rows: Sequence[Any]) -> dict[tuple[str, str, str], list[Alert]]:
        about = [
            and_(BudgetAlert.tenant == row.tenant, BudgetAlert.scope == row.scope, BudgetAlert.key == row.key)
            for row in rows
        ]
        found: defaultdict[tuple[str, str, str], list[Alert]] = defaultdict(list)
        if about:
            query = select(BudgetAlert).where(BudgetAlert.period == month_of(self._now), or_(*about))
            for row in await self._session.scalars(query.order_by(BudgetAlert.percent)):
                found[row.tenant, row.scope, row.key].append(Alert.model_validate(row, from_attributes=True))
        return found

    def _mine(self, query: Any, tenant: Any) -> Any:
        return query if self.tenant == EVERY_TENANT else query.where(tenant == self.tenant)


def _state(used: Decimal, limit: Decimal | None) -> BudgetState:
    if not limit:
        return "no_limit"
    return next(state for percent, state in _STATES if used * 100 >= limit * percent)
