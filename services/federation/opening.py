"""What signing in through others needs for a process's lifetime: an HTTP client, issuers' keys, the order asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from infra.settings import Settings
from infra.tls import tls_context
from services.federation.providers import Provider, everybodys
from services.federation.schemas import OidcSettings
from tools.identity.chain import AuthChain
from tools.identity.contract import AuthAdapter
from tools.identity.firebase import Firebase
from tools.identity.id_tokens import TokenVerifier
from tools.identity.issuer import Issuer
from tools.identity.key_sets import KeySets
from tools.identity.oidc import Oidc, OidcClient
from tools.identity.outside import Outside


@dataclass(frozen=True)
class Federation:
    """`base`: the operator's providers by name; `first`: adapters that are asked before a tenant's own issuers."""

    oidc: Oidc
    base: dict[str, Provider]
    first: tuple[AuthAdapter, ...] = ()

    def chain(self, providers: list[Provider]) -> AuthChain:
        """Firebase, Auth0, then the issuers that a tenant may use."""
        own = [Issuer(self.oidc, client) for one in providers if (client := client_of(one)) is not None]
        return AuthChain((*self.first, *own))


def client_of(provider: Provider) -> OidcClient | None:
    """Us, as the provider's issuer knows us; None for one that is not OpenID Connect."""
    own = provider.settings
    return (
        OidcClient(provider.name, own.issuer, own.client_id, provider.secret) if isinstance(own, OidcSettings) else None
    )


@asynccontextmanager
async def open_federation(settings: Settings) -> AsyncIterator[Federation]:
    async with httpx.AsyncClient(verify=tls_context()) as http:
        outside = Outside(http, loopback=settings.environment in {"development", "test"})
        verifier = TokenVerifier(KeySets(outside))
        oidc = Oidc(outside, verifier)
        first = tuple(_adapters(settings, outside, verifier, oidc))
        yield Federation(oidc, everybodys(settings), first)


def _adapters(settings: Settings, outside: Outside, verifier: TokenVerifier, oidc: Oidc) -> Iterator[AuthAdapter]:
    if settings.firebase_project:
        address = settings.addresses.get("firebase", "").rstrip("/")
        yield Firebase(outside, verifier, settings.firebase_project, settings.firebase_api_key, address)
    if settings.auth0_domain:
        secret = settings.auth0_client_secret.get_secret_value() if settings.auth0_client_secret else ""
        issuer = settings.addresses.get("auth0", "") or f"https://{settings.auth0_domain}/"
        yield Issuer(oidc, OidcClient("auth0", issuer, settings.auth0_client_id, secret), settings.auth0_realm)
