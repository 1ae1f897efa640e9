"""One call: who is asked for what, under which settings, on whose account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Generic, TypeVar

from infra.settings import CapabilitySettings
from infra.stage import current
from tools.adapter import Adapter, Caller
from tools.capability import Capability
from tools.line.memory import Limit
from tools.line.meter import CallRecord, Outcome

Q = TypeVar("Q")
A = TypeVar("A")


@dataclass
class Usage:
    """What a call used, filled in by the work while it runs, so that it stands even when the work is cut."""

    model: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    cost_usd: Decimal | None = None


@dataclass(frozen=True)
class Call(Generic[Q, A]):
    capability: Capability[Q, A]
    adapter: Adapter[Q, A]
    settings: CapabilitySettings
    caller: Caller
    prompt: str = ""  # its name and version, where a language model is asked

    @cached_property
    def name(self) -> str:
        """What shares a limit and a breaker: who asks whom for what."""
        return f"{self.caller.tenant}:{self.capability.name}:{self.adapter.name}"

    @cached_property
    def limit(self) -> Limit | None:
        """The provider's in the settings, else what its usage policy allows, else the capability's; embedded: none."""
        if not self.adapter.network:
            return None
        own = self.settings.per_provider.get(self.adapter.name)
        if own is not None and own.calls is not None:
            return Limit(own.calls, own.per_s)
        policy = getattr(self.adapter, "calls", None)
        if policy is not None:
            return Limit(*policy)
        return Limit(self.settings.calls, self.settings.per_s) if self.settings.calls is not None else None

    @property
    def keep_s(self) -> float:
        """How long an answer is kept: as set, as the provider's usage policy wants it, or as its kind changes."""
        return self.settings.keep_s or getattr(self.adapter, "keep_s", None) or self.capability.keep_s

    def key(self, query: Q) -> str | None:
        """What is the same question to the same provider; what a tenant's own key has read stays that tenant's."""
        if self.capability.key is None:
            return None
        owner = self.caller.tenant if getattr(self.adapter, "account", "") else "*"
        return (
            f"answer:{self.capability.name}:{self.adapter.name}:{self.adapter.version}:{owner}:"
            f"{self.capability.key(query)}"
        )

    def record(
        self, at: datetime, outcome: Outcome, latency_s: float, tries: int, usage: Usage, cost_usd: Decimal | None
    ) -> CallRecord:
        return CallRecord(
            at=at,
            caller=self.caller,
            capability=self.capability.name,
            kind=self.capability.kind,
            provider=self.adapter.name,
            outcome=outcome,
            latency_s=latency_s,
            tries=tries,
            model=usage.model,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            tokens_cached=usage.tokens_cached,
            cost_usd=cost_usd,
            agent=current(),
            prompt=self.prompt,
        )
