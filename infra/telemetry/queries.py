"""Every statement of every engine: counted, timed, traced, and kept where it was slow. Parameters are never kept."""

from __future__ import annotations

import time
import weakref
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import event
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.pool import QueuePool

from infra.telemetry import metrics
from infra.telemetry.statistics import RECORDER

tracer = trace.get_tracer("tripwright.database")
STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE")
_BEGUN, _SPAN = "telemetry_begun", "telemetry_span"
_LONGEST = 2_000
_WAITING = 200


@dataclass(frozen=True)
class SlowQuery:
    """`at`: seconds since 1970; `statement` with placeholders only."""

    at: float
    seconds: float
    statement: str
    trace_id: str = ""


@dataclass
class Slow:
    """Slow statements that this process has not yet written; beyond 200 the oldest are lost."""

    limit_s: float = 0.1
    _waiting: deque[SlowQuery] = field(default_factory=lambda: deque(maxlen=_WAITING))

    def note(self, query: SlowQuery) -> None:
        metrics.SLOW_QUERIES.inc()
        self._waiting.append(query)

    def take(self) -> list[dict[str, Any]]:
        taken = [asdict(one) for one in self._waiting]
        self._waiting.clear()
        return taken


SLOW = Slow()


def kind_of(statement: str) -> str:
    """SELECT, INSERT, UPDATE, DELETE, or OTHER."""
    word = statement.lstrip(" (\n\t")[:6].upper()
    if word.startswith("WITH"):  # what it ends in doing is seen from the last of the four words at the top level
        return next((name for name in ("INSERT", "UPDATE", "DELETE") if f" {name} " in statement.upper()), "SELECT")
    return word if word in STATEMENTS else "OTHER"


@event.listens_for(Engine, "before_cursor_execute")
def _begin(_: Any, __: Any, statement: str, ___: Any, context: Any, ____: Any) -> None:
    if context is None:
        return
    setattr(context, _BEGUN, time.perf_counter())
    parent = trace.get_current_span()
    if parent.is_recording():  # a query outside any traced work (a poll, a sweep) makes no trace of its own
        kind = kind_of(statement)
        span = tracer.start_span(f"postgresql.{kind.lower()}", kind=SpanKind.CLIENT)
        span.set_attributes(
            {"db.system.name": "postgresql", "db.operation.name": kind, "db.query.text": statement[:_LONGEST]}
        )
        setattr(context, _SPAN, span)


@event.listens_for(Engine, "after_cursor_execute")
def _end(_: Any, __: Any, statement: str, ___: Any, context: Any, ____: Any) -> None:
    begun = getattr(context, _BEGUN, None)
    if begun is not None:
        _record(statement, time.perf_counter() - begun, "ok", getattr(context, _SPAN, None))


@event.listens_for(Engine, "handle_error")
def _fail(failure: ExceptionContext) -> None:
    context = failure.execution_context
    begun = getattr(context, _BEGUN, None)
    if begun is None or failure.statement is None:
        return
    span: Span | None = getattr(context, _SPAN, None)
    if span is not None:
        name = type(failure.original_exception).__name__
        span.set_status(Status(StatusCode.ERROR, name))  # its text may hold values
        span.set_attribute("error.type", name)
    _record(failure.statement, time.perf_counter() - begun, "error", span)


def _record(statement: str, seconds: float, outcome: str, span: Span | None) -> None:
    kind = kind_of(statement)
    metrics.QUERIES.labels(kind).inc()
    metrics.QUERY_DURATION.labels(kind).observe(seconds)
    RECORDER.observe("statements", kind, seconds, outcome)
    trace_id = ""
    if span is not None:
        trace_id = f"{span.get_span_context().trace_id:032x}"
        span.end()
    if seconds >= SLOW.limit_s:
        SLOW.note(SlowQuery(time.time(), seconds, " ".join(statement.split())[:_LONGEST], trace_id))


_ENGINES: weakref.WeakSet[Engine] = weakref.WeakSet()


def watch_pool(engine: Engine) -> None:
    """Tell of the engine's connections as long as it lives."""
    _ENGINES.add(engine)


@dataclass(frozen=True)
class PoolUse:
    """Connections of this process: lent out, idle, and how many there may be."""

    in_use: int = 0
    idle: int = 0
    most: int = 0


def pool_use() -> PoolUse:
    pools = [engine.pool for engine in list(_ENGINES)]
    queues = [pool for pool in pools if isinstance(pool, QueuePool)]
    return PoolUse(
        in_use=sum(pool.checkedout() for pool in queues),
        idle=sum(pool.checkedin() for pool in queues),
        most=sum(pool.size() + pool._max_overflow for pool in queues),  # noqa: SLF001  it has no other name
    )


class PoolCollector(Collector):
    """The pools' connections, asked when Prometheus asks."""

    def collect(self) -> Iterable[Metric]:
        use = pool_use()
        family = GaugeMetricFamily("tripwright_db_pool_connections", "Connections to PostgreSQL", labels=("state",))
        family.add_metric(("in_use",), use.in_use)
        family.add_metric(("idle",), use.idle)
        family.add_metric(("most",), use.most)
        yield family


metrics.REGISTRY.register(PoolCollector())
