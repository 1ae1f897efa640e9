"""Queries of provider settings and keys; every one for a tenant and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.providers.tables import ProviderKey, ProviderSetting

EVERYBODY = "*"


class ProviderRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def settings(self) -> Sequence[ProviderSetting]:
        """Everybody's first, then the tenant's own."""
        query = select(ProviderSetting).where(ProviderSetting.tenant.in_((EVERYBODY, self.tenant)))
        found = (await self._session.scalars(query)).all()
        return sorted(found, key=lambda row: row.tenant != EVERYBODY)

    async def find_settings(self, capability: str) -> ProviderSetting | None:
        """The tenant's own of one capability."""
        return await self._session.get(ProviderSetting, {"tenant": self.tenant, "capability": capability})

    async def keys(self) -> Sequence[ProviderKey]:
        """Everybody's first, then the tenant's own."""
        query = select(ProviderKey).where(ProviderKey.tenant.in_((EVERYBODY, self.tenant)))
        found = (await self._session.scalars(query)).all()
        return sorted(found, key=lambda row: row.tenant != EVERYBODY)

    async def put(self, table: type[ProviderSetting | ProviderKey], **row: object) -> None:
        """Write the row, in place of one with the same key."""
        primary = [column.name for column in table.__table__.primary_key]
        fresh = {name: value for name, value in row.items() if name not in primary}
        await self._session.execute(
            insert(table).values(tenant=self.tenant, **row).on_conflict_do_update(index_elements=primary, set_=fresh)
        )

    async def forget_settings(self, capability: str) -> None:
        await self._session.execute(
            delete(ProviderSetting).where(
                ProviderSetting.tenant == self.tenant, ProviderSetting.capability == capability
            )
        )

    async def forget_key(self, account: str) -> None:
        await self._session.execute(
            delete(ProviderKey).where(ProviderKey.tenant == self.tenant, ProviderKey.account == account)
        )
