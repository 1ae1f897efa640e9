"""Queries of budgets and holds; every one within a tenant but those that look for holds to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.budgets.tables import Budget, Hold
from tools.llm.purse import Scope

Account = tuple[Scope, str, str]
_USED = Budget.held_usd + Budget.spent_usd + Budget.unknown_usd


class BudgetRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def add_hold(
        self, hold: UUID, user: str | None, run_id: str | None, usd: Decimal, begun_at: datetime, expires_at: datetime
    ) -> bool:
        """False when there is such a hold already."""
        row = insert(Hold).values(
            id=hold,
            tenant=self.tenant,
            user=user,
            run_id=run_id,
            usd=usd,
            state="held",
            begun_at=begun_at,
            expires_at=expires_at,
        )
        added = await self._session.scalar(row.on_conflict_do_nothing(index_elements=["id"]).returning(Hold.id))
        return added is not None

    async def take(self, account: Account, usd: Decimal, limit: Decimal | None, now: datetime) -> Decimal | None:
        """Hold `usd` in an account: what then counts against the limit; None, and nothing held, where it would pass it.

        The row is locked until the transaction ends, so that who comes next counts with this.
        """
        if limit is not None and usd > limit:
            return None
        row = insert(Budget).values(
            tenant=self.tenant,
            **_columns(account),
            held_usd=usd,
            spent_usd=Decimal(0),
            unknown_usd=Decimal(0),
            updated_at=now,
        )
        taken = row.on_conflict_do_update(
            index_elements=[Budget.tenant, Budget.scope, Budget.key, Budget.period],
            set_={"held_usd": Budget.held_usd + usd, "updated_at": now},
            where=None if limit is None else _USED + usd <= limit,
        )
        return await self._session.scalar(taken.returning(_USED))

    async def move(self, account: Account, held: Decimal, spent: Decimal, unknown: Decimal, now: datetime) -> None:
        """Add to an account's three sums."""
        await self._session.execute(
            update(Budget)
            .where(Budget.tenant == self.tenant, *(getattr(Budget, n) == v for n, v in _columns(account).items()))
            .values(
                held_usd=Budget.held_usd + held,
                spent_usd=Budget.spent_usd + spent,
                unknown_usd=Budget.unknown_usd + unknown,
                updated_at=now,
            )
        )

    async def find(self, account: Account) -> Budget | None:
        return await self._session.get(Budget, {"tenant": self.tenant, **_columns(account)})

    async def used(self, account: Account) -> Decimal:
        """What counts against the limit now."""
        query = select(func.sum(_USED)).where(
            Budget.tenant == self.tenant, *(getattr(Budget, n) == v for n, v in _columns(account).items())
        )
        return await self._session.scalar(query) or Decimal(0)


async def end_hold(
    session: AsyncSession, hold: UUID, cost_usd: Decimal | None, now: datetime
) -> tuple[Hold, str] | None:
    """The hold as it ends now, and the state it had; None when it had ended so before.

    A cost that becomes known late still replaces an unknown one.
    """
    found = await session.scalar(select(Hold).where(Hold.id == hold).with_for_update())
    if found is None or found.state == "settled" or (found.state == "unknown" and cost_usd is None):
        return None
    before = found.state
    found.state, found.cost_usd, found.ended_at = "unknown" if cost_usd is None else "settled", cost_usd, now
    await session.flush()
    return found, before


async def expired_holds(session: AsyncSession, now: datetime, most: int) -> Sequence[UUID]:
    """Holds of any tenant whose time is over and that nobody has ended."""
    query = select(Hold.id).where(Hold.state == "held", Hold.expires_at < now).order_by(Hold.expires_at)
    return (await session.scalars(query.limit(most))).all()


def _columns(account: Account) -> dict[str, str]:
    scope, key, period = account
    return {"scope": scope, "key": key, "period": period}
