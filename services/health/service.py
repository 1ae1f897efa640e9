"""Reads what all processes have added of themselves (infra/telemetry) and makes it tellable."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal

from redis.asyncio import Redis

from infra.telemetry import faults
from infra.telemetry.metrics import REQUEST_BUCKETS_S
from infra.telemetry.opening import slow_queries
from infra.telemetry.presence import processes
from infra.telemetry.queries import SLOW, STATEMENTS
from infra.telemetry.sketch import above, distribution, quantile
from infra.telemetry.statistics import EVERYBODY, Figures, Span, read, summed, together
from services.health.objectives import WINDOW_DAYS, day_of, objectives
from services.health.schemas import (
    BreakerView,
    Bucket,
    DatabaseUse,
    DayOfService,
    ErrorGroup,
    Errors,
    ErrorSeen,
    Performance,
    Pool,
    ProcessView,
    Slo,
    SlowStatement,
    Timing,
    TrendPoint,
)

Period = Literal["hour", "day"]
FAST_S, SLOW_S = 0.1, 0.5
_SLOTS: dict[Period, tuple[Span, int]] = {"hour": ("5m", 12), "day": ("hour", 24)}
_GOOD = ("ok", "refused", "cancelled")


class HealthService:
    """Figures of one scope: a tenant's, or everybody's ("*")."""

    def __init__(self, redis: Redis, scope: str = EVERYBODY) -> None:
        self._redis, self._scope = redis, scope

    async def performance(self, period: Period) -> Performance:
        """Response times per endpoint and agent, and their trend."""
        span, slots = _SLOTS[period]
        found = await read(self._redis, span, slots, "requests", self._scope, time.time())
        agents = together(await read(self._redis, span, slots, "agents", self._scope, time.time()))
        by_name = together(found)
        whole = summed(by_name)
        return Performance(
            scope=self._scope,
            period=period,
            overall=timing("all", whole) if whole.count else None,
            endpoints=tuple(sorted(_timings(by_name), key=lambda one: one.p95_ms, reverse=True)),
            agents=tuple(_timings(agents)),
            trend=tuple(_point(begin, summed(one)) for begin, one in found),
            statuses=_counts(whole),
        )

    async def errors(self, most: int) -> Errors:
        """Groups and the latest errors, and answers by status."""
        day = together(await read(self._redis, "hour", 24, "requests", self._scope, time.time()))
        return Errors(
            scope=self._scope,
            groups=tuple(_group(one) for one in await faults.groups(self._redis, self._scope, most)),
            recent=tuple(_seen(one) for one in await faults.recent(self._redis, self._scope, most)),
            statuses=_counts(summed(day)),
        )

    async def database(self, period: Period) -> DatabaseUse:
        """Statements by kind, the slow ones, and the pools of all processes."""
        span, slots = _SLOTS[period]
        by_kind = together(await read(self._redis, span, slots, "statements", EVERYBODY, time.time()))
        kinds = [kind for kind in (*STATEMENTS, "OTHER") if kind in by_kind]
        return DatabaseUse(
            period=period,
            statements=tuple(timing(kind, by_kind[kind]) for kind in kinds),
            slow_limit_ms=SLOW.limit_s * 1000,
            slow=tuple(_slow(await slow_queries(self._redis))),
            pools=tuple(
                Pool(process=one.name, in_use=one.pool.in_use, idle=one.pool.idle, most=one.pool.most)
                for one in await processes(self._redis)
            ),
        )

    async def breakers(self) -> list[BreakerView]:
        """Of all processes; a tenant sees its own alone."""
        return [
            BreakerView(
                capability=breaker.name.split(":")[1],
                provider=breaker.name.split(":")[2],
                process=process.name,
                last_opened_at=_at(breaker.last_opened_at) if breaker.last_opened_at else None,
                **{name: value for name, value in vars(breaker).items() if name not in ("name", "last_opened_at")},
            )
            for process in await processes(self._redis)
            for breaker in process.breakers
            if self._scope in (EVERYBODY, breaker.name.split(":")[0])
        ]

    async def processes(self) -> list[ProcessView]:
        return [
            ProcessView(
                name=one.name,
                service=one.service,
                version=one.version,
                seen_at=_at(one.at),
                uptime_s=one.uptime_s,
                memory_bytes=one.memory_bytes,
                threads=one.threads,
            )
            for one in await processes(self._redis)
        ]

    async def slo(self) -> Slo:
        """Objectives of the whole service, whoever asks."""
        now = time.time()
        days = await read(self._redis, "day", WINDOW_DAYS, "requests", EVERYBODY, now)
        hours = await read(self._redis, "hour", 24, "requests", EVERYBODY, now)
        minutes = await read(self._redis, "5m", 12, "requests", EVERYBODY, now)
        lately = {
            1: summed(together(minutes)),
            6: summed(together(hours[-6:])),
            24: summed(together(hours)),
        }
        return objectives(summed(together(days)), lately)

    async def days(self) -> tuple[DayOfService, ...]:
        """The days of the window, oldest first."""
        found = await read(self._redis, "day", WINDOW_DAYS, "requests", EVERYBODY, time.time())
        return tuple(day_of(begin, by_name) for begin, by_name in found)


def timing(name: str, figures: Figures) -> Timing:
    """What the console shows of one name; there must be something to show."""
    errors = sum(count for outcome, count in figures.outcomes.items() if _is_error(outcome))
    median, p95, p99 = (_ms(quantile(figures.bins, share)) for share in (0.5, 0.95, 0.99))
    return Timing(
        name=name,
        count=figures.count,
        mean_ms=figures.total_us / 1000 / figures.count,
        median_ms=median or 0.0,
        p95_ms=p95 or 0.0,
        p99_ms=p99 or 0.0,
        fast=figures.count - above(figures.bins, FAST_S),
        slow=above(figures.bins, SLOW_S),
        errors=errors,
        error_rate=errors / figures.count,
        outcomes=_counts(figures),
        buckets=tuple(
            Bucket(up_to_s=bound, count=count)
            for bound, count in zip(
                (*REQUEST_BUCKETS_S, None), distribution(figures.bins, REQUEST_BUCKETS_S), strict=True
            )
        ),
    )


def _is_error(outcome: str) -> bool:
    """A status of 500 and above, or an agent or statement that failed."""
    return outcome.startswith("5") if outcome.isdigit() else outcome not in _GOOD


def _timings(by_name: dict[str, Figures]) -> Iterable[Timing]:
    return (timing(name, figures) for name, figures in sorted(by_name.items()) if figures.count)


def _counts(figures: Figures) -> dict[str, int]:
    return dict(sorted(figures.outcomes.items()))


def _point(begin_s: int, figures: Figures) -> TrendPoint:
    errors = sum(count for outcome, count in figures.outcomes.items() if _is_error(outcome))
    return TrendPoint(
        begin_at=_at(begin_s),
        count=figures.count,
        p50_ms=_ms(quantile(figures.bins, 0.5)),
        p95_ms=_ms(quantile(figures.bins, 0.95)),
        error_rate=errors / figures.count if figures.count else None,
    )


def _slow(found: list[dict[str, Any]]) -> list[SlowStatement]:
    """Grouped by statement, slowest first."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        groups[one["statement"]].append(one)
    slow = [
        SlowStatement(
            statement=statement,
            count=len(seen),
            max_ms=max(one["seconds"] for one in seen) * 1000,
            mean_ms=sum(one["seconds"] for one in seen) / len(seen) * 1000,
            last_at=_at(max(one["at"] for one in seen)),
            trace_id=seen[0]["trace_id"],
        )
        for statement, seen in groups.items()
    ]
    return sorted(slow, key=lambda one: one.max_ms, reverse=True)


def _group(group: faults.Group) -> ErrorGroup:
    return ErrorGroup(
        id=group.id,
        type=group.last.type,
        where=group.last.where,
        status=group.last.status,
        ours=group.last.ours,
        count=group.count,
        first_at=_at(group.first_at),
        last_at=_at(group.last_at),
        last=_seen(group.last),
    )


def _seen(fault: faults.Fault) -> ErrorSeen:
    return ErrorSeen(
        at=_at(fault.at),
        type=fault.type,
        where=fault.where,
        status=fault.status,
        message=fault.message,
        request_id=fault.request_id,
        trace_id=fault.trace_id,
    )


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000
