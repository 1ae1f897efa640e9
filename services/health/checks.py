"""Can it serve? Asked of everything the product stands on, all at once and within two seconds."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx
from redis.asyncio import Redis
from sqlalchemy import text

from infra.database import Sessions
from infra.settings import Settings
from infra.telemetry import metrics
from infra.telemetry.machine import Machine, machine
from infra.telemetry.opening import queue_depth
from infra.telemetry.presence import BreakerState, processes
from infra.tls import tls_context
from services.health.schemas import Check, Readiness, State

CHECK_S = 2.0
SLOW_S = 0.5
QUEUE_MOST = 1_000
DISK_LEAST, DISK_NONE = 0.20, 0.02
MEMORY_LEAST = 0.10
CPU_MOST = 0.95

Found = tuple[State, str]
_OK: Found = (State.OK, "")


@dataclass(frozen=True)
class Checks:
    """What is asked. `breakers` tells how this process's stand."""

    settings: Settings
    sessions: Sessions
    redis: Redis
    breakers: Callable[[], Sequence[BreakerState]] = tuple

    async def all(self) -> Readiness:
        """Every check; what each found is also told to Prometheus."""
        now = machine(self.settings.data_dir)
        checks = await asyncio.gather(
            _check("database", self._database(), required=True),
            _check("redis", self._redis(), required=True),
            _check("qdrant", self._qdrant()),
            _check("queue", self._queue()),
            _check("workers", self._workers()),
            _check("disk", _now(_disk(now)), required=now.disk_free < DISK_NONE),
            _check("memory", _now(_memory(now))),
            _check("cpu", _now(_cpu(now))),
            _check("breakers", _now(_breakers(self.breakers()))),
        )
        for check in checks:
            metrics.DEPENDENCY_UP.labels(check.name).set(0 if check.state is State.DOWN else 1)
        return _readiness(checks)

    async def _database(self) -> Found:
        async with self.sessions() as session:
            await session.execute(text("SELECT 1"))
        return _OK

    async def _redis(self) -> Found:
        await self.redis.ping()
        return _OK

    async def _qdrant(self) -> Found:
        if not self.settings.qdrant_url:
            return State.OK, "embedded"
        async with httpx.AsyncClient(verify=tls_context(), timeout=CHECK_S) as http:
            (await http.get(f"{self.settings.qdrant_url.rstrip('/')}/readyz")).raise_for_status()
        return _OK

    async def _queue(self) -> Found:
        depth = await queue_depth(self.redis)
        metrics.QUEUE_DEPTH.labels("celery").set(depth)
        state = State.DEGRADED if depth > QUEUE_MOST else State.OK
        return state, f"{depth} jobs wait"

    async def _workers(self) -> Found:
        there = sum(one.service == "worker" for one in await processes(self.redis))
        return (State.OK if there else State.DEGRADED), f"{there} workers"


async def _now(found: Found) -> Found:
    return found


def _disk(now: Machine) -> Found:
    state = State.OK if now.disk_free >= DISK_LEAST else State.DEGRADED
    return (State.DOWN if now.disk_free < DISK_NONE else state), f"{now.disk_free:.0%} free"


def _memory(now: Machine) -> Found:
    return (State.OK if now.memory_free >= MEMORY_LEAST else State.DEGRADED), f"{now.memory_free:.0%} free"


def _cpu(now: Machine) -> Found:
    """Busy alone is no trouble: only when more wait than there are cores."""
    busy = now.cpu > CPU_MOST and now.load_1m > 2 * (os.cpu_count() or 1)
    return (State.DEGRADED if busy else State.OK), f"{now.cpu:.0%} in use"


def _breakers(states: Sequence[BreakerState]) -> Found:
    """Which providers are left alone at the moment; the tenant before the first colon is not told."""
    away = sorted({one.name.partition(":")[2] for one in states if one.state == "open"})
    return (State.DEGRADED if away else State.OK), ", ".join(away)


async def _check(name: str, probe: Awaitable[Found], *, required: bool = False) -> Check:
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(CHECK_S):
            state, detail = await probe
    except Exception as error:  # noqa: BLE001  whatever it is, the answer is "down"
        state, detail = State.DOWN, type(error).__name__
    seconds = time.perf_counter() - begun
    if state is State.OK and seconds > SLOW_S:
        state, detail = State.DEGRADED, f"answers after {seconds:.1f} s"
    ok = state is not State.DOWN
    return Check(name=name, ok=ok, state=state, required=required, ms=round(seconds * 1000, 2), detail=detail)


def _readiness(checks: Sequence[Check]) -> Readiness:
    missing = tuple(check.name for check in checks if check.required and not check.ok)
    degraded = tuple(check.name for check in checks if check.state is not State.OK and check.name not in missing)
    state = State.DOWN if missing else State.DEGRADED if degraded else State.OK
    return Readiness(ready=not missing, state=state, missing=missing, degraded=degraded, checks=tuple(checks))
