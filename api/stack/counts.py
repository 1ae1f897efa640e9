"""Counts of what the layers did, added up in Redis over all processes and kept by day (UTC)."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

_EVERY_S = 1.0
_KEPT_S = 35 * 86_400
_LONGEST_NAME = 120


@dataclass
class Counts:
    """Adds in memory at once and to Redis at most once a second; what a dying process had not sent yet is lost."""

    redis: Redis
    _waiting: Counter[str] = field(default_factory=Counter)
    _sent_at: float = 0.0
    _sending: asyncio.Task[None] | None = None

    def add(self, name: str, count: int = 1) -> None:
        """Counts something that happened; call it within a running loop."""
        self._waiting[name[:_LONGEST_NAME]] += count
        if time.monotonic() - self._sent_at > _EVERY_S and (self._sending is None or self._sending.done()):
            self._sent_at = time.monotonic()
            self._sending = asyncio.create_task(self.flush())

    async def flush(self) -> None:
        """Send what waits; without Redis it goes on waiting."""
        waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        key = _key(datetime.now(UTC).date())
        try:
            async with self.redis.pipeline(transaction=True) as pipe:
                for name, count in waiting.items():
                    pipe.hincrby(key, name, count)
                pipe.expire(key, _KEPT_S)
                await pipe.execute()
        except (RedisError, OSError):
            self._waiting.update(waiting)

    async def of(self, day: date) -> dict[str, int]:
        """All counts of a day, of every process."""
        await self.flush()
        found = cast("dict[bytes, bytes]", await self.redis.hgetall(_key(day)))
        return {name.decode(): int(count) for name, count in sorted(found.items())}


def _key(day: date) -> str:
    return f"counts:{day.isoformat()}"
