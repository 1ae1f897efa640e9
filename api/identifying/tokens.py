"""Bearer access tokens: signed by us, and of a session that lives."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import structlog
from redis.exceptions import RedisError
from starlette.datastructures import Headers

from domain.errors import Unauthenticated
from domain.identity import Permission, Principal, Role
from infra.tokens import AccessClaims, TokenRefused
from services.accounts.parts import AccountParts

log = structlog.get_logger()
_READING = frozenset({Permission.READ_ITINERARY})


@dataclass(frozen=True)
class TokenIdentifier:
    """One round trip to Redis per request, so that a revoked session ends at once.

    While Redis is away nobody can tell which sessions are revoked: travellers may go on reading with
    a valid signature (for 15 minutes at most, the life of a token), staff are refused.
    """

    parts: AccountParts

    async def identify(self, headers: Headers, tenant: str, address: str) -> Principal | None:  # noqa: ARG002
        """Anything in the Authorization header that is no JWT is somebody else's to judge."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token.count(".") != 2:
            return None
        try:
            claims = self.parts.tokens.read(token.strip())
            return await self._principal(claims)
        except (TokenRefused, ValueError) as error:
            raise Unauthenticated("the access token does not hold: refresh it, or sign in again") from error

    async def _principal(self, claims: AccessClaims) -> Principal:
        said = Principal(
            tenant=claims.tenant,
            user_id=UUID(claims.user_id),
            roles=frozenset(Role(role) for role in claims.roles),
            session_id=claims.session_id,
            strong=claims.strong,
        )
        try:
            kept = await self.parts.sessions.check(claims.session_id)
        except (RedisError, OSError) as error:
            return _unchecked(said, error)
        if kept is None:
            raise Unauthenticated("the session has ended: sign in again")
        return said.model_copy(update={"roles": kept[0], "strong": kept[1]})


def _unchecked(said: Principal, error: Exception) -> Principal:
    log.warning("sessions cannot be checked", error=str(error))
    if said.is_staff:
        raise Unauthenticated("sessions cannot be checked at the moment, and staff need theirs checked: try again")
    return said.model_copy(update={"scopes": _READING})
