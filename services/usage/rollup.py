"""Sums up the calls of the days in which something was written since the last time; harmless to do twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.usage import EVERY_TENANT, Dimension
from infra.database import Sessions
from services.metering.tables import Cost
from services.usage.sums import DAY, GRAIN_COLUMNS, HOUR, floor, grains_of
from services.usage.tables import UsageMark, UsageSlice

_LOCK = 7203150710
# A call's row is written within a second of its end, and a transaction that writes rows ends within another: rows
# that were written so short a time before the last roll-up are looked at again, since it may not have seen them.
_OVERLAP = timedelta(minutes=2)
_SETTLING = timedelta(minutes=5)
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


async def roll_up(platform: Sessions) -> int:
    """Bring the sums up to now; how many days were summed anew. Of several processes at once one does it.

    A process that dies on the way has moved no mark: the next does the same days again.
    """
    async with platform() as guard:
        if not await guard.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
            return 0
        now = await guard.scalar(select(func.clock_timestamp()))
        assert now is not None
        days = await _touched(guard, await _seen(guard))
        for day in days:
            async with platform.begin() as session:
                await _sum_day(session, day)
        async with platform.begin() as session:
            await _mark(session, floor(now - _SETTLING, HOUR), now - _OVERLAP)
    return len(days)


async def _seen(session: AsyncSession) -> datetime:
    return await session.scalar(select(UsageMark.seen_until).where(UsageMark.tenant == EVERY_TENANT)) or _BEGINNING


async def _touched(session: AsyncSession, since: datetime) -> list[datetime]:
    """The begins of the days of UTC in which calls lie that were written since."""
    day = func.date_bin(DAY, Cost.at, _BEGINNING)
    found = (await session.scalars(select(day).where(Cost.written_at >= since).distinct())).all()
    return sorted(found)


async def _sum_day(session: AsyncSession, day: datetime) -> None:
    await session.execute(text("SET LOCAL work_mem = '128MB'"))
    await session.execute(text("SET LOCAL jit = off"))  # compiling takes longer than summing a day
    for dimension in Dimension:
        within = UsageSlice.dimension == dimension, UsageSlice.at >= day, UsageSlice.at < day + DAY
        await session.execute(delete(UsageSlice).where(*within))
        await session.execute(insert(UsageSlice).from_select(list(GRAIN_COLUMNS), grains_of(dimension, day, day + DAY)))


async def _mark(session: AsyncSession, closed: datetime, seen: datetime) -> None:
    """Move the marks on, never back."""
    row = upsert(UsageMark).values(tenant=EVERY_TENANT, closed_until=closed, seen_until=seen)
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["tenant"],
            set_={
                "closed_until": func.greatest(UsageMark.closed_until, row.excluded.closed_until),
                "seen_until": func.greatest(UsageMark.seen_until, row.excluded.seen_until),
            },
        )
    )
