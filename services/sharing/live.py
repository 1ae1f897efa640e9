"""What has happened to trips, read in the order of the commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import BigInteger, Uuid, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.sharing.tables import TripEvent
from services.trips.tables import Trip

_AT_ONCE = 500


async def events_after(session: AsyncSession, after: dict[UUID, int]) -> Sequence[TripEvent]:
    """Of each trip what came after the event of that number; for the platform's sessions, which see every tenant."""
    if not after:
        return ()
    # Each trip has a mark of its own: one that is quiet must not make the limit count what others have seen already.
    marks = cast(list(after), ARRAY(Uuid)), cast(list(after.values()), ARRAY(BigInteger))
    wanted = func.unnest(*marks).table_valued("trip_id", "after").render_derived()
    newer = (TripEvent.trip_id == wanted.c.trip_id) & (TripEvent.id > wanted.c.after)
    query = select(TripEvent).join(wanted, newer).order_by(TripEvent.id).limit(_AT_ONCE)
    return (await session.scalars(query)).all()


async def newest_event(session: AsyncSession, trip_id: UUID) -> int:
    """Its number; 0 where nothing has happened."""
    return await session.scalar(select(func.max(TripEvent.id)).where(TripEvent.trip_id == trip_id)) or 0


async def trip_versions(session: AsyncSession, trip_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Of those that there are."""
    rows = await session.execute(select(Trip.id, Trip.version).where(Trip.id.in_(list(trip_ids))))
    return {row.id: row.version for row in rows}
