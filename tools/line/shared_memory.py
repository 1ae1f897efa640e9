"""A memory in Redis, which all processes share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from tools.line.memory import Kept, Limit, Look

log = structlog.get_logger()
_AWAY_S = 0.5

# A sliding log is exact at every moment, which neither a fixed window nor a leaky bucket with a burst is.
_LOOK = """
if KEYS[1] ~= '' then
  local kept = redis.call('GET', KEYS[1])
  if kept then return kept end
end
local calls = tonumber(ARGV[1])
if calls <= 0 then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local per = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - per)
if redis.call('ZCARD', KEYS[2]) >= calls then
  local oldest = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
  return oldest[2] + per - now
end
redis.call('ZADD', KEYS[2], now, ARGV[3])
redis.call('PEXPIRE', KEYS[2], math.ceil(per / 1000))
return 0
"""


# One command for all: a pipeline of as many SETs takes the client several times as long.
_KEEP = """
for number, key in ipairs(KEYS) do
  redis.call('SET', key, ARGV[2 * number - 1], 'PX', ARGV[2 * number])
end
"""


class RedisMemory:
    """Shared by all processes; without its server nothing is kept and nothing is limited, and calls go on.

    A server that does not answer within half a second is away: `redis` needs no time limit of its own.
    """

    def __init__(self, redis: Redis) -> None:
        self._look, self._keep = redis.register_script(_LOOK), redis.register_script(_KEEP)
        self._name, self._count = f"{time.time_ns():x}", 0

    async def look(self, key: str | None, bucket: str, limit: Limit | None) -> Look:
        if key is None and limit is None:
            return Look()
        calls, per_us = (limit.calls, int(limit.per_s * 1e6)) if limit else (0, 0)
        self._count += 1
        ours = f"{self._name}-{id(self):x}-{self._count}"
        try:
            async with asyncio.timeout(_AWAY_S):
                found = await self._look(keys=[key or "", f"calls:{bucket}"], args=[calls, per_us, ours])
        except (RedisError, TimeoutError) as error:
            log.warning("provider memory is away", error=str(error))
            return Look()
        return Look(kept=found) if isinstance(found, bytes) else Look(wait_s=int(found) / 1e6)

    async def keep(self, answers: Mapping[str, Kept]) -> None:
        said = [part for kept in answers.values() for part in (kept.answer, max(1, int(kept.for_s * 1000)))]
        try:
            async with asyncio.timeout(_AWAY_S):
                await self._keep(keys=list(answers), args=said)
        except (RedisError, TimeoutError) as error:
            log.warning("provider memory is away", error=str(error))
