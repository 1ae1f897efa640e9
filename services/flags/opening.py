"""Feature flags for a process's lifetime: what holds, OpenFeature's client over it, and the counts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from openfeature import api
from openfeature.client import OpenFeatureClient
from openfeature.provider.no_op_provider import NoOpProvider
from redis.asyncio import Redis

from domain.flags import Environment
from infra.database import Sessions
from services.flags.current import CurrentFlags, open_current
from services.flags.provider import FlagProvider
from services.flags.tallying import FlagTallies, open_tallies


@dataclass(frozen=True)
class Features:
    """`client` is OpenFeature's: `await client.get_boolean_value_async("key", False, context_of(asker))`."""

    current: CurrentFlags
    tallies: FlagTallies
    client: OpenFeatureClient
    environment: Environment


@asynccontextmanager
async def open_features(
    sessions: Sessions, platform: Sessions, redis: Redis, environment: str
) -> AsyncIterator[Features]:
    """The registry of OpenFeature is the process's: each opening has a domain of its own there."""
    domain = f"tripwright-{uuid4().hex}"
    async with open_tallies(platform) as tallies, open_current(sessions, redis) as current:
        api.set_provider_and_wait(FlagProvider(current, tallies), domain)
        try:
            yield Features(current, tallies, api.get_client(domain), Environment(environment))
        finally:
            api.set_provider(NoOpProvider(), domain)
