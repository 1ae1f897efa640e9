"""A process's telemetry for its lifetime: traces, Sentry, and what is added to Redis beside the work."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from infra.ending import end
from infra.settings import Settings
from infra.telemetry import (
    faults,
    jobs,  # noqa: F401  imported so that jobs carry their context
    metrics,
    presence,
    statistics,
)
from infra.telemetry.machine import WATCH
from infra.telemetry.queries import SLOW
from infra.telemetry.sentry import start_sentry
from infra.telemetry.tracing import tracing
from infra.version import VERSION

log = structlog.get_logger()
QUEUE = "celery"
_SLOW_QUERIES = "slow_queries"
_MOST_SLOW = 300
_SLOW_KEEP_S = 7 * 86_400
_EVERY_S = 2.0
_PRESENT_EVERY = 3  # turns


@dataclass
class Reporter:
    """Adds what a process has seen to what all have; while Redis is away it waits, within its bounds."""

    redis: Redis
    service: str
    breakers: presence.Breakers

    async def flush(self) -> None:
        await self._tried(self._statistics())
        await self._tried(self._faults())
        await self._tried(self._slow())

    async def present(self) -> None:
        await self._tried(self._presence())

    async def forever(self) -> None:
        turn = 0
        while True:
            if turn % _PRESENT_EVERY == 0:
                await self.present()
            turn += 1
            await asyncio.sleep(_EVERY_S)
            await self.flush()

    async def close(self) -> None:
        await self.flush()
        await self._tried(presence.withdraw(self.redis, presence.here(self.service, VERSION, ())))

    async def _tried(self, work: Awaitable[None]) -> None:
        try:
            await work
        except (RedisError, OSError) as error:
            log.warning("telemetry waits", error=type(error).__name__)

    async def _statistics(self) -> None:
        seen = statistics.RECORDER.take()
        if seen:
            try:
                await statistics.add(self.redis, seen, time.time())
            except BaseException:
                statistics.RECORDER.put_back(seen)
                raise

    async def _faults(self) -> None:
        noted = faults.FAULTS.take()
        if noted:
            try:
                await faults.add(self.redis, noted)
            except BaseException:
                faults.FAULTS.put_back(noted)
                raise

    async def _slow(self) -> None:
        if slow := SLOW.take():
            async with self.redis.pipeline(transaction=False) as pipe:
                pipe.lpush(_SLOW_QUERIES, *(json.dumps(one) for one in slow))
                pipe.ltrim(_SLOW_QUERIES, 0, _MOST_SLOW - 1)
                pipe.expire(_SLOW_QUERIES, _SLOW_KEEP_S)
                await pipe.execute()

    async def _presence(self) -> None:
        breakers = self.breakers()
        presence.tell_breakers(breakers)
        await presence.announce(self.redis, presence.here(self.service, VERSION, breakers))
        metrics.QUEUE_DEPTH.labels(QUEUE).set(await queue_depth(self.redis))


async def queue_depth(redis: Redis) -> int:
    """Jobs that no worker has taken yet."""
    return int(await redis.llen(QUEUE))


async def slow_queries(redis: Redis) -> list[dict[str, Any]]:
    """The latest slow statements of all processes, newest first: at, seconds, statement, trace_id."""
    found: Any = await redis.lrange(_SLOW_QUERIES, 0, _MOST_SLOW - 1)
    return [json.loads(one) for one in found]


@asynccontextmanager
async def open_telemetry(
    settings: Settings, redis: Redis, service: str, breakers: presence.Breakers = tuple
) -> AsyncIterator[Reporter]:
    """Telemetry until the block ends; `breakers` tells how the process's circuit breakers stand."""
    SLOW.limit_s, WATCH.folder = settings.slow_query_s, settings.data_dir
    start_sentry(settings, service, VERSION)
    reporter = Reporter(redis, service, breakers)
    with tracing(settings, service, VERSION):
        reporting = asyncio.create_task(reporter.forever())
        try:
            yield reporter
        finally:
            await end(reporting)
            await reporter.close()
