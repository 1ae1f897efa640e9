"""Who has used up the month's budget: marked in Redis, where the limiter of requests looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import cast

from redis.asyncio import Redis
from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.usage import month_of, over_budget_key
from services.budgets.alerts import USED_UP
from services.budgets.limits import read_limits
from services.budgets.tables import Budget, BudgetAlert
from tools.llm.purse import Limits, Scope

_FOR_S = 120
STILL = Decimal("0.95")  # a limit that was raised so far that less than this is used frees them again


async def used_up(session: AsyncSession, limits: Limits, now: datetime) -> Sequence[tuple[str, str]]:
    """(tenant, owner) of every tenant whose budget has refused a call this month; owner "": the whole tenant."""
    same = and_(
        Budget.tenant == BudgetAlert.tenant,
        Budget.scope == BudgetAlert.scope,
        Budget.key == BudgetAlert.key,
        Budget.period == BudgetAlert.period,
    )
    used = Budget.held_usd + Budget.spent_usd + Budget.unknown_usd
    query = select(Budget.tenant, Budget.scope, Budget.key, used).join(BudgetAlert, same)
    query = query.where(BudgetAlert.percent == USED_UP, Budget.period == month_of(now))
    found = (await session.execute(query)).all()
    book = await read_limits(session, limits, sorted({row[0] for row in found}))
    return [
        (tenant, key)
        for tenant, scope, key, sum_usd in found
        if (limit := book.of(tenant, cast("Scope", scope), key)) is not None and sum_usd >= limit * STILL
    ]


async def throttle(redis: Redis, over: Sequence[tuple[str, str]]) -> None:
    """Mark them for two minutes; to be said again before those are over, and harmless to say twice."""
    if over:
        async with redis.pipeline(transaction=False) as pipe:
            for tenant, owner in over:
                pipe.set(over_budget_key(tenant, owner), "1", ex=_FOR_S)
            await pipe.execute()
