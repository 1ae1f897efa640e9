"""How the product does, as it is told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class State(StrEnum):
    """Degraded: it serves, but somebody should look."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


class Check(_Value):
    name: str
    ok: bool
    state: State
    required: bool = Field(description="without it the product is not ready")
    ms: float = Field(description="how long the answer took")
    detail: str = ""


class Readiness(_Value):
    ready: bool
    state: State
    missing: tuple[str, ...] = Field(description="required checks that are down")
    degraded: tuple[str, ...] = Field(description="checks that somebody should look at")
    checks: tuple[Check, ...]


class Bucket(_Value):
    up_to_s: float | None = Field(description="None: above all bounds")
    count: int


class Timing(_Value):
    """Durations in milliseconds; quantiles are right within 2 %."""

    name: str
    count: int
    mean_ms: float
    median_ms: float
    p95_ms: float
    p99_ms: float
    fast: int = Field(description="within 100 ms")
    slow: int = Field(description="beyond 500 ms")
    errors: int
    error_rate: float = Field(description="errors ÷ count")
    outcomes: dict[str, int]
    buckets: tuple[Bucket, ...]


class TrendPoint(_Value):
    begin_at: datetime
    count: int
    p50_ms: float | None
    p95_ms: float | None
    error_rate: float | None


class Performance(_Value):
    """Of a tenant, or of everybody ("*"), in the last hour or day."""

    scope: str
    period: str
    overall: Timing | None
    endpoints: tuple[Timing, ...] = Field(description="slowest p95 first")
    agents: tuple[Timing, ...]
    trend: tuple[TrendPoint, ...]
    statuses: dict[str, int]


class SlowStatement(_Value):
    """A statement by its text with placeholders."""

    statement: str
    count: int
    max_ms: float
    mean_ms: float
    last_at: datetime
    trace_id: str


class Pool(_Value):
    process: str
    in_use: int
    idle: int
    most: int


class DatabaseUse(_Value):
    period: str
    statements: tuple[Timing, ...] = Field(description="SELECT, INSERT, UPDATE, DELETE and OTHER")
    slow_limit_ms: float
    slow: tuple[SlowStatement, ...] = Field(description="slowest first, of the latest few hundred")
    pools: tuple[Pool, ...]


class ErrorSeen(_Value):
    at: datetime
    type: str
    where: str
    status: int = Field(description="0: not in a request")
    message: str
    request_id: str
    trace_id: str


class ErrorGroup(_Value):
    id: str
    type: str
    where: str
    status: int
    ours: bool = Field(description="we must act, rather than the caller")
    count: int
    first_at: datetime
    last_at: datetime
    last: ErrorSeen


class Errors(_Value):
    scope: str
    groups: tuple[ErrorGroup, ...] = Field(description="newest first")
    recent: tuple[ErrorSeen, ...] = Field(description="on our side, newest first")
    statuses: dict[str, int] = Field(description="answers by status code in the last day")


class BreakerView(_Value):
    capability: str
    provider: str
    process: str
    state: str
    successes: int
    failures: int
    refused: int
    opened: int
    recovered: int
    last_opened_at: datetime | None


class ProcessView(_Value):
    name: str
    service: str
    version: str
    seen_at: datetime
    uptime_s: float
    memory_bytes: int
    threads: int


class BurnRate(_Value):
    """How fast the budget goes: 1 uses exactly all of it by the end of the window."""

    window_h: int
    requests: int
    error_rate: float | None
    burn_rate: float | None


class Objective(_Value):
    name: str
    target: float
    actual: float | None = Field(description="None: no requests yet")
    met: bool | None


class ErrorBudget(_Value):
    """Requests that may fail within the window under the availability target."""

    allowed: float
    used: int
    left: float
    left_share: float | None


class Slo(_Value):
    window_days: int
    requests: int
    failures: int
    objectives: tuple[Objective, ...]
    budget: ErrorBudget
    burn: tuple[BurnRate, ...]
    alerts: tuple[str, ...] = Field(description="what is beyond its line now")


class DayOfService(_Value):
    on: date
    availability: float | None = Field(description="None: nobody asked")
    requests: int


class Component(_Value):
    name: str
    state: State


class PublicStatus(_Value):
    state: State
    at: datetime
    components: tuple[Component, ...]
    availability: float | None = Field(description="answered ÷ asked in the window; None: nobody asked")
    window_days: int
    days: tuple[DayOfService, ...]
