"""What an API process holds for its lifetime."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from celery import Celery
from redis.asyncio import Redis
from sqlalchemy import text

from domain.events import RunQueued
from infra.database import Sessions, build_engine, build_sessions
from infra.events import EventLog
from infra.jobs import build_celery, connect, enqueue_run
from infra.redis import build_redis
from infra.settings import Settings
from services.trips.service import TripService

TENANT = "public"  # one tenant until accounts and agencies arrive
_DAY_S = 24 * 3600


@dataclass(frozen=True)
class Resources:
    settings: Settings
    sessions: Sessions
    redis: Redis
    events: EventLog
    jobs: Celery

    @asynccontextmanager
    async def trips(self) -> AsyncIterator[TripService]:
        """The trips service in a transaction of its own, committed when the block ends well."""
        async with self.sessions.begin() as session:
            yield TripService(session, TENANT, datetime.now(UTC))

    async def queue(self, run_id: UUID) -> None:
        """Open the run's log and hand it to the workers; call it after the commit that made the run."""
        await self.events.append(run_id, RunQueued().model_dump_json())
        await enqueue_run(self.jobs, run_id)


async def _connect(resources: Resources) -> None:
    """Open the connections that the first visitor would wait for; a server that is down is found by /ready."""
    with suppress(Exception):
        async with resources.sessions() as session:
            await session.execute(text("SELECT 1"))
        await resources.redis.ping()
        await asyncio.to_thread(connect, resources.jobs)


@asynccontextmanager
async def open_resources(settings: Settings) -> AsyncIterator[Resources]:
    """Connections for a process's lifetime; `settings` must name its servers."""
    engine = build_engine(settings.database_url)
    redis = build_redis(settings.redis_url)
    resources = Resources(
        settings=settings,
        sessions=build_sessions(engine),
        redis=redis,
        events=EventLog(redis, settings.event_days * _DAY_S),
        jobs=build_celery(settings.redis_url),
    )
    warming = asyncio.create_task(_connect(resources))
    try:
        yield resources
    finally:
        warming.cancel()
        await asyncio.gather(warming, return_exceptions=True)
        await redis.aclose()
        await engine.dispose()
