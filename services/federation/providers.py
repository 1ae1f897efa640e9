"""The identity providers of a tenant: its own, and the operator's for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, NotFound
from infra.sealing import Sealer
from infra.settings import OidcAccount, Settings
from services.federation.arrival import Trust
from services.federation.repository import FederationRepository
from services.federation.schemas import LdapSettings, OidcSettings, ProviderSettings, PutProvider, SamlSettings
from services.federation.tables import IdentityProvider

MOST = 20
_SETTINGS: TypeAdapter[OidcSettings | SamlSettings | LdapSettings] = TypeAdapter(ProviderSettings)
_KNOWN = {
    "google": "https://accounts.google.com",
    "microsoft": "https://login.microsoftonline.com/common/v2.0",
    "apple": "https://appleid.apple.com",
}


@dataclass(frozen=True)
class Provider:
    """One that may be used now, with its secret open."""

    name: str
    settings: OidcSettings | SamlSettings | LdapSettings
    secret: str = ""

    @property
    def label(self) -> str:
        """On its button."""
        return self.settings.label or self.name.capitalize()

    @property
    def trust(self) -> Trust:
        own = self.settings
        return Trust(f"{own.kind}:{self.name}", own.sign_up, own.trust_email, own.trust_mfa, own.email_domains)


def everybodys(settings: Settings) -> dict[str, Provider]:
    """The operator's, as far as they have a client id."""
    return {name: _operators(name, own) for name, own in settings.identity_providers.items()}


@dataclass
class ProviderBook:
    """A tenant's word stands before the operator's."""

    session: AsyncSession
    tenant: str
    sealer: Sealer
    base: dict[str, Provider]
    now: datetime

    def __post_init__(self) -> None:
        self._rows = FederationRepository(self.session, self.tenant)

    async def usable(self) -> list[Provider]:
        """By name; one that the tenant disabled is gone, also where it is the operator's."""
        rows = {row.name: row for row in await self._rows.providers()}
        own = {name: self._opened(row) for name, row in rows.items() if row.enabled}
        found = {name: one for name, one in self.base.items() if name not in rows} | own
        return [found[name] for name in sorted(found)]

    async def get(self, name: str, kind: str) -> Provider:
        """Raises NotFound for one that there is not, is disabled or of another kind."""
        row = await self._rows.find_provider(name)
        found = self._opened(row) if row is not None and row.enabled else self.base.get(name) if row is None else None
        if found is None or found.settings.kind != kind:
            raise NotFound("way to sign in", name)
        return found

    async def own(self) -> list[IdentityProvider]:
        return list(await self._rows.providers())

    async def put(self, name: str, wanted: PutProvider) -> tuple[IdentityProvider | None, IdentityProvider]:
        """Before and after. A secret that is not sent stays, as long as the provider is of the same kind."""
        before = await self._rows.find_provider(name)
        if before is None and len(await self.own()) >= MOST:
            raise Conflict(f"an agency has at most {MOST} identity providers")
        kept = before.sealed if before is not None and before.kind == wanted.settings.kind else None
        sealed = self.sealer.seal(wanted.secret.get_secret_value(), self._owner(name)) if wanted.secret else kept
        fresh: dict[str, Any] = {
            "kind": wanted.settings.kind,
            "settings": wanted.settings.model_dump(mode="json"),
            "sealed": sealed,
            "enabled": wanted.enabled,
            "updated_at": self.now,
        }
        if before is not None:
            self.session.expunge(before)
        await self._rows.put_provider(name, fresh)
        after = await self._rows.find_provider(name)
        assert after is not None
        return before, after

    async def forget(self, name: str) -> None:
        """Back to the operator's of that name, where there is one. Raises NotFound."""
        if not await self._rows.forget_provider(name):
            raise NotFound("identity provider", name)

    def _opened(self, row: IdentityProvider) -> Provider:
        secret = self.sealer.unseal(row.sealed, self._owner(row.name)) if row.sealed is not None else ""
        return Provider(row.name, settings_of(row), secret)

    def _owner(self, name: str) -> str:
        return f"identity provider:{self.tenant}:{name}"


def label_of(issuer: str, providers: Iterable[Provider]) -> str:
    """What people call an identity's issuer: the label of the provider that it is, else its host or own name."""
    for one in providers:
        if _issuer_of(one.settings) == issuer:
            return one.label
    return urlsplit(issuer).hostname or issuer.partition(":")[2] or issuer


def _issuer_of(settings: OidcSettings | SamlSettings | LdapSettings) -> str:
    """As `tools.identity` writes it into an identity; Microsoft's differs for every house, and is known by its host."""
    match settings:
        case OidcSettings():
            return settings.issuer
        case SamlSettings():
            return f"saml:{settings.entity_id}"
        case LdapSettings():
            return f"ldap:{settings.base_dn.lower()}"


def settings_of(row: IdentityProvider) -> OidcSettings | SamlSettings | LdapSettings:
    return _SETTINGS.validate_python(row.settings)


def _operators(name: str, own: OidcAccount) -> Provider:
    settings = OidcSettings(
        issuer=own.issuer or _KNOWN.get(name, ""),
        client_id=own.client_id,
        label=name.capitalize(),
        sign_up=own.sign_up,
        trust_email=own.trust_email,
        trust_mfa=own.trust_mfa,
    )
    return Provider(name, settings, own.client_secret.get_secret_value() if own.client_secret else "")
