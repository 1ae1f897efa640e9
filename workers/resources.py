"""What a worker process holds for its lifetime."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from redis.asyncio import Redis

from graphs.assembly import open_context
from graphs.build import TripGraph, build_graph
from graphs.checkpoints import open_checkpointer
from graphs.context import Context
from infra.database import Sessions, build_engine, build_sessions, libpq_url
from infra.events import EventLog
from infra.redis import build_redis
from infra.settings import Settings
from services.trips.service import TripService

_DAY_S = 24 * 3600


@dataclass(frozen=True)
class Resources:
    settings: Settings
    sessions: Sessions
    redis: Redis
    events: EventLog
    graph: TripGraph
    context: Context

    @asynccontextmanager
    async def trips(self, tenant: str) -> AsyncIterator[TripService]:
        """The trips service in a transaction of its own, committed when the block ends well."""
        async with self.sessions.begin() as session:
            yield TripService(session, tenant, datetime.now(UTC))


@asynccontextmanager
async def open_resources(settings: Settings) -> AsyncIterator[Resources]:
    engine = build_engine(settings.database_url)
    redis = build_redis(settings.redis_url)
    try:
        async with open_checkpointer(libpq_url(settings.database_url)) as saver, open_context(settings) as context:
            yield Resources(
                settings=settings,
                sessions=build_sessions(engine),
                redis=redis,
                events=EventLog(redis, settings.event_days * _DAY_S),
                graph=build_graph(saver),
                context=context,
            )
    finally:
        await redis.aclose()
        await engine.dispose()
