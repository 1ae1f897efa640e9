"""Any issuer that speaks OpenID Connect: Auth0, or a house's own (Keycloak, Authentik, Zitadel, Dex)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.errors import Failure, Rejected, Unavailable
from tools.identity.contract import Identity, ProviderTokens
from tools.identity.id_tokens import issuer_of
from tools.identity.oidc import Oidc, OidcClient

_PASSWORD = "password"  # noqa: S105 (a grant's name)


@dataclass(frozen=True)
class Issuer:
    """`realm` is Auth0's database connection, for its password grant; others use OAuth 2.0's plain one."""

    oidc: Oidc
    client: OidcClient
    realm: str = ""

    @property
    def name(self) -> str:
        return self.client.name

    async def sign_in(self, email: str, password: str) -> ProviderTokens:
        form = {
            "grant_type": _PASSWORD,
            "username": email,
            "password": password,
            "scope": "openid email offline_access",
        }
        if self.realm:
            form |= {"grant_type": "http://auth0.com/oauth/grant-type/password-realm", "realm": self.realm}
        return await self._granted(form)

    async def sign_out(self, refresh_token: str) -> None:
        """Revokes the refresh token (RFC 7009) where the issuer offers it."""
        told = await self.oidc.discovered(self.client)
        if address := told.get("revocation_endpoint"):
            form = {"token": refresh_token, "token_type_hint": "refresh_token", **self._ourselves()}
            await self.oidc.outside.post(self.name, str(address), form=form)

    async def verify_token(self, id_token: str, nonce: str = "") -> Identity:
        if issuer_of(id_token).rstrip("/") != self.client.issuer.rstrip("/"):
            raise Rejected(self.name, "not a token of this issuer")
        return await self.oidc.identity(self.client, id_token, nonce)

    async def refresh_token(self, refresh_token: str) -> ProviderTokens:
        return await self._granted({"grant_type": "refresh_token", "refresh_token": refresh_token})

    async def _granted(self, form: dict[str, str]) -> ProviderTokens:
        told = await self.oidc.discovered(self.client)
        return _tokens(
            self.name,
            await self.oidc.outside.post(self.name, told["token_endpoint"], form={**form, **self._ourselves()}),
        )

    def _ourselves(self) -> dict[str, str]:
        secret = {"client_secret": self.client.client_secret} if self.client.client_secret else {}
        return {"client_id": self.client.client_id, **secret}


def _tokens(name: str, told: dict[str, Any]) -> ProviderTokens:
    try:
        return ProviderTokens(
            id_token=str(told["id_token"]),
            refresh_token=str(told.get("refresh_token") or ""),
            expires_in=int(told.get("expires_in") or 0),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Unavailable(name, "tokens of another shape", Failure.MALFORMED) from error
