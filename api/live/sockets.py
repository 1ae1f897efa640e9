"""Which sockets there are, over all processes: in Redis, where each says every few seconds that it is still there."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

MOST = 5  # of one person
_GONE_S = 35.0
_OPEN = "sockets:open"
_TOTALS = "sockets:totals"


@dataclass(frozen=True)
class Standing:
    """A tenant's sockets: now, and since they are counted; `closed` by code, rooms by their kind."""

    tenant: str
    connections: int
    rooms: Mapping[str, int]
    opened: int
    messages_in: int
    messages_out: int
    closed: Mapping[str, int]


@dataclass(frozen=True)
class Sockets:
    redis: Redis

    async def enter(self, name: str, tenant: str, owner: str) -> bool:
        """False, and not in, where the person has as many as they may."""
        mine, now = f"sockets:of:{tenant}:{owner}", time.time()
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.zremrangebyscore(mine, 0, now - _GONE_S)
            pipe.zadd(mine, {name: now})
            pipe.zcard(mine)
            pipe.expire(mine, int(_GONE_S) * 2)
            *_, count, _ = await pipe.execute()
        if count > MOST:
            await self.redis.zrem(mine, name)
            return False
        await self.redis.hincrby(_TOTALS, f"{tenant} opened", 1)
        return True

    async def still(self, name: str, tenant: str, owner: str, rooms: Counter[str]) -> None:
        """It is there, in so many rooms of each kind."""
        body = json.dumps({"tenant": tenant, "rooms": rooms, "at": time.time()})
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.zadd(f"sockets:of:{tenant}:{owner}", {name: time.time()})
            pipe.expire(f"sockets:of:{tenant}:{owner}", int(_GONE_S) * 2)
            pipe.hset(_OPEN, name, body)
            await pipe.execute()

    async def leave(self, name: str, tenant: str, owner: str, code: int) -> None:
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.zrem(f"sockets:of:{tenant}:{owner}", name)
            pipe.hdel(_OPEN, name)
            pipe.hincrby(_TOTALS, f"{tenant} closed:{code}", 1)
            await pipe.execute()

    async def count(self, tenant: str, messages_in: int, messages_out: int) -> None:
        """What one has heard and said since it was last counted."""
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.hincrby(_TOTALS, f"{tenant} in", messages_in)
            pipe.hincrby(_TOTALS, f"{tenant} out", messages_out)
            await pipe.execute()

    async def standing(self) -> list[Standing]:
        """Of every tenant, by name."""
        now = await self._now()
        totals: dict[str, dict[str, int]] = defaultdict(dict)
        found: Any = await self.redis.hgetall(_TOTALS)
        for key, value in found.items():
            tenant, _, what = key.decode().partition(" ")
            totals[tenant][what] = int(value)
        return [_standing(tenant, totals[tenant], now.get(tenant, ())) for tenant in sorted(totals)]

    async def _now(self) -> dict[str, list[Mapping[str, int]]]:
        """The rooms of each socket, by tenant; those that died without a word are forgotten."""
        found: Any = await self.redis.hgetall(_OPEN)
        known = {name: json.loads(body) for name, body in found.items()}
        gone = [name for name, one in known.items() if one["at"] < time.time() - _GONE_S]
        if gone:
            await self.redis.hdel(_OPEN, *gone)
        rooms: dict[str, list[Mapping[str, int]]] = defaultdict(list)
        for name, one in known.items():
            if name not in gone:
                rooms[one["tenant"]].append(one["rooms"])
        return rooms


def _standing(tenant: str, totals: Mapping[str, int], now: Any) -> Standing:
    rooms: Counter[str] = Counter()
    for one in now:
        rooms.update(one)
    closed = {what.removeprefix("closed:"): count for what, count in totals.items() if what.startswith("closed:")}
    return Standing(
        tenant=tenant,
        connections=len(now),
        rooms=dict(rooms),
        opened=totals.get("opened", 0),
        messages_in=totals.get("in", 0),
        messages_out=totals.get("out", 0),
        closed=closed,
    )
