"""A process's line, over the Redis that it shares with the others."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from infra.redis import build_redis
from infra.settings import Settings
from tools.line.line import Line
from tools.line.meter import Meter
from tools.line.shared_memory import RedisMemory


@asynccontextmanager
async def open_line(settings: Settings, meter: Meter) -> AsyncIterator[Line]:
    """The process's line, whose memory all processes share."""
    redis = build_redis(settings.redis_url, answer_within_s=None)
    line = Line(RedisMemory(redis), meter, settings.unit_prices_usd)
    try:
        yield line
    finally:
        await line.settle()
        await redis.aclose()
