"""Errors grouped by type and place, with the latest of each: kept in Redis, bounded, without any outside service.

Where SENTRY_DSN is set, failures on our side go there too (infra/telemetry/sentry.py).
"""

from __future__ import annotations

import json
import time
from collections import deque
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

import sentry_sdk
import structlog
from opentelemetry import trace
from redis.asyncio import Redis

from infra.masking import masked_text
from infra.telemetry import metrics
from infra.telemetry.statistics import EVERYBODY

MOST_GROUPS = 300
MOST_RECENT = 200
_KEEP_S = 30 * 86_400
_LONGEST = 300
_WAITING = 1_000


@dataclass(frozen=True)
class Fault:
    """One error. `at`: seconds since 1970; `where`: a route, a job, an agent; `status` 0: no request."""

    at: float
    type: str
    where: str
    status: int
    message: str = ""
    request_id: str = ""
    trace_id: str = ""
    tenant: str = ""

    @property
    def ours(self) -> bool:
        """Whether we must act, rather than the caller."""
        return self.status == 0 or self.status >= 500

    @property
    def group(self) -> str:
        return sha256(f"{self.type}|{self.where}|{self.status}".encode()).hexdigest()[:16]


@dataclass
class Faults:
    """What this process has not yet written; beyond 1,000 the oldest are lost, and counted."""

    lost: int = 0
    _waiting: deque[Fault] = field(default_factory=deque)

    def note(self, fault: Fault) -> None:
        if len(self._waiting) >= _WAITING:
            self._waiting.popleft()
            self.lost += 1
        self._waiting.append(fault)

    def take(self) -> list[Fault]:
        taken = list(self._waiting)
        self._waiting.clear()
        return taken

    def put_back(self, faults: list[Fault]) -> None:
        self._waiting.extendleft(reversed(faults[: _WAITING - len(self._waiting)]))


FAULTS = Faults()


def report(error: BaseException, where: str, *, status: int = 0, tenant: str = "") -> None:
    """An error that somebody must see; ours (no status, or 500 and above) go to Sentry as well."""
    known = structlog.contextvars.get_contextvars()
    context = trace.get_current_span().get_span_context()
    fault = Fault(
        at=time.time(),
        type=type(error).__name__,
        where=where,
        status=status,
        message=masked_text(str(error))[:_LONGEST],
        request_id=str(known.get("request_id", "")),
        trace_id=f"{context.trace_id:032x}" if context.is_valid else str(known.get("trace_id", "")),
        tenant=tenant or str(known.get("tenant_id", "")),
    )
    FAULTS.note(fault)
    if fault.ours:
        metrics.ERRORS.labels(fault.type, where).inc()
        sentry_sdk.capture_exception(error)


# One script a fault and scope: the group's counts, the newest of it, its place among the groups, and no group too many.
_ADD = """
local group = KEYS[1] .. ':group:' .. ARGV[1]
redis.call('HINCRBY', group, 'count', 1)
redis.call('HSETNX', group, 'first_at', ARGV[2])
redis.call('HSET', group, 'last_at', ARGV[2], 'last', ARGV[3])
redis.call('EXPIRE', group, ARGV[4])
redis.call('ZADD', KEYS[1] .. ':groups', ARGV[2], ARGV[1])
redis.call('EXPIRE', KEYS[1] .. ':groups', ARGV[4])
local over = redis.call('ZCARD', KEYS[1] .. ':groups') - tonumber(ARGV[5])
if over > 0 then
  for _, old in ipairs(redis.call('ZPOPMIN', KEYS[1] .. ':groups', over)) do
    redis.call('DEL', KEYS[1] .. ':group:' .. old)
  end
end
if ARGV[6] ~= '0' then
  redis.call('LPUSH', KEYS[1] .. ':recent', ARGV[3])
  redis.call('LTRIM', KEYS[1] .. ':recent', 0, tonumber(ARGV[6]) - 1)
  redis.call('EXPIRE', KEYS[1] .. ':recent', ARGV[4])
end
"""


async def add(redis: Redis, faults: list[Fault]) -> None:
    """Write what was noted, for everybody and for its tenant; the callers' own errors are only counted."""
    async with redis.pipeline(transaction=False) as pipe:
        for fault in faults:
            body, recent = json.dumps(asdict(fault)), MOST_RECENT if fault.ours else 0
            for scope in {EVERYBODY, fault.tenant or EVERYBODY}:
                pipe.eval(_ADD, 1, _key(scope), fault.group, fault.at, body, _KEEP_S, MOST_GROUPS, recent)
        await pipe.execute()


@dataclass(frozen=True)
class Group:
    """All errors of one type at one place with one status; `last` is the newest."""

    id: str
    count: int
    first_at: float
    last_at: float
    last: Fault


async def groups(redis: Redis, scope: str, most: int) -> list[Group]:
    """The groups of a tenant, or of everybody, newest first."""
    found: Any = await redis.zrevrange(f"{_key(scope)}:groups", 0, most - 1)
    async with redis.pipeline(transaction=False) as pipe:
        for name in found:
            pipe.hgetall(f"{_key(scope)}:group:{name.decode()}")
        rows = await pipe.execute()
    return [_group(name.decode(), row) for name, row in zip(found, rows, strict=True) if row]


async def recent(redis: Redis, scope: str, most: int) -> list[Fault]:
    """The latest errors on our side, newest first."""
    found: Any = await redis.lrange(f"{_key(scope)}:recent", 0, most - 1)
    return [Fault(**json.loads(one)) for one in found]


def _group(name: str, row: dict[bytes, bytes]) -> Group:
    return Group(
        id=name,
        count=int(row[b"count"]),
        first_at=float(row[b"first_at"]),
        last_at=float(row[b"last_at"]),
        last=Fault(**json.loads(row[b"last"])),
    )


def _key(scope: str) -> str:
    return f"errors:{{{scope}}}"
