"""The configuration as it is now, read again at most once a second a tenant: changes need no restart."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from infra.database import Sessions, in_tenant
from infra.sealing import CannotUnseal, Sealer, open_sealer
from infra.settings import Settings
from services.providers.service import ProviderService
from tools.switchboard import ProviderConfig

log = structlog.get_logger()
_FRESH_S = 1.0


@dataclass
class CurrentConfig:
    """Every process asks for itself; what it last read serves while the database is away."""

    sessions: Sessions
    sealer: Sealer
    base: ProviderConfig
    _read: dict[str, tuple[float, ProviderConfig]] = field(default_factory=dict)

    async def of(self, tenant: str, *, fresh: bool = False) -> ProviderConfig:
        """What holds for the tenant; `fresh`: read just now."""
        now = time.monotonic()
        at, known = self._read.get(tenant, (0.0, None))
        if fresh or known is None or now - at > _FRESH_S:
            known = await self._fresh(tenant, known or self.base)
            self._read[tenant] = (now, known)
        return known

    def rebase(self, base: ProviderConfig) -> None:
        """Another word of the operator's: it holds from the next question on."""
        self.base = base
        self._read.clear()

    async def _fresh(self, tenant: str, known: ProviderConfig) -> ProviderConfig:
        try:
            async with in_tenant(self.sessions, tenant) as session:
                return await ProviderService(session, tenant, self.sealer, datetime.now(UTC)).config(self.base)
        except (SQLAlchemyError, CannotUnseal) as error:
            log.warning("provider configuration could not be read", tenant=tenant, error=str(error))
            return known


def current_config(settings: Settings, sessions: Sessions) -> CurrentConfig:
    """For a process's lifetime, over the operator's settings."""
    sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
    return CurrentConfig(sessions, sealer, ProviderConfig.of(settings))
