"""The half-way mark of a login in two steps: who has shown the first factor, for five minutes."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from redis.asyncio import Redis

from domain.errors import Unauthenticated

LASTS_S = 5 * 60


@dataclass(frozen=True)
class Ticket:
    """What was shown so far: `method` is the first factor's name (password, a provider's)."""

    user_id: UUID
    method: str


async def issue_ticket(redis: Redis, tenant: str, user_id: UUID, method: str = "password") -> str:
    """A secret that stands for the first factor; it opens nothing by itself."""
    ticket = secrets.token_urlsafe(32)
    kept = json.dumps({"user_id": str(user_id), "method": method})
    await redis.set(_key(tenant, ticket), kept, ex=LASTS_S)
    return ticket


async def read_ticket(redis: Redis, tenant: str, ticket: str) -> Ticket:
    """Raises Unauthenticated for one that has run out, was used or is another tenant's."""
    kept = await redis.get(_key(tenant, ticket))
    if kept is None:
        raise Unauthenticated("the login took too long: begin again")
    told = json.loads(kept)
    return Ticket(UUID(told["user_id"]), told["method"])


async def use_ticket(redis: Redis, tenant: str, ticket: str) -> None:
    """Once; raises Unauthenticated for whoever comes second."""
    if not await redis.delete(_key(tenant, ticket)):
        raise Unauthenticated("the login took too long: begin again")


def _key(tenant: str, ticket: str) -> str:
    return f"ticket:{tenant}:{sha256(ticket.encode()).hexdigest()}"
