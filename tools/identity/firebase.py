"""Firebase Authentication: its REST API and ID tokens, as documented by Google in November 2026."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.errors import Failure, Rejected, Unavailable
from tools.identity.contract import Identity, ProviderTokens
from tools.identity.id_tokens import Expected, TokenVerifier, identity_of, issuer_of
from tools.identity.outside import Outside

_ISSUER = "https://securetoken.google.com/"
_ACCOUNTS = "https://identitytoolkit.googleapis.com"
_TOKENS = "https://securetoken.googleapis.com"
_KEYS = "https://www.googleapis.com"


@dataclass(frozen=True)
class Firebase:
    """`api_key` is the web app's, which is no secret; `address` another host for all three services."""

    outside: Outside
    verifier: TokenVerifier
    project: str
    api_key: str = ""
    address: str = ""
    name: str = "firebase"

    async def sign_in(self, email: str, password: str) -> ProviderTokens:
        body = {"email": email, "password": password, "returnSecureToken": True}
        url = f"{self.address or _ACCOUNTS}/v1/accounts:signInWithPassword?key={self.api_key}"
        told = await self.outside.post(self.name, url, json=body)
        return _tokens(told, "idToken", "refreshToken", "expiresIn")

    async def sign_out(self, refresh_token: str) -> None:
        """Firebase offers clients no way to revoke a refresh token: they forget it."""

    async def verify_token(self, id_token: str, nonce: str = "") -> Identity:
        if issuer_of(id_token) != self._issuer:
            raise Rejected(self.name, "not a token of this project")
        keys = f"{self.address or _KEYS}/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com"
        claims = await self.verifier.verify(self.name, id_token, Expected(self._issuer, self.project, keys, nonce))
        return identity_of(claims).model_copy(update={"strong": _second_factor(claims)})

    async def refresh_token(self, refresh_token: str) -> ProviderTokens:
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        url = f"{self.address or _TOKENS}/v1/token?key={self.api_key}"
        return _tokens(await self.outside.post(self.name, url, form=form), "id_token", "refresh_token", "expires_in")

    @property
    def _issuer(self) -> str:
        return _ISSUER + self.project


def _second_factor(claims: dict[str, Any]) -> bool:
    told = claims.get("firebase")
    return isinstance(told, dict) and bool(told.get("sign_in_second_factor"))


def _tokens(told: dict[str, Any], token: str, refresh: str, lifetime: str) -> ProviderTokens:
    try:
        return ProviderTokens(
            id_token=str(told[token]), refresh_token=str(told[refresh]), expires_in=int(told[lifetime])
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Unavailable("firebase", "tokens of another shape", Failure.MALFORMED) from error
