"""Somebody's inbox: what they were told of, what of it is unread, and what came since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, String, cast, func, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from domain.listing import Listing, Slice
from domain.notification import NOTIFICATION, About
from services.listing import listed
from services.notifications.tables import NotificationRow
from services.trips.tables import Trip

_COLUMNS = {"at": NotificationRow.at, "unread": NotificationRow.unread}
_AT_ONCE = 500
Owner = tuple[str, str]  # a tenant, and somebody of it


@dataclass(frozen=True)
class Inbox:
    """Of one owner, as `Principal.owner` names them, in one transaction. Never commits; `now` is an aware instant."""

    session: AsyncSession
    tenant: str
    owner: str
    now: datetime

    async def list(self, listing: Listing) -> Slice[NotificationRow]:
        """May be filtered by `unread`. What is about a trip that was removed is not shown."""
        return await listed(self.session, self._mine(), listing, _COLUMNS, NotificationRow.id)

    async def unread(self) -> int:
        query = self._mine().where(NotificationRow.read_at.is_(None))
        return await self.session.scalar(select(func.count()).select_from(query.subquery())) or 0

    async def read(self, ids: Sequence[UUID] | None) -> None:
        """These, or with None all until now. What was read stays read as it was."""
        which = NotificationRow.id.in_(ids) if ids is not None else NotificationRow.at <= self.now
        unread = update(NotificationRow).where(self._own(), NotificationRow.read_at.is_(None), which)
        await self.session.execute(unread.values(read_at=self.now))

    def _own(self) -> ColumnElement[bool]:
        return (NotificationRow.tenant == self.tenant) & (NotificationRow.owner == self.owner)

    def _mine(self) -> Select[NotificationRow]:
        return select(NotificationRow).where(self._own(), _of_a_trip_that_is())


def about_of(row: NotificationRow) -> About:
    return NOTIFICATION.validate_python({**row.data, "kind": row.kind})


async def told_after(session: AsyncSession, after: dict[Owner, int]) -> Sequence[NotificationRow]:
    """What each was told after that number of theirs; for the platform's sessions, which see every tenant."""
    if not after:
        return ()
    tenants, owners = zip(*after, strict=True)
    wanted = (
        func.unnest(
            cast(list(tenants), ARRAY(String)),
            cast(list(owners), ARRAY(String)),
            cast(list(after.values()), ARRAY(BigInteger)),
        )
        .table_valued("tenant", "owner", "after")
        .render_derived()
    )
    theirs = (NotificationRow.tenant == wanted.c.tenant) & (NotificationRow.owner == wanted.c.owner)
    query = select(NotificationRow).join(wanted, theirs & (NotificationRow.seq > wanted.c.after))
    newest_last = query.where(_of_a_trip_that_is()).order_by(NotificationRow.seq).limit(_AT_ONCE)
    return (await session.scalars(newest_last)).all()


async def newest_told(session: AsyncSession, owner: Owner) -> int:
    """Its number; 0 where they were told nothing."""
    query = select(func.max(NotificationRow.seq)).where(
        NotificationRow.tenant == owner[0], NotificationRow.owner == owner[1]
    )
    return await session.scalar(query) or 0


def _of_a_trip_that_is() -> ColumnElement[bool]:
    """Or of none."""
    there = (
        select(Trip.id).where(Trip.id == NotificationRow.trip_id, Trip.deleted_at.is_(None)).correlate(NotificationRow)
    )
    return or_(NotificationRow.trip_id.is_(None), there.exists())
