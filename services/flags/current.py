"""The flags as they are now, in every process: pushed through Redis, and read again when a second old."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog
from pydantic import TypeAdapter
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from domain.flags import Flag
from infra.database import Sessions, in_tenant
from infra.ending import end
from services.flags.repository import EVERYBODY
from services.flags.service import FlagService

log = structlog.get_logger()
CHANNEL = "tripwright.flags"
UPDATED = "feature_flag_updated"
_FRESH_S = 1.0
_PATIENCE_S = 0.9  # for the database; the last known serves meanwhile
_REDIS_PATIENCE_S = 0.3
_COPY_S = 30 * 24 * 3600
_LISTEN_AGAIN_S = 0.5
_FLAGS = TypeAdapter(dict[str, Flag])


@dataclass
class _Known:
    flags: Mapping[str, Flag]
    at: float  # monotonic; when it was asked for
    stale: bool = False  # the database did not answer


@dataclass
class CurrentFlags:
    """What holds for a tenant: from the database, else from Redis's copy, else what was last known."""

    sessions: Sessions
    redis: Redis
    _known: dict[str, _Known] = field(default_factory=dict)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)
    _beside: dict[str, asyncio.Task[_Known]] = field(default_factory=dict)
    _changes: int = 0  # that were heard of

    async def of(self, tenant: str) -> Mapping[str, Flag]:
        """By key, at most a second old while the database answers."""
        known = self._known.get(tenant)
        if known is not None and time.monotonic() - known.at <= _FRESH_S:
            return known.flags
        if known is not None and known.stale:  # nobody waits for a database that is away
            self._read_beside(tenant)
            return known.flags
        return (await self._once(tenant)).flags

    def last(self, tenant: str) -> Mapping[str, Flag]:
        """What was last read, for who cannot wait; empty where nothing was."""
        known = self._known.get(tenant)
        return known.flags if known is not None else {}

    def is_stale(self, tenant: str) -> bool:
        """Whether the database did not answer when it was last asked."""
        known = self._known.get(tenant)
        return known is None or known.stale

    async def announce(self, tenant: str, key: str, version: int) -> None:
        """Tell every process, after the commit; without Redis they find out by themselves within a second."""
        told = {"event": UPDATED, "tenant": tenant, "key": key, "version": version}
        self._expire(tenant)
        with suppress(RedisError, TimeoutError):
            async with asyncio.timeout(_REDIS_PATIENCE_S):
                await self.redis.publish(CHANNEL, json.dumps(told))

    async def listen_forever(self) -> None:
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("flags are polled: no word from Redis", error=str(error))
                await asyncio.sleep(_LISTEN_AGAIN_S)

    async def close(self, *tasks: asyncio.Task[Any]) -> None:
        """Stop reading, and the tasks that are named."""
        await end(*tasks, *self._beside.values())

    async def _listen(self) -> None:
        async with self.redis.pubsub(ignore_subscribe_messages=True) as channel:
            await channel.subscribe(CHANNEL)
            while True:
                message = await channel.get_message(timeout=10)
                if message is not None:
                    await self._heard(json.loads(message["data"])["tenant"])

    async def _heard(self, tenant: str) -> None:
        """Read at once what is in use, so that the next who asks does not wait."""
        self._expire(tenant)
        for known in [name for name in self._known if tenant in (EVERYBODY, name)]:
            await self.of(known)

    def _read_beside(self, tenant: str) -> None:
        reading = self._beside.get(tenant)
        if reading is None or reading.done():
            self._beside[tenant] = asyncio.create_task(self._once(tenant))

    def _expire(self, tenant: str) -> None:
        self._changes += 1
        for name, known in self._known.items():
            if tenant in (EVERYBODY, name):
                known.at = float("-inf")

    async def _once(self, tenant: str) -> _Known:
        """One reads while the others wait; what a change overtook is as good as old."""
        async with self._turns.setdefault(tenant, asyncio.Lock()):
            known = self._known.get(tenant)
            if known is not None and time.monotonic() - known.at <= _FRESH_S:
                return known
            changes, asked_at = self._changes, time.monotonic()
            fresh = await self._read(tenant, known, asked_at)
            if changes != self._changes:
                fresh.at = float("-inf")
            self._known[tenant] = fresh
            return fresh

    async def _read(self, tenant: str, known: _Known | None, asked_at: float) -> _Known:
        try:
            async with asyncio.timeout(_PATIENCE_S), in_tenant(self.sessions, tenant) as session:
                flags = await FlagService(session, tenant, datetime.now(UTC)).in_force()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("flags could not be read", tenant=tenant, error=str(error))
            return _Known(await self._copied(tenant) if known is None else known.flags, time.monotonic(), stale=True)
        if known is None or flags != known.flags:
            await self._copy(tenant, flags)
        return _Known(flags, asked_at)

    async def _copy(self, tenant: str, flags: Mapping[str, Flag]) -> None:
        with suppress(RedisError, TimeoutError):
            async with asyncio.timeout(_REDIS_PATIENCE_S):
                await self.redis.set(_copy_key(tenant), _FLAGS.dump_json(dict(flags)), ex=_COPY_S)

    async def _copied(self, tenant: str) -> Mapping[str, Flag]:
        """What some process last read, for one that began while the database was away."""
        with suppress(RedisError, TimeoutError, ValueError):
            async with asyncio.timeout(_REDIS_PATIENCE_S):
                copy = await self.redis.get(_copy_key(tenant))
            return _FLAGS.validate_json(copy) if copy else {}
        return {}


def _copy_key(tenant: str) -> str:
    return f"flags:copy:{tenant}"


@asynccontextmanager
async def open_current(sessions: Sessions, redis: Redis) -> AsyncIterator[CurrentFlags]:
    """For a process's lifetime."""
    current = CurrentFlags(sessions, redis)
    listening = asyncio.create_task(current.listen_forever())
    try:
        yield current
    finally:
        await current.close(listening)
