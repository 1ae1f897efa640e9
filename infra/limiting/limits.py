"""Limits that all processes share, and a smaller share of them for each process while Redis is away."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from infra.limiting.memory import MemoryLimits
from infra.limiting.redis import RedisLimits
from infra.limiting.windows import Bucket, Standing

log = structlog.get_logger()
_PATIENCE_S = 0.5
_AGAIN_S = 1.0


@dataclass
class Limits:
    """Asks Redis, and for a second after it did not answer nobody but itself."""

    shared: RedisLimits
    own: MemoryLimits = field(default_factory=MemoryLimits)
    _away_until: float = 0.0

    @property
    def reduced(self) -> bool:
        return time.monotonic() < self._away_until

    async def take(self, buckets: Sequence[Bucket], throttles: Sequence[str] = ()) -> tuple[Standing, ...]:
        """One request from each bucket, or from none where one refuses."""
        if not self.reduced:
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    return await self.shared.take(buckets, throttles)
            except (RedisError, OSError) as error:  # a TimeoutError is an OSError
                self._lost(error)
        return self.own.take(buckets)

    async def give_back(self, buckets: Sequence[Bucket]) -> None:
        """Undo `take` where nothing came of the request."""
        if not self.reduced:
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    await self.shared.give_back(buckets)
            except (RedisError, OSError) as error:
                self._lost(error)
            else:
                return
        self.own.give_back(buckets)

    def _lost(self, error: Exception) -> None:
        self._away_until = time.monotonic() + _AGAIN_S
        log.warning("redis is away; limits are counted here", error=str(error) or type(error).__name__)


def build_limits(redis: Redis) -> Limits:
    return Limits(RedisLimits(redis))
