"""Mails about comments: one for each person and trip in any quarter of an hour, whatever was said meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.sharing import title_of
from infra.database import Sessions, in_tenant
from services.accounts.parts import AccountParts, AccountWork
from services.mail.outbox import post
from services.sharing.access import plan_of
from services.sharing.people import names_of, user_of
from services.sharing.tables import CommentNotice, TripComment, TripReader
from services.trips.reach import reached
from services.trips.tables import Trip

EVERY = timedelta(minutes=15)
_AT_ONCE = 200


@dataclass(frozen=True)
class _Batch:
    tenant: str
    trip_id: UUID
    reader: str


async def tell_comments(platform: Sessions, parts: AccountParts, now: datetime) -> int:
    """Put what is due into the outbox; how many mails. Several workers share the work, each batch alone."""
    async with platform() as session:
        due = await _due(session, now)
    return sum([await _tell(platform, parts, batch, now) for batch in due])


async def _due(session: AsyncSession, now: datetime) -> list[_Batch]:
    waiting = select(CommentNotice.tenant, CommentNotice.trip_id, CommentNotice.reader).distinct()
    lately = select(TripReader.reader).where(
        TripReader.trip_id == CommentNotice.trip_id,
        TripReader.reader == CommentNotice.reader,
        TripReader.written_at > now - EVERY,
    )
    rows = (await session.execute(waiting.where(~lately.exists()).limit(_AT_ONCE))).all()
    return [_Batch(row.tenant, row.trip_id, row.reader) for row in rows]


async def _tell(platform: Sessions, parts: AccountParts, batch: _Batch, now: datetime) -> bool:
    async with in_tenant(platform, batch.tenant) as session:
        if not await _turn(session, batch, now):
            return False
        mine = (CommentNotice.trip_id == batch.trip_id) & (CommentNotice.reader == batch.reader)
        gone = await session.scalars(delete(CommentNotice).where(mine).returning(CommentNotice.comment_id))
        query = select(TripComment).where(TripComment.id.in_(gone.all()), TripComment.deleted_at.is_(None))
        comments = (await session.scalars(query)).all()
        work = AccountWork(session, batch.tenant, parts, now)
        return bool(comments) and await _write(work, batch, [comment.author for comment in comments])


async def _turn(session: AsyncSession, batch: _Batch, now: datetime) -> bool:
    """Whether this mail is ours to send: the reader's row is locked, and written to within the last while by nobody."""
    values = {"trip_id": batch.trip_id, "reader": batch.reader, "tenant": batch.tenant, "written_at": now}
    made = insert(TripReader).values(**values, muted=False)
    free = TripReader.written_at.is_(None) | (TripReader.written_at <= now - EVERY)
    made = made.on_conflict_do_update(index_elements=["trip_id", "reader"], set_={"written_at": now}, where=free)
    return await session.scalar(made.returning(TripReader.reader)) is not None


async def _write(work: AccountWork, batch: _Batch, authors: list[str]) -> bool:
    """To somebody who still reaches the trip and has a proven address."""
    user_id = user_of(batch.reader)
    row = await work.rows.find(user_id) if user_id is not None else None
    seen = select(Trip.id).where(Trip.id == batch.trip_id, reached(batch.reader, work.now), Trip.deleted_at.is_(None))
    if row is None or await work.session.scalar(seen) is None:
        return False
    user = work.rows.user(row)
    if not user.verified or user.suspended:
        return False
    names = await names_of(work, authors)
    plan = await plan_of(work.session, work.tenant, batch.trip_id)
    about = {
        "name": user.personal.name,
        "language": user.language,
        "count": str(len(authors)),
        "people": ", ".join(sorted(set(names.values()))),
        "trip": title_of(plan.itinerary) if plan is not None else "",
        "link": f"{work.parts.address}/trips/{batch.trip_id}",
    }
    post(work.session, work.parts.sealer, work.tenant, "trip_comments", user.personal.email, work.now, **about)
    return True
