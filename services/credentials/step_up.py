"""The mark that a second factor was just shown within a session: for five minutes, once, and good in that session."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from redis.asyncio import Redis

LASTS_S = 5 * 60


async def mark(redis: Redis, session_id: str, factor: str) -> str:
    """A secret that stands for the factor (`totp`, `passkey`)."""
    ticket = secrets.token_urlsafe(32)
    await redis.set(_key(session_id, ticket), factor, ex=LASTS_S)
    return ticket


async def take_mark(redis: Redis, session_id: str, ticket: str) -> str | None:
    """The factor; None for a mark that has run out, was used or is another session's."""
    factor: Any = await redis.getdel(_key(session_id, ticket))
    return factor.decode() if factor is not None else None


def _key(session_id: str, ticket: str) -> str:
    return f"step-up:{session_id}:{sha256(ticket.encode()).hexdigest()}"
