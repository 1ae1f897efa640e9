"""Tells people what others did, in the transaction in which they did it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.notification import About, Changed
from services.notifications.tables import NotificationRow
from services.trips.tables import Trip

_ONE_UNREAD = text("kind = 'changed' AND read_at IS NULL")


@dataclass(frozen=True)
class Happening:
    """Something that people may be told of: `by` whom ("": nobody in particular) and of which trip."""

    tenant: str
    at: datetime
    by: str = ""
    trip_id: UUID | None = None


async def tell(session: AsyncSession, happening: Happening, told: Iterable[tuple[str, About]]) -> None:
    """To each owner what it is to them; never to whoever did it.

    Owners are told in one order, for each is locked at the commit and two writers must not wait for each other.
    """
    wanted = sorted(
        ((owner, about) for owner, about in told if owner not in ("", happening.by)), key=lambda one: one[0]
    )
    if not wanted:
        return
    title = await _title(session, happening)
    for owner, about in wanted:
        await _write(session, happening, owner, about.model_copy(update={"title": title}))


async def _write(session: AsyncSession, happening: Happening, owner: str, about: About) -> None:
    fresh = {"data": about.model_dump(mode="json", exclude={"kind"}), "at": happening.at}
    row = insert(NotificationRow).values(
        id=uuid4(),
        tenant=happening.tenant,
        owner=owner,
        author=happening.by,
        kind=about.kind,
        trip_id=happening.trip_id,
        read_at=None,
        **fresh,
    )
    if isinstance(about, Changed):  # of many changes the newest is enough
        key = ["tenant", "owner", "trip_id", "author"]
        row = row.on_conflict_do_update(index_elements=key, index_where=_ONE_UNREAD, set_=fresh)
    await session.execute(row)


async def _title(session: AsyncSession, happening: Happening) -> str:
    if happening.trip_id is None:
        return ""
    query = select(Trip.title).where(Trip.tenant == happening.tenant, Trip.id == happening.trip_id)
    return await session.scalar(query) or ""
