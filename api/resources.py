"""What an API process holds for its lifetime."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from celery import Celery
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.composing import Composer
from api.identifying.keys import ApiKeys
from api.identifying.operator import OperatorToken
from api.identifying.tokens import TokenIdentifier
from api.live.hub import Hub
from api.live.presence import Presence
from api.live.sockets import Sockets
from api.searching.desk import Counter, Desk
from api.searching.opening import open_all
from domain.errors import Forbidden
from domain.events import RunQueued
from domain.identity import PUBLIC_TENANT, Principal
from infra.database import PLATFORM, Sessions, build_engine, build_sessions, in_tenant
from infra.ending import end
from infra.events import EventLog
from infra.jobs import build_celery, connect, enqueue_run
from infra.redis import build_redis
from infra.secrets.store import Secrets
from infra.settings import Settings
from infra.telemetry.opening import open_telemetry
from services.accounts.parts import AccountParts, build_account_parts
from services.accounts.policy import common as common_passwords
from services.audit.denials import DenialLog, open_denial_log
from services.audit.writer import AuditWriter, open_audit_writer
from services.budgets.service import DatabasePurse
from services.credentials.key_lookup import KeyLookup
from services.federation.opening import Federation, open_federation
from services.flags.opening import Features, open_features
from services.links.service import LinkService
from services.metering.service import MeteringService
from services.metering.writer import open_meter
from services.providers.current import CurrentConfig, current_config
from services.providers.following import open_following
from services.tenants.current import CurrentTenants
from services.trips.drafts import DraftService
from services.trips.history import TripHistory
from services.trips.service import TripService
from tools.adapter import Caller
from tools.line.opening import open_line
from tools.llm.opening import limits_of
from tools.places.suggest import warm as warm_suggestions
from tools.switchboard import Switchboard, open_switchboard

if TYPE_CHECKING:
    from api.stack.identify import Identifier
    from graphs.context import Context

_DAY_S = 24 * 3600


@dataclass(frozen=True)
class Resources:
    """A request has a copy of its own, in which `who` is whoever asks: what it opens is of their tenant."""

    settings: Settings
    sessions: Sessions
    platform: Sessions  # sees every tenant
    redis: Redis
    events: EventLog
    jobs: Celery
    board: Switchboard
    config: CurrentConfig
    desk: Desk
    composer: Composer
    tenants: CurrentTenants
    features: Features
    accounts: AccountParts
    audit: AuditWriter
    denials: DenialLog
    secrets: Secrets
    federation: Federation
    live: Hub
    sockets: Sockets
    identifiers: tuple[Identifier, ...] = ()
    who: Principal = field(default_factory=Principal)

    @property
    def tenant(self) -> str:
        return self.who.tenant

    def in_tenant(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction that sees the asker's tenant alone, committed when the block ends well."""
        return in_tenant(self.sessions, self.tenant)

    async def context(self, user: str) -> Context:
        """Providers and models on a user's account, for a route that writes or suggests."""
        return await self.composer.context(
            Caller(self.tenant, user, feature="writing"), await self.config.of(self.tenant)
        )

    @asynccontextmanager
    async def trips(self, *, of_anybody: bool = False) -> AsyncIterator[TripService]:
        """The trips that the asker may see, in a transaction of its own; `of_anybody`: those of the whole tenant."""
        async with self.in_tenant() as session:
            yield TripService(session, self.tenant, datetime.now(UTC), None if of_anybody else self.who)

    @asynccontextmanager
    async def history(self) -> AsyncIterator[TripHistory]:
        """The versions of the trips that the asker may see, in a transaction of its own."""
        async with self.in_tenant() as session:
            yield TripHistory(session, self.tenant, datetime.now(UTC), self.who)

    @asynccontextmanager
    async def drafts(self) -> AsyncIterator[DraftService]:
        """The drafts that the asker may see, in a transaction of its own."""
        async with self.in_tenant() as session:
            yield DraftService(session, self.tenant, datetime.now(UTC), self.who)

    @asynccontextmanager
    async def links(self) -> AsyncIterator[LinkService]:
        """The links service in a transaction of its own."""
        async with self.in_tenant() as session:
            yield LinkService(session, self.tenant, datetime.now(UTC))

    @asynccontextmanager
    async def metering(self, tenant: str) -> AsyncIterator[MeteringService]:
        """What providers did for a tenant, to be read."""
        async with self.across(tenant) as session:
            yield MeteringService(session, tenant)

    def across(self, tenant: str) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction for a tenant of one's choice; raises Forbidden for another than one's own.

        A platform administrator may choose any, and "*" for what holds for everybody.
        """
        if tenant == self.tenant:
            return self.in_tenant()
        if not self.who.is_platform_admin:
            raise Forbidden("only a platform administrator reaches another agency")
        return self.everywhere()

    def everywhere(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction that sees every tenant, for the platform's administrators and for secret addresses."""
        return in_tenant(self.platform, self.tenant)

    async def queue(self, run_id: UUID) -> None:
        """Open the run's log and hand it to the workers; call it after the commit that made the run."""
        await self.events.append(run_id, RunQueued().model_dump_json())
        await enqueue_run(self.jobs, run_id, self.tenant)


