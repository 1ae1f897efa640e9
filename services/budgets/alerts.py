"""Notes the shares of a month's budget as they are reached: 50, 80 and 95 %, and 100 once it has refused a call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.notification import BudgetReached
from domain.usage import ALERT_PERCENTS
from services.budgets.repository import Account
from services.budgets.tables import BudgetAlert
from services.notifications.telling import Happening, tell

USED_UP = 100


async def note_reached(
    session: AsyncSession, tenant: str, account: Account, used: Decimal, limit: Decimal, now: datetime
) -> None:
    """In the transaction that takes the money: the note is there before anything is spent. Each share once a month."""
    percents = [percent for percent in ALERT_PERCENTS if limit > 0 and used * 100 >= limit * percent]
    await _note(session, tenant, account, percents, used, limit, now)


async def note_used_up(
    session: AsyncSession, tenant: str, account: Account, used: Decimal, limit: Decimal, now: datetime
) -> None:
    """A month's budget has refused a call."""
    await _note(session, tenant, account, [USED_UP], used, limit, now)


async def untold(session: AsyncSession, most: int) -> Sequence[BudgetAlert]:
    """Alerts of any tenant that nobody has been told of yet, locked against another teller."""
    query = select(BudgetAlert).where(BudgetAlert.told_at.is_(None)).order_by(BudgetAlert.at)
    return (await session.scalars(query.limit(most).with_for_update(skip_locked=True))).all()


async def mark_told(session: AsyncSession, alert: BudgetAlert, now: datetime) -> None:
    await session.execute(
        update(BudgetAlert)
        .where(
            BudgetAlert.tenant == alert.tenant,
            BudgetAlert.scope == alert.scope,
            BudgetAlert.key == alert.key,
            BudgetAlert.period == alert.period,
            BudgetAlert.percent == alert.percent,
        )
        .values(told_at=now)
    )


async def _note(
    session: AsyncSession,
    tenant: str,
    account: Account,
    percents: Sequence[int],
    used: Decimal,
    limit: Decimal,
    now: datetime,
) -> None:
    scope, key, period = account
    if scope == "run" or not percents:
        return
    about = {"tenant": tenant, "scope": scope, "key": key, "period": period}
    rows = [
        {**about, "percent": percent, "used_usd": used, "limit_usd": limit, "at": now, "told_at": None}
        for percent in percents
    ]
    made = insert(BudgetAlert).on_conflict_do_nothing().values(rows).returning(BudgetAlert.percent)
    reached = (await session.scalars(made)).all()
    if scope == "user" and reached:  # of several at once the highest says it all
        told = BudgetReached(percent=max(reached), period=period)
        await tell(session, Happening(tenant, now), [(key, told)])
