"""One durable, ordered log per run in a Redis Stream; any number of readers, from any place in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from redis.asyncio import Redis

START = "0-0"
_READ_AT_ONCE = 200


@dataclass(frozen=True)
class Entry:
    """One entry: `id` grows, `body` is the event as JSON."""

    id: str
    body: str

    @property
    def at(self) -> datetime:
        """When Redis took it, an aware UTC instant."""
        return datetime.fromtimestamp(int(self.id.split("-")[0]) / 1000, UTC)


class EventLog:
    """Appends to and reads from runs' logs; a log is forgotten `keep_s` seconds after its last entry."""

    def __init__(self, redis: Redis, keep_s: int) -> None:
        self._redis, self._keep_s = redis, keep_s

    async def append(self, run_id: UUID, body: str) -> str:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.xadd(_key(run_id), {"body": body})
            pipe.expire(_key(run_id), self._keep_s)
            entry_id, _ = await pipe.execute()
        return str(entry_id.decode())

    async def read(self, run_id: UUID, after: str = START) -> list[Entry]:
        """All entries after an id, without waiting."""
        found: Any = await self._redis.xrange(_key(run_id), min=f"({after}", count=_READ_AT_ONCE)
        return [_entry(item) for item in found]

    async def last(self, run_id: UUID) -> Entry | None:
        found: Any = await self._redis.xrevrange(_key(run_id), count=1)
        return _entry(found[0]) if found else None

    async def follow(self, run_id: UUID, after: str = START, *, idle_s: float = 15.0) -> AsyncIterator[Entry | None]:
        """Entries as they come, for ever; None whenever `idle_s` seconds passed without one.

        `idle_s` must be less than the client's own limit for an answer (infra/redis.py).
        """
        while True:
            answer = await self._redis.xread({_key(run_id): after}, count=_READ_AT_ONCE, block=int(idle_s * 1000))
            if not answer:
                yield None
                continue
            for item in _items(answer):
                entry = _entry(item)
                after = entry.id
                yield entry


def _key(run_id: UUID) -> str:
    return f"run:{run_id}:events"


def _items(answer: Any) -> Any:
    """The one stream's items, in RESP2's shape (pairs in a list) or RESP3's (a dict of lists)."""
    return next(iter(answer.values()))[0] if isinstance(answer, dict) else answer[0][1]


def _entry(item: tuple[bytes, dict[bytes, bytes]]) -> Entry:
    entry_id, fields = item
    return Entry(entry_id.decode(), fields[b"body"].decode())
