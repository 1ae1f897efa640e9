"""The purse of all processes together: money is held in PostgreSQL before a model is asked, and settled after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import ROUND_UP, Decimal
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Failure, Unavailable
from infra.database import Sessions
from services.budgets.alerts import note_reached, note_used_up
from services.budgets.limits import read_limits
from services.budgets.quotas import check_tokens
from services.budgets.repository import BudgetRepository, end_hold, expired_holds
from services.budgets.schemas import Standing
from services.budgets.tables import Hold
from tools.adapter import Caller
from tools.llm.purse import Limits, Refusal, accounts_of

log = structlog.get_logger()
_NOTHING = Decimal(0)
_AT_ONCE = 500
_STEP = Decimal("1e-9")  # of the columns; rounded before it is written, so that what is taken back was put in


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class DatabasePurse:
    """A `Purse`; each member is one transaction of its own, because a call must not wait for its request's end."""

    sessions: Sessions
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], datetime] = _now

    async def hold(self, hold: UUID, caller: Caller, usd: Decimal, for_s: float) -> Refusal | None:
        """As in `Purse`; raises Unavailable when the database does not answer: what cannot be held is not spent.

        Raises Unavailable(OVER_BUDGET) too where the user's tokens of the month are used up.
        """
        try:
            async with self.sessions() as session:
                refusal = await self._held(session, hold, caller, usd.quantize(_STEP, ROUND_UP), for_s)
                await (session.commit() if refusal is None else session.rollback())
            if refusal is not None:
                await self._note_refusal(refusal, caller)
        except (SQLAlchemyError, OSError) as error:
            log.warning("the purse is away", error=str(error))
            raise Unavailable("budget", "the database does not answer", Failure.OTHER) from error
        return refusal

    async def settle(self, hold: UUID, usd: Decimal | None) -> None:
        """As in `Purse`; while the database is away the hold stays, and ends as unknown when its time is over."""
        try:
            async with self.sessions.begin() as session:
                await _end(session, hold, None if usd is None else usd.quantize(_STEP, ROUND_UP), self.clock())
        except (SQLAlchemyError, OSError) as error:
            log.warning("a hold could not be settled", hold=str(hold), error=str(error))

    async def _held(
        self, session: AsyncSession, hold: UUID, caller: Caller, usd: Decimal, for_s: float
    ) -> Refusal | None:
        rows, now = BudgetRepository(session, caller.tenant), self.clock()
        await check_tokens(session, caller.tenant, caller.user, now)
        if not await rows.add_hold(hold, caller.user, caller.run_id, usd, now, now + timedelta(seconds=for_s)):
            return None
        book = await read_limits(session, self.limits, [caller.tenant], [caller.user] if caller.user else [])
        for account in accounts_of(caller, now):
            limit = book.of(caller.tenant, account[0], account[1])
            used = await rows.take(account, usd, limit, now)
            if used is None:
                assert limit is not None
                return Refusal(account[0], limit, max(_NOTHING, limit - await rows.used(account)))
            if limit is not None:
                await note_reached(session, caller.tenant, account, used, limit, now)
        return None

    async def _note_refusal(self, refusal: Refusal, caller: Caller) -> None:
        """In a transaction of its own: that of the hold is taken back."""
        now = self.clock()
        account = next(account for account in accounts_of(caller, now) if account[0] == refusal.scope)
        used = refusal.limit_usd - refusal.left_usd
        async with self.sessions.begin() as session:
            await note_used_up(session, caller.tenant, account, used, refusal.limit_usd, now)


class BudgetService:
    """How a tenant's budgets stand."""

    def __init__(self, session: AsyncSession, tenant: str, limits: Limits) -> None:
        self._session, self._rows, self._limits = session, BudgetRepository(session, tenant), limits

    async def standings(self, user: str | None, run_id: str | None, now: datetime) -> tuple[Standing, ...]:
        """Of the run and the user, where given, and of the tenant; `now` (aware) says which month."""
        caller = Caller(self._rows.tenant, user, run_id)
        book = await read_limits(self._session, self._limits, [caller.tenant], [user] if user else [])
        standings = []
        for account in accounts_of(caller, now):
            row, limit = await self._rows.find(account), book.of(caller.tenant, account[0], account[1])
            held, spent, unknown = (row.held_usd, row.spent_usd, row.unknown_usd) if row else (_NOTHING,) * 3
            left = None if limit is None else max(_NOTHING, limit - held - spent - unknown)
            standings.append(
                Standing(
                    scope=account[0],
                    limit_usd=limit,
                    held_usd=held,
                    spent_usd=spent,
                    unknown_usd=unknown,
                    left_usd=left,
                )
            )
        return tuple(standings)


async def sweep(sessions: Sessions, now: datetime) -> int:
    """End the holds of processes that died before they settled: unknown, and counted in full; how many there were.

    Safe to run twice and in several processes at once.
    """
    async with sessions() as session:
        expired = await expired_holds(session, now, _AT_ONCE)
    ended = 0
    for hold in expired:
        async with sessions.begin() as session:
            ended += await _end(session, hold, None, now)
    return ended


async def _end(session: AsyncSession, hold: UUID, cost_usd: Decimal | None, now: datetime) -> bool:
    """End a hold and move what it held, in each of its accounts; whether it was still to be ended."""
    ended = await end_hold(session, hold, cost_usd, now)
    if ended is None:
        return False
    row, before = ended
    rows = BudgetRepository(session, row.tenant)
    held, unknown = (-row.usd, _NOTHING) if before == "held" else (_NOTHING, -row.usd)
    if cost_usd is None:
        unknown += row.usd
    for account in accounts_of(_caller(row), row.begun_at):
        await rows.move(account, held, cost_usd or _NOTHING, unknown, now)
    return True


def _caller(hold: Hold) -> Caller:
    return Caller(hold.tenant, hold.user, hold.run_id)
