"""WebAuthn challenges: random, known for five minutes, answered once."""

from __future__ import annotations

import secrets
from enum import StrEnum
from uuid import UUID

from redis.asyncio import Redis
from webauthn.helpers import bytes_to_base64url

LASTS_S = 5 * 60
_BYTES = 32
_ANYBODY = "anybody"


class Ceremony(StrEnum):
    """WebAuthn's name for what is being done; a challenge of the one does not serve in the other."""

    REGISTRATION = "registration"
    AUTHENTICATION = "authentication"


async def pose(redis: Redis, tenant: str, ceremony: Ceremony, user_id: UUID | None) -> bytes:
    """A new challenge for one user, or for whoever a discoverable credential will name."""
    challenge = secrets.token_bytes(_BYTES)
    await redis.set(_key(tenant, ceremony, challenge), str(user_id or _ANYBODY), ex=LASTS_S)
    return challenge


async def take(redis: Redis, tenant: str, ceremony: Ceremony, challenge: bytes, user_id: UUID | None) -> bool:
    """Whether it was posed here to this user and not yet answered; it is gone now, right or wrong."""
    kept = await redis.getdel(_key(tenant, ceremony, challenge))
    return kept == str(user_id or _ANYBODY).encode()


def _key(tenant: str, ceremony: Ceremony, challenge: bytes) -> str:
    return f"challenge:{tenant}:{ceremony}:{bytes_to_base64url(challenge)}"
