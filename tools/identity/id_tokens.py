"""ID tokens (OpenID Connect Core 1.0, section 3.1.3.7): who signed them, for whom, until when, for which login."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError

from domain.errors import Rejected
from tools.identity.contract import Identity
from tools.identity.key_sets import KeySets

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_LEEWAY_S = 60
_LONGEST = 20_000
_MFA = frozenset({"mfa", "otp", "hwk", "fpt", "face"})  # RFC 8176


@dataclass(frozen=True)
class Expected:
    """What a token must say. `{tenantid}` in the issuer stands for the token's own `tid` (Microsoft)."""

    issuer: str
    audience: str
    keys_url: str
    nonce: str = ""


@dataclass(frozen=True)
class TokenVerifier:
    keys: KeySets
    clock: Callable[[], float] = time.time

    async def verify(self, provider: str, token: str, expected: Expected) -> dict[str, Any]:
        """The claims; raises Rejected for a token that does not hold, Unavailable where the keys cannot be read."""
        header = _header(provider, token)
        keys = await self.keys.of(provider, expected.keys_url, header.get("kid"))
        try:
            claims = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
            self._registry(claims, expected).validate(claims)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Rejected(provider, f"the token does not hold: {type(error).__name__}") from error
        _check_parties(provider, claims, expected)
        return claims

    def _registry(self, claims: dict[str, Any], expected: Expected) -> jwt.JWTClaimsRegistry:
        issuer = expected.issuer.replace("{tenantid}", str(claims.get("tid", "")))
        return jwt.JWTClaimsRegistry(
            now=int(self.clock()),
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": expected.audience},
            sub={"essential": True},
            iat={"essential": True},
            exp={"essential": True},
        )


def issuer_of(token: str) -> str:
    """Whom a token names as its issuer, before anything of it is believed; "" where it is none."""
    try:
        middle = token.split(".")[1]
        told = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
        return str(told.get("iss", ""))
    except (ValueError, IndexError, AttributeError, RecursionError):
        return ""


def identity_of(claims: dict[str, Any]) -> Identity:
    """Standard claims (OpenID Connect Core 1.0, section 5.1); a name is taken apart where only the whole is given."""
    whole = str(claims.get("name") or "")
    first, _, last = whole.partition(" ")
    methods = claims.get("amr")
    return Identity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        email=str(claims.get("email") or ""),
        email_verified=claims.get("email_verified") is True or claims.get("email_verified") == "true",
        first_name=str(claims.get("given_name") or first)[:100],
        last_name=str(claims.get("family_name") or last)[:100],
        strong=isinstance(methods, list) and bool(_MFA & set(map(str, methods))),
    )


def _header(provider: str, token: str) -> dict[str, Any]:
    if len(token) > _LONGEST or token.count(".") != 2:
        raise Rejected(provider, "this is not a signed token")
    head = token.split(".", 1)[0]
    try:
        told = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, RecursionError) as error:
        raise Rejected(provider, "this is not a signed token") from error
    if not isinstance(told, dict) or told.get("alg") not in ALGORITHMS or not isinstance(told.get("kid", ""), str):
        raise Rejected(provider, "the token is signed in a way that is not accepted")
    return told


def _check_parties(provider: str, claims: dict[str, Any], expected: Expected) -> None:
    """A token for several must say that it was made for us; one for a login must carry that login's nonce."""
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != expected.audience:
        raise Rejected(provider, "the token was made for another")
    if expected.nonce and not compare_digest(str(claims.get("nonce", "")).encode(), expected.nonce.encode()):
        raise Rejected(provider, "the token belongs to another login")
