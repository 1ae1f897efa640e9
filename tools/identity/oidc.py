"""OpenID Connect (Core 1.0, Discovery 1.0): the authorization code flow with PKCE (RFC 7636), for any issuer."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from domain.errors import Failure, Rejected, Unavailable
from tools.identity.contract import Identity
from tools.identity.id_tokens import Expected, TokenVerifier, identity_of
from tools.identity.outside import Outside

_FRESH_S = 3600.0
_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class OidcClient:
    """Us, as an issuer knows us."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    scopes: tuple[str, ...] = ("openid", "email", "profile")


@dataclass(frozen=True)
class Asked:
    """One login's secrets: `verifier` proves to the issuer, `nonce` to us, that the answer belongs to it."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str


@dataclass
class Oidc:
    outside: Outside
    verifier: TokenVerifier
    clock: Callable[[], float] = time.monotonic
    _found: dict[str, tuple[float, dict[str, Any]]] = field(default_factory=dict)

    async def address(self, client: OidcClient, asked: Asked) -> str:
        """Where the browser goes; raises Unavailable or Rejected."""
        told = await self.discovered(client)
        query = {
            "response_type": "code",
            "client_id": client.client_id,
            "redirect_uri": asked.redirect_uri,
            "scope": " ".join(client.scopes),
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": _challenge(asked.verifier),
            "code_challenge_method": "S256",
        }
        return f"{told['authorization_endpoint']}?{urlencode(query)}"

    async def redeem(self, client: OidcClient, asked: Asked, code: str) -> Identity:
        """Who came back with this code; raises Rejected for one that does not hold."""
        told = await self.discovered(client)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": asked.redirect_uri,
            "client_id": client.client_id,
            "code_verifier": asked.verifier,
        }
        posted = "client_secret_post" in told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        auth = (client.client_id, client.client_secret) if client.client_secret and not posted else None
        if posted and client.client_secret:
            form["client_secret"] = client.client_secret
        answer = await self.outside.post(client.name, told["token_endpoint"], form=form, auth=auth)
        return await self.identity(client, str(answer.get("id_token", "")), asked.nonce)

    async def identity(self, client: OidcClient, id_token: str, nonce: str = "") -> Identity:
        """Whom an ID token of this issuer is about."""
        told = await self.discovered(client)
        expected = Expected(str(told["issuer"]), client.client_id, str(told["jwks_uri"]), nonce)
        return identity_of(await self.verifier.verify(client.name, id_token, expected))

    async def discovered(self, client: OidcClient) -> dict[str, Any]:
        """The issuer's own configuration, kept for an hour."""
        issuer = client.issuer.rstrip("/")
        at, told = self._found.get(issuer, (0.0, {}))
        if not told or self.clock() - at > _FRESH_S:
            told = _checked(client.name, issuer, await self.outside.get(client.name, issuer + _DISCOVERY))
            self._found[issuer] = (self.clock(), told)
        return told


def _checked(provider: str, issuer: str, told: dict[str, Any]) -> dict[str, Any]:
    """What discovery says, if it is of the issuer that was asked (Discovery 1.0, section 4.3)."""
    for member in ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(told.get(member), str):
            raise Unavailable(provider, f"its configuration names no {member}", Failure.MALFORMED)
    said = told["issuer"].rstrip("/")
    if said != issuer and "{tenantid}" not in said:
        raise Rejected(provider, "its configuration is of another issuer")
    return told


def _challenge(verifier: str) -> str:
    """S256 of RFC 7636, section 4.2."""
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
