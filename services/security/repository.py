"""Queries of the lists of networks; every one for a tenant and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.security.tables import IpRule

EVERYBODY = "*"


class SecurityRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self.session, self.tenant = session, tenant

    async def in_force(self, now: datetime) -> Sequence[IpRule]:
        """The tenant's rules and everybody's, without those that have ended."""
        query = select(IpRule).where(IpRule.tenant.in_((EVERYBODY, self.tenant)))
        return (
            await self.session.scalars(query.where(or_(IpRule.expires_at.is_(None), IpRule.expires_at > now)))
        ).all()

    def of_kind(self, kind: str) -> Select[IpRule]:
        return select(IpRule).where(IpRule.tenant == self.tenant, IpRule.kind == kind)

    async def find(self, rule_id: UUID) -> IpRule | None:
        return await self.session.scalar(select(IpRule).where(IpRule.tenant == self.tenant, IpRule.id == rule_id))

    async def put(self, row: dict[str, object]) -> IpRule:
        """Write the rule; for a network that is on the list already its note and end are set anew."""
        fresh = {"note": row["note"], "expires_at": row["expires_at"]}
        query = insert(IpRule).values(tenant=self.tenant, **row)
        query = query.on_conflict_do_update(index_elements=["tenant", "kind", "area", "network"], set_=fresh)
        written = await self.session.scalars(query.returning(IpRule), execution_options={"populate_existing": True})
        return written.one()

    async def forget(self, rule_id: UUID) -> None:
        await self.session.execute(delete(IpRule).where(IpRule.tenant == self.tenant, IpRule.id == rule_id))
