"""Queries of API keys; all but the search by the key itself are a tenant's and an owner's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.credentials.tables import ApiKey


class KeyRepository:
    def __init__(self, session: AsyncSession, tenant: str, user_id: UUID) -> None:
        self._session, self.tenant, self.user_id = session, tenant, user_id

    def add(self, key: ApiKey) -> None:
        self._session.add(key)

    async def living(self) -> Sequence[ApiKey]:
        """Those not revoked, newest first; expired ones are among them."""
        query = select(ApiKey).where(*self._mine()).order_by(ApiKey.created_at.desc(), ApiKey.id)
        return (await self._session.scalars(query)).all()

    async def count(self) -> int:
        return await self._session.scalar(select(func.count()).select_from(ApiKey).where(*self._mine())) or 0

    async def find(self, key_id: UUID) -> ApiKey | None:
        """Locked, for two rotations at once take turns."""
        query = select(ApiKey).where(*self._mine(), ApiKey.id == key_id).with_for_update()
        return await self._session.scalar(query)

    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        return (ApiKey.tenant == self.tenant, ApiKey.user_id == self.user_id, ApiKey.revoked_at.is_(None))


async def find_by_digest(session: AsyncSession, digest: bytes, now: datetime) -> ApiKey | None:
    """Whose key this is, in whatever tenant: a key is found before its tenant is known."""
    former = (ApiKey.former_digest == digest) & (ApiKey.former_until > now)
    query = select(ApiKey).where(or_(ApiKey.digest == digest, former), ApiKey.revoked_at.is_(None))
    return await session.scalar(query)


async def note_use(session: AsyncSession, key_id: UUID, now: datetime) -> None:
    await session.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=now))
