"""Signed access tokens (JWT, RFC 7519) and keys for one purpose each, derived from the secret keys.

HS256 rather than EdDSA: the party that signs is the only one that verifies, and checking costs a tenth.
"""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import OctKey
from joserfc.jwt import ClaimsOption

ISSUER = AUDIENCE = "tripwright"
_ALGORITHM = "HS256"
_CLAIMS: dict[str, ClaimsOption] = {
    "iss": {"essential": True, "value": ISSUER},
    "aud": {"essential": True, "value": AUDIENCE},
    **{name: ClaimsOption(essential=True) for name in ("sub", "sid", "tenant", "iat", "exp")},
}


class TokenRefused(Exception):
    """Not signed by us, too old, or not an access token."""


class TokenExpired(TokenRefused):
    """Signed by us, and too old by now."""


@dataclass(frozen=True)
class AccessClaims:
    """What a token says; roles as their plain names."""

    user_id: str
    tenant: str
    session_id: str
    roles: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True)
class AccessTokens:
    """Signs with the first key; accepts whichever of them signed, so that keys can be rotated."""

    keys: tuple[bytes, ...] = field(repr=False)
    lifetime_s: int
    clock: Callable[[], float] = field(default=time.time)

    def issue(self, claims: AccessClaims) -> str:
        now = int(self.clock())
        body = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": claims.user_id,
            "tenant": claims.tenant,
            "sid": claims.session_id,
            "roles": list(claims.roles),
            "strong": claims.strong,
            "iat": now,
            "exp": now + self.lifetime_s,
        }
        return jwt.encode({"alg": _ALGORITHM}, body, self._derived[0])

    def read(self, token: str) -> AccessClaims:
        """Raises TokenRefused."""
        for key in self._derived:
            try:
                read = jwt.decode(token, key, algorithms=[_ALGORITHM])
            except (JoseError, ValueError, TypeError):
                continue
            return self._checked(read.claims)
        raise TokenRefused("the token is not signed by us")

    def _checked(self, claims: dict[str, object]) -> AccessClaims:
        registry = jwt.JWTClaimsRegistry(int(self.clock()), 0, **_CLAIMS)
        try:
            registry.validate(claims)
        except ExpiredTokenError as error:
            raise TokenExpired("the token has expired") from error
        except JoseError as error:
            raise TokenRefused("the token is of another kind") from error
        roles = claims.get("roles")
        return AccessClaims(
            user_id=str(claims["sub"]),
            tenant=str(claims["tenant"]),
            session_id=str(claims["sid"]),
            roles=tuple(map(str, roles)) if isinstance(roles, list) else (),
            strong=claims.get("strong") is True,
        )

    @cached_property
    def _derived(self) -> tuple[OctKey, ...]:
        """Made once: importing a key costs more than verifying with it."""
        return tuple(OctKey.import_key(derive(key, "access token")) for key in self.keys)


def derive(key: bytes, purpose: str) -> bytes:
    """A key for one purpose alone, from which the others cannot be told (HKDF's extract step, RFC 5869)."""
    return hmac.new(key, b"tripwright " + purpose.encode(), sha256).digest()


def sign(keys: Sequence[bytes], purpose: str, text: str) -> str:
    """A signature for addresses and cookies, by the first key: 43 characters."""
    digest = hmac.new(derive(keys[0], purpose), text.encode(), sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def is_signed(keys: Sequence[bytes], purpose: str, text: str, signature: str) -> bool:
    """Whether any of the keys made the signature; takes the same time for every wrong one."""
    made = [sign((key,), purpose, text).encode() for key in keys]
    return any([hmac.compare_digest(one, signature.encode()) for one in made])  # noqa: C419 (no shortcut)
