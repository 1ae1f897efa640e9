"""Agencies: each looks after its own name, look and settings; the platform makes, suspends and lists them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, FieldError, Forbidden, InvalidRequest, NotFound, Stale
from domain.identity import PUBLIC_TENANT
from domain.listing import Listing, Slice
from domain.tenant import Branding, TenantSettings, TenantStatus
from services.tenants.repository import PlatformTenants, TenantRepository
from services.tenants.schemas import ChangeTenant, CreateTenant, TenantView
from services.tenants.tables import TenantRow


class TenantService:
    """One tenant's own row; `now` is an aware UTC instant."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._rows, self._now = TenantRepository(session, tenant), now

    async def view(self) -> TenantView:
        return TenantView.model_validate(await self._own())

    async def rename(self, name: str, version: int | None = None) -> TenantView:
        row = await self._to_change(version)
        row.name = name
        return self._changed(row)

    async def brand(self, branding: Branding, version: int | None = None) -> TenantView:
        row = await self._to_change(version)
        row.branding = branding.model_dump(mode="json", exclude_defaults=True)
        return self._changed(row)

    async def settle(self, settings: TenantSettings, version: int | None = None) -> TenantView:
        """Raises Forbidden for a change of what the platform grants."""
        row = await self._to_change(version)
        granted = TenantSettings.model_validate(row.settings).trips_per_day
        if settings.trips_per_day != granted:
            raise Forbidden("how many trips a day an agency may plan is settled with the platform")
        row.settings = settings.model_dump(mode="json", exclude_defaults=True)
        return self._changed(row)

    async def put_logo(self, image: bytes, address: str, version: int | None = None) -> TenantView:
        """Keep the picture, and wear it: `address` is where it will be had."""
        row = await self._to_change(version)
        await self._rows.put_logo(image, self._now)
        worn = Branding.model_validate(row.branding | {"logo": address})
        row.branding = worn.model_dump(mode="json", exclude_defaults=True)
        return self._changed(row)

    async def remove_logo(self, version: int | None = None) -> TenantView:
        row = await self._to_change(version)
        await self._rows.forget_logo()
        row.branding = {name: value for name, value in row.branding.items() if name != "logo"}
        return self._changed(row)

    async def logo(self) -> bytes:
        """Raises NotFound."""
        image = await self._rows.logo()
        if image is None:
            raise NotFound("logo", self._rows.tenant)
        return image

    async def _own(self, *, lock: bool = False) -> TenantRow:
        row = await self._rows.own(lock=lock)
        if row is None:
            raise NotFound("tenant", self._rows.tenant)
        return row

    async def _to_change(self, version: int | None) -> TenantRow:
        """The locked row; raises Stale where somebody has changed it since `version`."""
        row = await self._own(lock=True)
        if version is not None and row.version != version:
            raise Stale(f"the agency is at version {row.version} now, not {version}; read it again")
        return row

    def _changed(self, row: TenantRow) -> TenantView:
        row.version, row.updated_at = row.version + 1, self._now
        return TenantView.model_validate(row)


class TenantDirectory:
    """Every tenant, for the platform's administrators."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._rows, self._session, self._now = PlatformTenants(session), session, now

    async def list(self, text: str, wanted: Listing) -> Slice[TenantRow]:
        return await self._rows.search(text, wanted)

    async def get(self, tenant: str) -> TenantView:
        """Raises NotFound."""
        row = await self._rows.find(tenant)
        if row is None:
            raise NotFound("tenant", tenant)
        return TenantView.model_validate(row)

    async def create(self, wanted: CreateTenant) -> TenantView:
        """Raises Conflict where the slug or the domain is taken."""
        await self._is_free(wanted.slug, wanted.domain)
        row = TenantRow(
            id=wanted.slug,
            slug=wanted.slug,
            name=wanted.name,
            domain=wanted.domain,
            status=TenantStatus.ACTIVE,
            tier=wanted.tier,
            branding={},
            settings={},
            version=1,
            created_at=self._now,
            updated_at=self._now,
        )
        self._rows.add(row)
        await self._session.flush()
        return TenantView.model_validate(row)

    async def change(
        self, tenant: str, wanted: ChangeTenant, version: int | None = None
    ) -> tuple[TenantView, TenantView]:
        """The tenant before and after.

        Raises NotFound, Stale where it was changed since `version`, Conflict for a taken domain, InvalidRequest for
        a suspension of the house or one without a reason.
        """
        row = await self._rows.find(tenant, lock=True)
        if row is None:
            raise NotFound("tenant", tenant)
        if version is not None and row.version != version:
            raise Stale(f"the agency is at version {row.version} now, not {version}; read it again")
        if wanted.status is TenantStatus.SUSPENDED and row.status != TenantStatus.SUSPENDED and not wanted.reason:
            raise InvalidRequest([FieldError("reason", "say why the agency is suspended")])
        if tenant == PUBLIC_TENANT and wanted.status is TenantStatus.SUSPENDED:
            raise InvalidRequest([FieldError("status", "the house itself cannot be suspended")])
        if wanted.domain is not None and wanted.domain != row.domain:
            await self._is_free(None, wanted.domain)
        before = TenantView.model_validate(row)
        for name in wanted.model_fields_set - {"reason"}:
            if (value := getattr(wanted, name)) is not None or name == "domain":
                setattr(row, name, value)
        row.version, row.updated_at = row.version + 1, self._now
        return before, TenantView.model_validate(row)

    async def _is_free(self, slug: str | None, domain: str | None) -> None:
        if slug is not None and await self._rows.by_slug(slug) is not None:
            raise Conflict(f"there is a tenant {slug} already")
        if domain is not None and await self._rows.by_domain(domain) is not None:
            raise Conflict(f"the domain {domain} belongs to a tenant already")
