"""Every process says every few seconds that it is there and how it does; whoever is silent for 20 s is gone."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from redis.asyncio import Redis

from infra.telemetry.machine import machine, uptime_s
from infra.telemetry.metrics import BREAKER_STATE
from infra.telemetry.queries import PoolUse, pool_use

GONE_S = 20.0
_KEY = "processes"
_STATES = {"closed": 0, "half-open": 1, "open": 2}


@dataclass(frozen=True)
class BreakerState:
    """One breaker since its process began. `state`: closed, open or half-open; times in seconds since 1970."""

    name: str
    state: str
    successes: int = 0
    failures: int = 0
    refused: int = 0
    opened: int = 0
    recovered: int = 0
    last_opened_at: float | None = None


@dataclass(frozen=True)
class Presence:
    """One process. `at`: seconds since 1970."""

    service: str
    host: str
    pid: int
    version: str
    at: float
    uptime_s: float
    memory_bytes: int
    threads: int
    pool: PoolUse
    breakers: tuple[BreakerState, ...]

    @property
    def name(self) -> str:
        return f"{self.service}:{self.host}:{self.pid}"


Breakers = Callable[[], Sequence[BreakerState]]


def here(service: str, version: str, breakers: Sequence[BreakerState]) -> Presence:
    """This process now."""
    now = machine()
    return Presence(
        service=service,
        host=socket.gethostname(),
        pid=os.getpid(),
        version=version,
        at=time.time(),
        uptime_s=uptime_s(),
        memory_bytes=now.process_memory_bytes,
        threads=now.process_threads,
        pool=pool_use(),
        breakers=tuple(breakers),
    )


def tell_breakers(breakers: Sequence[BreakerState]) -> None:
    """To Prometheus; a breaker's name is tenant:capability:provider, and tenants are no labels."""
    worst: dict[tuple[str, str], int] = {}
    for one in breakers:
        _, capability, provider = one.name.split(":", 2)
        worst[capability, provider] = max(worst.get((capability, provider), 0), _STATES[one.state])
    for (capability, provider), state in worst.items():
        BREAKER_STATE.labels(capability, provider).set(state)


async def announce(redis: Redis, presence: Presence) -> None:
    await redis.hset(_KEY, presence.name, json.dumps(asdict(presence)))


async def withdraw(redis: Redis, presence: Presence) -> None:
    await redis.hdel(_KEY, presence.name)


async def processes(redis: Redis) -> list[Presence]:
    """Those that are there; the silent ones are forgotten."""
    found: Any = await redis.hgetall(_KEY)
    known = {name: _presence(json.loads(body)) for name, body in found.items()}
    gone = [name for name, one in known.items() if time.time() - one.at > GONE_S]
    if gone:
        await redis.hdel(_KEY, *gone)
    return [one for name, one in known.items() if name not in gone]


def _presence(told: dict[str, Any]) -> Presence:
    breakers = tuple(BreakerState(**one) for one in told.pop("breakers"))
    return Presence(**told | {"pool": PoolUse(**told["pool"]), "breakers": breakers})
