"""Who looks at a trip just now, and at which day: a Redis hash a trip, in which every open page keeps its own field."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from redis.asyncio import Redis

FRESH_S = 45.0  # a page says every 20 s that it is there
_KEPT_S = 120


@dataclass(frozen=True)
class Looking:
    """`who` as `Principal.owner` names them, which stays on the server; `day` from 1, None: at none of them."""

    who: str
    day: int | None


@dataclass(frozen=True)
class Presence:
    redis: Redis

    async def here(self, tenant: str, trip_id: UUID, who: str, page: str, day: int | None) -> None:
        """A page is open, at a day."""
        value = json.dumps({"who": who, "day": day, "at": time.time()})
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.hset(_key(tenant, trip_id), f"{who}\n{page}", value)
            pipe.expire(_key(tenant, trip_id), _KEPT_S)
            await pipe.execute()

    async def gone(self, tenant: str, trip_id: UUID, who: str, page: str) -> None:
        await self.redis.hdel(_key(tenant, trip_id), f"{who}\n{page}")

    async def at(self, trips: Iterable[tuple[str, UUID]]) -> list[tuple[Looking, ...]]:
        """Everybody at each of the trips, each person once."""
        async with self.redis.pipeline(transaction=False) as pipe:
            for tenant, trip_id in trips:
                pipe.hvals(_key(tenant, trip_id))
            return [_read(values) for values in await pipe.execute()]


def _read(values: list[Any]) -> tuple[Looking, ...]:
    """Of somebody with several pages the one that spoke last."""
    found = sorted((json.loads(value) for value in values), key=lambda one: float(one["at"]))
    fresh = {one["who"]: one["day"] for one in found if one["at"] > time.time() - FRESH_S}
    return tuple(Looking(who, fresh[who]) for who in sorted(fresh))


def _key(tenant: str, trip_id: UUID) -> str:
    return f"trip:{tenant}:{trip_id}:here"
