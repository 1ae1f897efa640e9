"""The trips' queries; every one within a tenant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.trips.tables import Click, Message, Run, Trip, TripVersion


class TripRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    def add(self, row: Trip | TripVersion | Run | Message | Click) -> None:
        self._session.add(row)

    async def find(self, trip_id: UUID, *, lock: bool = False) -> Trip | None:
        query = select(Trip).where(Trip.id == trip_id, Trip.tenant == self.tenant)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def list(self, owner: str, limit: int) -> Sequence[Trip]:
        """The owner's trips, last changed first."""
        query = select(Trip).where(Trip.tenant == self.tenant, Trip.owner == owner)
        return (await self._session.scalars(query.order_by(Trip.updated_at.desc()).limit(limit))).all()

    async def find_version(self, trip_id: UUID, number: int) -> TripVersion | None:
        query = select(TripVersion).where(
            TripVersion.tenant == self.tenant, TripVersion.trip_id == trip_id, TripVersion.number == number
        )
        return await self._session.scalar(query)

    async def find_version_before(self, trip_id: UUID, number: int) -> TripVersion | None:
        """What undoing goes back to: the version before the first that was like this one.

        A version that was gone back to is recorded again under a new number; its past is that of the first.
        """
        now = aliased(TripVersion)
        first = (
            select(func.min(TripVersion.number))
            .join(now, (now.tenant == TripVersion.tenant) & (now.trip_id == TripVersion.trip_id))
            .where(TripVersion.tenant == self.tenant, TripVersion.trip_id == trip_id, now.number == number)
            .where(TripVersion.request == now.request, TripVersion.itinerary == now.itinerary)
        )
        found = await self._session.scalar(first)
        return await self.find_version(trip_id, found - 1) if found is not None else None

    async def messages(self, trip_id: UUID) -> Sequence[Message]:
        query = select(Message).where(Message.tenant == self.tenant, Message.trip_id == trip_id)
        return (await self._session.scalars(query.order_by(Message.created_at, Message.role))).all()

    async def find_message(self, key: str) -> Message | None:
        return await self._session.scalar(select(Message).where(Message.tenant == self.tenant, Message.key == key))

    async def find_run(self, run_id: UUID, *, lock: bool = False) -> Run | None:
        query = select(Run).where(Run.id == run_id, Run.tenant == self.tenant)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def newest_run(self, trip_id: UUID) -> Run | None:
        query = select(Run).where(Run.tenant == self.tenant, Run.trip_id == trip_id)
        return await self._session.scalar(query.order_by(Run.created_at.desc()).limit(1))


async def open_runs(session: AsyncSession, before: datetime) -> Sequence[tuple[UUID, str]]:
    """Runs of every tenant, begun before an instant, that somebody must be driving or announcing.

    The one query across tenants: the sweeper finds ids with it and re-reads each row under its
    tenant.
    """
    query = select(Run.id, Run.tenant).where(~Run.announced, Run.created_at < before)
    return [(row.id, row.tenant) for row in (await session.execute(query.limit(200))).all()]
