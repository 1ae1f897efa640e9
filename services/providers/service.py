"""What providers a tenant uses: the operator's settings, everybody's in the database, then its own."""

from __future__ import annotations

import json
from datetime import datetime

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import FieldError, InvalidRequest, NotFound
from infra.sealing import Sealer
from infra.settings import ACCOUNTS, CapabilitySettings, Key
from services.providers.repository import ProviderRepository
from services.providers.tables import ProviderKey, ProviderSetting
from tools.catalogue import CATALOGUE
from tools.switchboard import ProviderConfig


class ProviderService:
    """Reads and changes one tenant's use of providers; the tenant "*" is everybody. Never commits."""

    def __init__(self, session: AsyncSession, tenant: str, sealer: Sealer, now: datetime) -> None:
        self._rows, self._sealer, self._now = ProviderRepository(session, tenant), sealer, now

    async def config(self, base: ProviderConfig) -> ProviderConfig:
        """`base` with what the database says over it: a capability's settings, or a key, as a whole."""
        settings = {
            row.capability: CapabilitySettings.model_validate(row.settings) for row in await self._rows.settings()
        }
        keys = {row.account: self._unsealed(row) for row in await self._rows.keys()}
        return ProviderConfig({**base.capabilities, **settings}, {**base.keys, **keys})

    async def put_settings(
        self, capability: str, settings: CapabilitySettings
    ) -> tuple[CapabilitySettings | None, CapabilitySettings]:
        """What this tenant had set before and has now.

        Raises NotFound for a capability that there is not, InvalidRequest for a provider it does not have.
        """
        known = _providers(capability)
        for field in ("order", "disabled", "per_provider"):
            if strangers := sorted(set(getattr(settings, field)) - known):
                message = f"{', '.join(strangers)}: no such provider; there are {', '.join(sorted(known))}"
                raise InvalidRequest([FieldError(field, message)])
        before, row = await self._own(capability), settings.model_dump(mode="json", exclude_defaults=True)
        await self._rows.put(ProviderSetting, capability=capability, settings=row, updated_at=self._now)
        return before, settings

    async def forget_settings(self, capability: str) -> CapabilitySettings | None:
        """Back to what stands below; what there was. Doing it twice is doing it once."""
        _providers(capability)
        before = await self._own(capability)
        await self._rows.forget_settings(capability)
        return before

    async def put_key(self, account: str, key: Key) -> None:
        """Seal a key; raises NotFound for an account that no provider uses."""
        if account not in known_accounts():
            raise NotFound("account", account)
        plain = {"key": key.key.get_secret_value()}
        if key.secret is not None:
            plain["secret"] = key.secret.get_secret_value()
        sealed = self._sealer.seal(json.dumps(plain), self._owner(self._rows.tenant, account))
        await self._rows.put(ProviderKey, account=account, sealed=sealed, updated_at=self._now)

    async def forget_key(self, account: str) -> None:
        await self._rows.forget_key(account)

    async def _own(self, capability: str) -> CapabilitySettings | None:
        row = await self._rows.find_settings(capability)
        return CapabilitySettings.model_validate(row.settings) if row is not None else None

    def _unsealed(self, row: ProviderKey) -> Key:
        plain = json.loads(self._sealer.unseal(row.sealed, self._owner(row.tenant, row.account)))
        secret = SecretStr(plain["secret"]) if "secret" in plain else None
        return Key(key=SecretStr(plain["key"]), secret=secret)

    @staticmethod
    def _owner(tenant: str, account: str) -> str:
        return f"{tenant}\n{account}"


def known_accounts() -> frozenset[str]:
    """Every account that some provider's key opens."""
    used = {getattr(kind, "account", "") for _, kinds in CATALOGUE for kind in kinds}
    return frozenset({*ACCOUNTS, *used} - {""})


def _providers(capability: str) -> frozenset[str]:
    kinds = {known.name: kinds for known, kinds in CATALOGUE}
    if capability not in kinds:
        raise NotFound("capability", capability)
    return frozenset(kind.name for kind in kinds[capability])
