"""The queries of documents and calendars; every one within a tenant, but those that only find work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.documents.tables import CalendarFeed, DocumentJob


class DocumentRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def find(self, job_id: UUID, *, owner: str | None = None, lock: bool = False) -> DocumentJob | None:
        query = select(DocumentJob).where(DocumentJob.tenant == self.tenant, DocumentJob.id == job_id)
        if owner is not None:
            query = query.where(DocumentJob.owner == owner)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def find_current(
        self, trip_id: UUID, version: int, variant: str, language: str, owner: str
    ) -> DocumentJob | None:
        query = select(DocumentJob).where(
            DocumentJob.tenant == self.tenant,
            DocumentJob.trip_id == trip_id,
            DocumentJob.version == version,
            DocumentJob.variant == variant,
            DocumentJob.language == language,
            DocumentJob.owner == owner,
            DocumentJob.current,
        )
        return await self._session.scalar(query.with_for_update())

    async def of_trip(self, trip_id: UUID, owner: str, since: datetime) -> Sequence[DocumentJob]:
        """Newest first; those that are given when the same is asked for again."""
        query = select(DocumentJob).where(
            DocumentJob.tenant == self.tenant,
            DocumentJob.trip_id == trip_id,
            DocumentJob.owner == owner,
            DocumentJob.current,
            DocumentJob.created_at >= since,
        )
        return (await self._session.scalars(query.order_by(DocumentJob.created_at.desc()).limit(50))).all()

    async def add(self, **row: object) -> bool:
        """False where somebody has asked for the same in this moment."""
        statement = insert(DocumentJob).values(tenant=self.tenant, **row).on_conflict_do_nothing()
        return bool((await self._session.execute(statement.returning(DocumentJob.id))).first())

    def add_feed(self, feed: CalendarFeed) -> None:
        self._session.add(feed)

    async def feeds(self, trip_id: UUID, owner: str | None) -> Sequence[CalendarFeed]:
        query = select(CalendarFeed).where(
            CalendarFeed.tenant == self.tenant, CalendarFeed.trip_id == trip_id, CalendarFeed.revoked_at.is_(None)
        )
        if owner is not None:
            query = query.where(CalendarFeed.owner == owner)
        return (await self._session.scalars(query.order_by(CalendarFeed.created_at))).all()

    async def find_feed(self, feed_id: UUID, owner: str | None) -> CalendarFeed | None:
        query = select(CalendarFeed).where(CalendarFeed.tenant == self.tenant, CalendarFeed.id == feed_id)
        if owner is not None:
            query = query.where(CalendarFeed.owner == owner)
        return await self._session.scalar(query.with_for_update())

    async def touch_feed(self, feed_id: UUID, now: datetime) -> None:
        await self._session.execute(
            update(CalendarFeed)
            .where(CalendarFeed.tenant == self.tenant, CalendarFeed.id == feed_id)
            .values(read_at=now)
        )


async def find_job_tenant(session: AsyncSession, job_id: UUID) -> str | None:
    """Whose a job is, for the worker that is told its id alone; across tenants."""
    return await session.scalar(select(DocumentJob.tenant).where(DocumentJob.id == job_id))


async def find_feed_by_digest(session: AsyncSession, digest: str) -> CalendarFeed | None:
    """By the secret of its address, which names no tenant; across tenants. None for one that was revoked."""
    query = select(CalendarFeed).where(CalendarFeed.digest == digest, CalendarFeed.revoked_at.is_(None))
    return await session.scalar(query)


async def open_jobs(session: AsyncSession, before: datetime) -> Sequence[UUID]:
    """Jobs of every tenant, asked for before an instant, that somebody must be making or announcing."""
    query = select(DocumentJob.id).where(~DocumentJob.announced, DocumentJob.created_at < before)
    return (await session.scalars(query.order_by(DocumentJob.created_at).limit(100))).all()


async def forget_jobs(session: AsyncSession, before: datetime) -> int:
    """Rows of documents whose files are gone; across tenants."""
    gone = await session.execute(delete(DocumentJob).where(DocumentJob.created_at < before).returning(DocumentJob.id))
    return len(gone.all())
