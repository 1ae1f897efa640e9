"""Queries of privacy requests and their archives; every one within a tenant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.privacy.schemas import RequestKind, RequestStatus
from services.privacy.tables import PrivacyArchive, PrivacyRequest


class PrivacyRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    def add(self, row: PrivacyRequest | PrivacyArchive) -> None:
        self._session.add(row)

    async def find(self, request_id: UUID, *, lock: bool = False) -> PrivacyRequest | None:
        query = select(PrivacyRequest).where(PrivacyRequest.id == request_id, PrivacyRequest.tenant == self.tenant)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def find_due(self, request_id: UUID, now: datetime) -> PrivacyRequest | None:
        """The request, locked, if it is still to be done and nobody else is at it."""
        query = select(PrivacyRequest).where(
            PrivacyRequest.id == request_id,
            PrivacyRequest.tenant == self.tenant,
            PrivacyRequest.status == RequestStatus.OPEN.value,
            PrivacyRequest.due_at <= now,
        )
        return await self._session.scalar(query.with_for_update(skip_locked=True))

    async def find_open(self, user_id: UUID, kind: RequestKind) -> PrivacyRequest | None:
        query = select(PrivacyRequest).where(
            PrivacyRequest.tenant == self.tenant,
            PrivacyRequest.user_id == user_id,
            PrivacyRequest.kind == kind.value,
            PrivacyRequest.status == RequestStatus.OPEN.value,
        )
        return await self._session.scalar(query)

    async def of(self, user_id: UUID) -> Sequence[PrivacyRequest]:
        """Newest first."""
        query = select(PrivacyRequest).where(PrivacyRequest.tenant == self.tenant, PrivacyRequest.user_id == user_id)
        return (await self._session.scalars(query.order_by(PrivacyRequest.asked_at.desc()).limit(100))).all()

    async def find_archive(self, request_id: UUID) -> PrivacyArchive | None:
        query = select(PrivacyArchive).where(
            PrivacyArchive.tenant == self.tenant, PrivacyArchive.request_id == request_id
        )
        return await self._session.scalar(query)


async def due(session: AsyncSession, now: datetime) -> Sequence[tuple[UUID, str]]:
    """Requests of every tenant that are to be done: their ids, for the platform; each is re-read in its tenant."""
    query = select(PrivacyRequest.id, PrivacyRequest.tenant).where(
        PrivacyRequest.status == RequestStatus.OPEN.value, PrivacyRequest.due_at <= now
    )
    rows = await session.execute(query.order_by(PrivacyRequest.due_at).limit(100))
    return [(row.id, row.tenant) for row in rows]


async def expire(session: AsyncSession, now: datetime) -> int:
    """Remove the archives of every tenant whose time is over, for the platform; how many."""
    gone = delete(PrivacyArchive).where(PrivacyArchive.expires_at <= now).returning(PrivacyArchive.request_id)
    ids = (await session.scalars(gone)).all()
    ended = update(PrivacyRequest).where(PrivacyRequest.id.in_(ids))
    await session.execute(ended.values(status=RequestStatus.EXPIRED.value))
    return len(ids)
