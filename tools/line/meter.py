"""What every call to a provider leaves behind: one row, whatever became of it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from infra.tally import Tally
from tools.adapter import Caller
from tools.capability import CostKind

Outcome = Literal[
    "ok", "cached", "shared", "timeout", "network", "rate_limited", "server", "forbidden", "refused", "malformed",
    "cut", "open", "throttled", "unsuited", "unconfigured", "over_budget", "other", "rejected", "cancelled", "bug",
]  # fmt: skip


@dataclass(frozen=True)
class CallRecord:
    """One call. `cost_usd` None: not known, which is never the same as nothing. `at`: UTC instant of its begin.

    `agent` is the node of the graph that made it, "" outside one; `prompt` a prompt's name and version.
    """

    at: datetime
    caller: Caller
    capability: str
    kind: CostKind
    provider: str
    outcome: Outcome
    latency_s: float
    tries: int = 1
    model: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    cost_usd: Decimal | None = None
    quantity: int = 1
    agent: str = ""
    prompt: str = ""


Meter = Callable[[CallRecord], None]
"""Takes a record; must not block and must not raise."""


def own_use(tally: Tally, caller: Caller, at: datetime, prices_usd: Mapping[str, Decimal]) -> Iterator[CallRecord]:
    """What a piece of work used of ours, as records: a unit without a price is of unknown cost."""
    used: tuple[tuple[CostKind, str, int], ...] = (
        ("database", "postgresql", tally.queries),
        ("bandwidth", "network", tally.bytes_in),
        ("storage", "disk", tally.bytes_stored),
    )
    for kind, provider, quantity in used:
        price = prices_usd.get(provider)
        if quantity:
            yield CallRecord(
                at=at,
                caller=caller,
                capability=kind,
                kind=kind,
                provider=provider,
                outcome="ok",
                latency_s=0.0,
                quantity=quantity,
                cost_usd=None if price is None else price * quantity,
            )


@dataclass
class Reliability:
    """How a provider has done since the process began, and lately."""

    outcomes: Counter[str] = field(default_factory=Counter)
    latencies_s: deque[float] = field(default_factory=lambda: deque(maxlen=500))
    last_failure: str = ""
    last_failure_at: datetime | None = None

    @property
    def asked(self) -> int:
        """Calls that reached for the provider."""
        return sum(n for outcome, n in self.outcomes.items() if outcome not in NOT_ASKED)

    @property
    def success(self) -> float | None:
        """Share of asked calls that were answered, refusals included; None before the first."""
        answered = sum(self.outcomes[outcome] for outcome in ANSWERED)
        return answered / self.asked if self.asked else None

    def add(self, record: CallRecord) -> None:
        self.outcomes[record.outcome] += 1
        if record.outcome == "ok":
            self.latencies_s.append(record.latency_s)
        elif record.outcome not in (*NOT_ASKED, "rejected"):
            self.last_failure, self.last_failure_at = record.outcome, record.at


ANSWERED = ("ok", "rejected", "refused")
NOT_ASKED = ("cached", "shared", "open", "throttled", "unsuited", "unconfigured", "over_budget", "cancelled")