async def _connect(resources: Resources) -> None:
    """Open the connections that the first visitor would wait for; a server that is down is found by /ready."""
    with suppress(Exception):
        async with resources.sessions() as session:
            await session.execute(text("SELECT 1"))
        await resources.redis.ping()
        await asyncio.to_thread(connect, resources.jobs)
        await open_all(Counter(resources.desk, await resources.config.of(PUBLIC_TENANT), Caller()))
        await asyncio.to_thread(warm_suggestions)
        await asyncio.to_thread(common_passwords)
        for module in ("api.writing", "api.suggesting"):  # after the first page, before the first who needs them
            await asyncio.to_thread(__import__, module)


@asynccontextmanager
async def open_resources(settings: Settings) -> AsyncIterator[Resources]:
    """Connections for a process's lifetime; `settings` must name its servers."""
    engine, wide = build_engine(settings.database_url), build_engine(settings.database_url, PLATFORM)
    redis = build_redis(settings.redis_url)
    sessions, platform = build_sessions(engine), build_sessions(wide)
    accounts = build_account_parts(settings, redis)
    config = current_config(settings, sessions)
    try:
        async with (
            open_meter(platform) as meter,
            open_audit_writer(platform) as audit,
            open_denial_log(platform, redis) as denials,
            open_following(settings, redis, config, audit) as secrets,
            open_line(settings, meter) as line,
            open_telemetry(settings, redis, "api", line.breakers.report),
            open_switchboard(settings, line) as board,
            open_federation(settings) as federation,
            open_features(sessions, platform, redis, settings.environment) as features,
        ):
            resources = Resources(
                settings=settings,
                sessions=sessions,
                platform=platform,
                redis=redis,
                events=EventLog(redis, settings.event_days * _DAY_S),
                jobs=build_celery(settings.redis_url),
                board=board,
                config=config,
                desk=Desk(board),
                composer=Composer(settings, line, DatabasePurse(platform, limits_of(settings))),
                tenants=CurrentTenants(platform),
                features=features,
                accounts=accounts,
                audit=audit,
                denials=denials,
                secrets=secrets,
                federation=federation,
                live=Hub(platform, Presence(redis)),
                sockets=Sockets(redis),
                identifiers=(
                    TokenIdentifier(accounts),
                    ApiKeys(KeyLookup(platform)),
                    OperatorToken(settings.admin_token),
                ),
            )
            warming = asyncio.create_task(_connect(resources))
            try:
                yield resources
            finally:
                await resources.live.close()
                await resources.composer.close()
                await resources.desk.close()
                await end(warming)
    finally:
        await redis.aclose()
        await engine.dispose()
        await wide.dispose()
