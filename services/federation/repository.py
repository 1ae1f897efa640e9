"""Queries of identity providers and outside identities; every one a tenant's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.federation.tables import ExternalIdentity, IdentityProvider


class FederationRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def providers(self) -> Sequence[IdentityProvider]:
        query = select(IdentityProvider).where(IdentityProvider.tenant == self.tenant).order_by(IdentityProvider.name)
        return (await self._session.scalars(query)).all()

    async def find_provider(self, name: str) -> IdentityProvider | None:
        query = select(IdentityProvider).where(IdentityProvider.tenant == self.tenant, IdentityProvider.name == name)
        return await self._session.scalar(query.execution_options(populate_existing=True))

    async def put_provider(self, name: str, fresh: dict[str, Any]) -> None:
        made = insert(IdentityProvider).values(tenant=self.tenant, name=name, **fresh)
        await self._session.execute(made.on_conflict_do_update(index_elements=["tenant", "name"], set_=fresh))

    async def forget_provider(self, name: str) -> bool:
        query = delete(IdentityProvider).where(IdentityProvider.tenant == self.tenant, IdentityProvider.name == name)
        return await self._session.scalar(query.returning(IdentityProvider.name)) is not None

    async def find_identity(self, issuer: str, subject: str) -> ExternalIdentity | None:
        return await self._session.get(ExternalIdentity, (self.tenant, issuer, subject))

    async def link(self, issuer: str, subject: str, user_id: UUID, now: datetime) -> UUID:
        """Whose identity it is now: theirs, or whoever's it was already; two at once agree."""
        row = {"tenant": self.tenant, "issuer": issuer, "subject": subject, "user_id": user_id}
        made = insert(ExternalIdentity).values(**row, linked_at=now, last_used_at=now).on_conflict_do_nothing()
        await self._session.execute(made)
        found = await self.find_identity(issuer, subject)
        assert found is not None
        return found.user_id

    async def identities(self, user_id: UUID) -> Sequence[ExternalIdentity]:
        query = select(ExternalIdentity).where(
            ExternalIdentity.tenant == self.tenant, ExternalIdentity.user_id == user_id
        )
        return (await self._session.scalars(query.order_by(ExternalIdentity.linked_at))).all()

    async def unlink(self, user_id: UUID, issuer: str, subject: str) -> bool:
        query = delete(ExternalIdentity).where(
            ExternalIdentity.tenant == self.tenant,
            ExternalIdentity.user_id == user_id,
            ExternalIdentity.issuer == issuer,
            ExternalIdentity.subject == subject,
        )
        return await self._session.scalar(query.returning(ExternalIdentity.user_id)) is not None
