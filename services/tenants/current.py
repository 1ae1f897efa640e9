"""Which tenant a request names, known for a second at most: a suspension holds at once everywhere."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from domain.tenant import Tenant
from infra.database import Sessions
from services.tenants.repository import PlatformTenants
from services.tenants.tables import TenantRow

log = structlog.get_logger()
_FRESH_S = 1.0
_MOST = 10_000


@dataclass
class CurrentTenants:
    """Read with the platform's sight; what was last read serves while the database is away."""

    platform: Sessions
    _known: dict[tuple[str, str], tuple[float, Tenant | None]] = field(default_factory=dict)

    async def by_id(self, tenant: str) -> Tenant | None:
        return await self._of("id", tenant)

    async def by_slug(self, slug: str) -> Tenant | None:
        return await self._of("slug", slug)

    async def by_domain(self, domain: str) -> Tenant | None:
        return await self._of("domain", domain)

    async def _of(self, kind: str, key: str) -> Tenant | None:
        now = time.monotonic()
        known = self._known.get((kind, key))
        if known is None or now - known[0] > _FRESH_S:
            known = (now, await self._read(kind, key, known[1] if known else None))
            if len(self._known) >= _MOST:  # strangers may name any number of agencies
                self._known.clear()
            self._known[kind, key] = known
        return known[1]

    async def _read(self, kind: str, key: str, before: Tenant | None) -> Tenant | None:
        try:
            async with self.platform() as session:
                row = await _find(PlatformTenants(session), kind, key)
                return Tenant.model_validate(row) if row is not None else None
        except (SQLAlchemyError, OSError) as error:
            log.warning("tenants could not be read", error=str(error))
            return before


async def _find(tenants: PlatformTenants, kind: str, key: str) -> TenantRow | None:
    match kind:
        case "id":
            return await tenants.find(key)
        case "slug":
            return await tenants.by_slug(key)
        case _:
            return await tenants.by_domain(key)
