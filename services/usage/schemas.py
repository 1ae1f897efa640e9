"""Spend as it is told. Costs are US dollars as plain digits; calls of unknown cost are counted and never free."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.identity import Tier
from domain.usage import Dimension
from services.metering.schemas import Usd
from tools.llm.purse import Scope

BudgetState = Literal["no_limit", "within", "half", "high", "critical", "used_up"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Sums(_Value):
    """Of a set of calls."""

    calls: int
    asked: int = Field(description="calls that reached for the provider")
    success: float | None = Field(description="answered ÷ asked; None where none was asked")
    cached_share: float = Field(description="calls answered from memory ÷ calls")
    latency_ms: float | None = Field(description="mean of answered calls")
    tokens_in: int
    tokens_out: int
    tokens_cached: int = Field(description="of those read, what the provider had kept")
    cost_usd: Usd = Field(description="of the calls whose cost is known")
    cost_unknown: int = Field(description="calls whose cost is not known")
    unknown_share: float = Field(description="those ÷ calls")


class Line(Sums):
    name: str = Field(description='"" for calls that have no such thing, as a search has no run')
    label: str = Field(description="the name for people: a trip's title")


class Told(_Value):
    """What period a figure is of."""

    begin_at: datetime
    end_at: datetime = Field(description="not included")
    zone: str


class Breakdown(Told):
    dimension: Dimension
    lines: tuple[Line, ...] = Field(description="the dearest first")
    names: int = Field(description="how many there are, those that are not shown included")
    total: Sums


class DaySum(Sums):
    day: date


class Target(_Value):
    """A figure beside what it should stay under."""

    value_usd: Usd | None = Field(description="None: there is nothing to divide by yet")
    below_usd: Usd
    met: bool | None
    arithmetic: str
    unknown: int = Field(description="calls of unknown cost, which the figure leaves out")


class Overview(Told):
    total: Sums
    before: Sums = Field(description="the period of the same length before")
    daily: tuple[DaySum, ...] = Field(description="every day of the period in its zone")
    itineraries: int
    users: int = Field(description="who had a call in the period")
    per_itinerary: Target
    per_user_month: Target


class Forecast(_Value):
    """What the month will have cost. `expected_usd` is None where too few days are known."""

    month: str
    spent_usd: Usd
    expected_usd: Usd | None
    low_usd: Usd | None
    high_usd: Usd | None
    confidence: float = Field(description="the share of months that should end between low and high")
    method: str
    days_known: int
    unknown: int = Field(description="calls of unknown cost this month, which nothing here contains")


class Alert(_Value):
    percent: int = Field(description="50, 80 or 95 reached; 100: a call was refused")
    used_usd: Usd
    limit_usd: Usd
    at: datetime


class BudgetLine(_Value):
    """How a user's or tenant's month stands, and what language models still serve."""

    tenant: str
    scope: Scope
    key: str = Field(description="the user; empty: the tenant as a whole")
    label: str = Field(default="", description="what the user is called, for those who may see accounts")
    period: str
    used_usd: Usd = Field(description="spent, held for calls on their way, and of unknown cost")
    limit_usd: Usd | None
    share: float | None
    state: BudgetState
    serves: str = Field(description="what the ladder of models comes to in this state")
    throttled: bool = Field(description="requests are held to a tenth of the hourly limit")
    alerts: tuple[Alert, ...]


class RunLine(Sums):
    run_id: str
    trip_id: str
    title: str
    status: str


class StageLine(_Value):
    node: str
    begun_at: datetime
    seconds: float
    outcome: str


class CallLine(_Value):
    at: datetime
    agent: str
    kind: str
    service: str
    provider: str
    model: str
    prompt: str = Field(description="name and version")
    outcome: str
    latency_ms: float
    tries: int
    tokens_in: int | None
    tokens_out: int | None
    tokens_cached: int | None
    cost_usd: Usd | None = Field(description="None: not known")


class Waterfall(_Value):
    """One run, node by node and call by call, in the order of their begins."""

    run_id: str
    trip_id: str
    title: str
    status: str
    created_at: datetime | None
    ended_at: datetime | None
    stages: tuple[StageLine, ...]
    calls: tuple[CallLine, ...]
    cost_usd: Usd
    cost_unknown: int
    cut: bool = Field(description="there are more calls than are shown")


class Repriced(_Value):
    model: str
    calls: int = Field(description="that reached a model and told their tokens")
    untold: int = Field(description="that did not tell them: unknown stays unknown")
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    cost_usd: Usd
    cost_unknown: int
    there_usd: Usd | None = Field(description="the same tokens on the other model; None: its price is not known")


class WhatIf(Told):
    model: str
    lines: tuple[Repriced, ...]
    cost_usd: Usd
    there_usd: Usd | None
    difference_usd: Usd | None = Field(description="there − here; below nothing is a saving")
    unknown: int = Field(description="calls on neither side of the comparison, for want of tokens or price")
    method: str


class Recommendation(_Value):
    kind: Literal["cheaper_model", "caching", "unused_provider"]
    title: str
    arithmetic: str
    saving_usd_month: Usd | None = Field(description="None: a saving that is not in these books")


class StatementLine(_Value):
    kind: str
    calls: int
    quantity: int
    cost_usd: Usd
    unknown: int


class Statement(_Value):
    """A tenant's month: the plan's fee, and what usage above the included amount adds. In US dollars."""

    tenant: str
    month: str
    tier: Tier
    final: bool = Field(description="issued, and never changed again")
    lines: tuple[StatementLine, ...]
    usage_usd: Usd
    fee_usd: Usd
    included_usd: Usd
    overage_usd: Usd = Field(description="usage above what is included")
    markup_usd: Usd = Field(description="the plan's surcharge on it")
    total_minor: int = Field(description="in cents of `currency`, rounded half-even")
    currency: str = "USD"
    unknown: int = Field(description="calls of unknown cost: not charged")


class QuotaState(_Value):
    resource: Literal["llm_tokens"] = "llm_tokens"
    period: str = Field(description="the calendar month of UTC")
    used: int
    limit: int | None = Field(description="None: no limit")
    left: int | None
    resets_at: datetime
