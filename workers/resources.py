"""What a worker process holds for its lifetime."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from redis.asyncio import Redis

from graphs.assembly import Assembly, open_assembly
from graphs.build import TripGraph, build_graph
from graphs.checkpoints import open_checkpointer
from infra.database import CHECKPOINTS, PLATFORM, Sessions, build_engine, build_sessions, in_tenant, libpq_url
from infra.events import EventLog
from infra.redis import build_redis
from infra.settings import Settings
from infra.telemetry.opening import open_telemetry
from services.audit.writer import open_audit_writer
from services.budgets.service import DatabasePurse
from services.metering.writer import open_meter
from services.providers.current import CurrentConfig, current_config
from services.providers.following import open_following
from services.trips.service import TripService
from tools.line.opening import open_line
from tools.llm.opening import limits_of
from workers.documents.browser import BrowserKeeper, open_browser

_DAY_S = 24 * 3600


@dataclass(frozen=True)
class Resources:
    settings: Settings
    sessions: Sessions
    platform: Sessions  # sees every tenant: for what finds work, and for books that many tenants' calls share
    redis: Redis
    events: EventLog
    graph: TripGraph
    assembly: Assembly
    config: CurrentConfig
    browser: BrowserKeeper
    driving: set[UUID] = field(default_factory=set)  # the runs that this process is at

    @asynccontextmanager
    async def trips(self, tenant: str) -> AsyncIterator[TripService]:
        """The trips service in a transaction of its own, committed when the block ends well."""
        async with in_tenant(self.sessions, tenant) as session:
            yield TripService(session, tenant, datetime.now(UTC))


@asynccontextmanager
async def open_resources(settings: Settings) -> AsyncIterator[Resources]:
    engine, wide = build_engine(settings.database_url), build_engine(settings.database_url, PLATFORM)
    redis = build_redis(settings.redis_url)
    try:
        sessions, platform = build_sessions(engine), build_sessions(wide)
        config = current_config(settings, sessions)
        async with (
            open_checkpointer(libpq_url(settings.database_url, schema=CHECKPOINTS)) as saver,
            open_meter(platform) as meter,
            open_audit_writer(platform) as audit,
            open_following(settings, redis, config, audit),
            open_line(settings, meter) as line,
            open_telemetry(settings, redis, "worker", line.breakers.report),
            open_assembly(settings, line, DatabasePurse(platform, limits_of(settings))) as assembly,
            open_browser(settings) as browser,
        ):
            yield Resources(
                settings=settings,
                sessions=sessions,
                platform=platform,
                redis=redis,
                events=EventLog(redis, settings.event_days * _DAY_S),
                graph=build_graph(saver),
                assembly=assembly,
                config=config,
                browser=browser,
            )
    finally:
        await redis.aclose()
        await engine.dispose()
        await wide.dispose()
