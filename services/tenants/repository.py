"""Queries of tenants: an agency's own row, and for the platform all of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.listing import Listing, Slice
from services.listing import listed
from services.tenants.tables import TenantLogo, TenantRow


class TenantRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def own(self, *, lock: bool = False) -> TenantRow | None:
        query = select(TenantRow).where(TenantRow.id == self.tenant)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def logo(self) -> bytes | None:
        return await self._session.scalar(select(TenantLogo.image).where(TenantLogo.tenant == self.tenant))

    async def put_logo(self, image: bytes, now: datetime) -> None:
        fresh = {"image": image, "updated_at": now}
        put = insert(TenantLogo).values(tenant=self.tenant, **fresh)
        await self._session.execute(put.on_conflict_do_update(index_elements=[TenantLogo.tenant], set_=fresh))

    async def forget_logo(self) -> None:
        await self._session.execute(delete(TenantLogo).where(TenantLogo.tenant == self.tenant))


class PlatformTenants:
    """Every tenant; the session must be the platform's."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: TenantRow) -> None:
        self._session.add(row)

    async def by_slug(self, slug: str) -> TenantRow | None:
        return await self._session.scalar(select(TenantRow).where(TenantRow.slug == slug))

    async def by_domain(self, domain: str) -> TenantRow | None:
        return await self._session.scalar(select(TenantRow).where(TenantRow.domain == domain))

    async def find(self, tenant: str, *, lock: bool = False) -> TenantRow | None:
        query = select(TenantRow).where(TenantRow.id == tenant)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def search(self, text: str, wanted: Listing) -> Slice[TenantRow]:
        """Those whose name, slug or domain holds `text`."""
        found = select(TenantRow)
        if text:
            like = f"%{_literal(text)}%"
            found = found.where(
                or_(TenantRow.name.ilike(like), TenantRow.slug.ilike(like), TenantRow.domain.ilike(like))
            )
        columns = {name: getattr(TenantRow, name) for name in ("name", "slug", "created_at", "status", "tier")}
        return await listed(self._session, found, wanted, columns, TenantRow.id)


def _literal(text: str) -> str:
    """The text as a pattern that means itself."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
