"""The trips' queries; every one within a tenant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, func, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Change, Forbidden
from domain.listing import Listing, Slice
from domain.sharing import Reach
from services.listing import listed
from services.trips.reach import by_link, reach_of, reached
from services.trips.tables import Draft, Message, Run, Trip, TripBranch, TripVersion

_COLUMNS = {
    "updated_at": Trip.updated_at,
    "created_at": Trip.created_at,
    "title": Trip.title,
    "version": Trip.version,
}


class TripRepository:
    """Within a tenant, and where `owner` is given within what that owner has made or is shared with them."""

    def __init__(
        self, session: AsyncSession, tenant: str, owner: str | None = None, now: datetime | None = None
    ) -> None:
        self._session, self.tenant, self._owner = session, tenant, owner
        self._now = now or datetime.now(UTC)

    def add(self, row: Trip | TripVersion | TripBranch | Draft | Run | Message) -> None:
        self._session.add(row)

    async def find(self, trip_id: UUID, *, lock: bool = False, deleted: bool = False) -> Trip | None:
        """`deleted`: also one that was deleted and is still kept, which only its owner reaches.

        A row is locked to be changed: raises Forbidden where the trip may be seen and not changed.
        """
        query = select(Trip).where(Trip.id == trip_id, Trip.tenant == self.tenant)
        if not deleted:
            query = query.where(Trip.deleted_at.is_(None))
        if self._owner is not None:
            query = query.where(reached(self._owner, self._now))
        trip = await self._session.scalar(query.with_for_update() if lock else query)
        if trip is not None and (lock or deleted):
            await self._check(trip, Reach.OWNER if deleted else Reach.EDITOR)
        return trip

    async def _check(self, trip: Trip, wanted: Reach) -> None:
        if not (await self.reach(trip)).allows(wanted):
            may = "look at it, not change it" if wanted is Reach.EDITOR else "not delete or restore it"
            raise Forbidden(f"this trip is shared with you: you may {may}")

    async def reach(self, trip: Trip) -> Reach:
        """What the asker may do with a trip that they see; the house itself may do all."""
        return Reach.OWNER if self._owner is None else await reach_of(self._session, trip, self._owner, self._now)

    async def is_guest(self, trip_id: UUID) -> bool:
        """Whether the asker came by a link."""
        if self._owner is None:
            return False
        return bool(await self._session.scalar(select(by_link(literal(trip_id), self._owner))))

    async def changes_since(self, trip_id: UUID, number: int) -> Sequence[Change]:
        """What later versions changed, and who asked for it; the oldest first."""
        author = func.coalesce(Run.asked_by, TripVersion.made_by).label("author")
        query = (
            select(TripVersion.number, TripVersion.created_at, TripVersion.changes, author)
            .outerjoin(Run, Run.id == TripVersion.run_id)
            .where(TripVersion.tenant == self.tenant, TripVersion.trip_id == trip_id, TripVersion.number > number)
        )
        rows = (await self._session.execute(query.order_by(TripVersion.number))).all()
        return [Change(row.number, row.created_at, row.author or "", tuple(row.changes)) for row in rows]

    async def list(self, owner: str, listing: Listing) -> Slice[Trip]:
        """A page of the trips that are the owner's or shared with them."""
        query = select(Trip).where(Trip.tenant == self.tenant, reached(owner, self._now), Trip.deleted_at.is_(None))
        return await listed(self._session, query, listing, _COLUMNS, Trip.id)

    async def find_version(self, trip_id: UUID, number: int) -> TripVersion | None:
        query = select(TripVersion).where(
            TripVersion.tenant == self.tenant, TripVersion.trip_id == trip_id, TripVersion.number == number
        )
        return await self._session.scalar(query)

    async def versions(self, trip_id: UUID, listing: Listing) -> Slice[TripVersion]:
        query = select(TripVersion).where(TripVersion.tenant == self.tenant, TripVersion.trip_id == trip_id)
        columns = {"number": TripVersion.number, "name": TripVersion.name}
        return await listed(self._session, query, listing, columns, TripVersion.number)

    async def branches(self, trip_id: UUID) -> Sequence[TripBranch]:
        query = select(TripBranch).where(TripBranch.tenant == self.tenant, TripBranch.trip_id == trip_id)
        return (await self._session.scalars(query.order_by(TripBranch.name))).all()

    async def find_branch(self, trip_id: UUID, name: str) -> TripBranch | None:
        query = select(TripBranch).where(
            TripBranch.tenant == self.tenant, TripBranch.trip_id == trip_id, TripBranch.name == name
        )
        return await self._session.scalar(query)

    async def forget_branch(self, branch: TripBranch) -> None:
        await self._session.delete(branch)

    async def find_draft(self, trip_id: UUID, *, lock: bool = False) -> Draft | None:
        query = select(Draft).where(Draft.tenant == self.tenant, Draft.trip_id == trip_id)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def drafts(self, listing: Listing) -> Slice[Draft]:
        """Those of the trips that the asker may see."""
        query = select(Draft).join(Trip, Trip.id == Draft.trip_id)
        query = query.where(Draft.tenant == self.tenant, Trip.deleted_at.is_(None))
        if self._owner is not None:
            query = query.where(reached(self._owner, self._now))
        columns = {
            "updated_at": Draft.updated_at,
            "created_at": Draft.created_at,
            "reference": Draft.reference,
            "status": Draft.status,
        }
        return await listed(self._session, query, listing, columns, Draft.trip_id)

    async def messages(self, trip_id: UUID) -> Sequence[Message]:
        query = select(Message).where(Message.tenant == self.tenant, Message.trip_id == trip_id)
        query = query.where(self._heard(Message.trip_id, Message.run_id))
        return (await self._session.scalars(query.order_by(Message.created_at, Message.role))).all()

    async def find_message(self, key: str) -> Message | None:
        return await self._session.scalar(select(Message).where(Message.tenant == self.tenant, Message.key == key))

    async def find_run(self, run_id: UUID, *, lock: bool = False) -> Run | None:
        query = select(Run).where(Run.id == run_id, Run.tenant == self.tenant)
        if self._owner is not None:
            query = query.where(
                Run.trip_id.in_(select(Trip.id).where(reached(self._owner, self._now), Trip.deleted_at.is_(None))),
                self._heard(Run.trip_id, Run.id),
            )
        run = await self._session.scalar(query.with_for_update() if lock else query)
        if run is not None and lock and self._owner is not None:
            await self._check(await self._session.get_one(Trip, run.trip_id), Reach.EDITOR)
        return run

    def _heard(self, trip_id: SQLColumnExpression[UUID], run_id: SQLColumnExpression[Any]) -> ColumnElement[bool]:
        """What was said in a run: a link's guests hear nothing of a conversation but their own part."""
        if self._owner is None:
            return true()
        own = select(Run.id).where(Run.id == run_id, Run.asked_by == self._owner)
        return or_(~by_link(trip_id, self._owner), run_id.in_(own))

    async def newest_run(self, trip_id: UUID, *, heard: bool = False) -> Run | None:
        """`heard`: of those whose events the asker may follow."""
        query = select(Run).where(Run.tenant == self.tenant, Run.trip_id == trip_id)
        if heard:
            query = query.where(self._heard(Run.trip_id, Run.id))
        return await self._session.scalar(query.order_by(Run.created_at.desc()).limit(1))


async def open_runs(session: AsyncSession, before: datetime) -> Sequence[tuple[UUID, str]]:
    """Runs of every tenant, begun before an instant, that somebody must be driving or announcing.

    The one query across tenants: the sweeper finds ids with it and re-reads each row under its
    tenant.
    """
    query = select(Run.id, Run.tenant).where(~Run.announced, Run.created_at < before)
    return [(row.id, row.tenant) for row in (await session.execute(query.limit(200))).all()]
