"""Circuit breakers: closed, open, half-open; with one trial at a time where the library lets all through."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from purgatory import AsyncCircuitBreakerFactory, AsyncInMemoryUnitOfWork
from purgatory.domain.model import ExcludeType, OpenedState

from domain.errors import Failure, Rejected, Unavailable
from infra.settings import CapabilitySettings
from infra.telemetry.presence import BreakerState as Reported

BreakerState = Literal["closed", "open", "half-open"]
# Failures that say something of the question or of us, nothing of whether the provider is there.
_NOT_ITS_FAULT = {Failure.REFUSED, Failure.OVER_BUDGET, Failure.UNCONFIGURED, Failure.THROTTLED, Failure.UNSUITED}
_EXCLUDED: ExcludeType = [
    Rejected,
    asyncio.CancelledError,
    (Unavailable, lambda error: error.kind in _NOT_ITS_FAULT),
]
_STATES: dict[str, BreakerState] = {"closed": "closed", "opened": "open", "half-opened": "half-open"}


def _is_excluded(failure: BaseException) -> bool:
    """Whether it says nothing of the provider."""
    if isinstance(failure, Unavailable):
        return failure.kind in _NOT_ITS_FAULT
    return isinstance(failure, (Rejected, asyncio.CancelledError))


@dataclass
class History:
    """What one breaker has seen since the process began. `last_opened_at`: seconds since 1970."""

    successes: int = 0
    failures: int = 0
    refused: int = 0
    opened: int = 0
    recovered: int = 0
    last_opened_at: float | None = None

    def add(self, failure: BaseException | None, before: str, after: str) -> None:
        """One call that was let through, with the breaker's state before and after it."""
        if failure is None:
            self.successes += 1
        elif not _is_excluded(failure):
            self.failures += 1
        if after == "opened" and before != "opened":
            self.opened += 1
            self.last_opened_at = time.time()
        if after == "closed" and before != "closed":
            self.recovered += 1


@dataclass
class Breakers:
    """One breaker a name, for this process: each finds out for itself, and none waits for another to."""

    _memory: AsyncInMemoryUnitOfWork = field(default_factory=AsyncInMemoryUnitOfWork)
    _trying: set[str] = field(default_factory=set)
    _states: dict[str, str] = field(default_factory=dict)
    _histories: dict[str, History] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._factory = AsyncCircuitBreakerFactory(exclude=_EXCLUDED, uow=self._memory)

    @asynccontextmanager
    async def around(self, name: str, provider: str, settings: CapabilitySettings) -> AsyncIterator[None]:
        """Raises Unavailable at once while the breaker is open, or half-open with a trial on its way."""
        breaker = await self._factory.get_breaker(name, settings.breaker_failures, settings.breaker_s)
        context = breaker.context
        context.threshold, context.ttl = settings.breaker_failures, settings.breaker_s  # they may have changed
        trying = context.state != "closed"
        history = self._histories.setdefault(name, History())
        if trying and name in self._trying:
            history.refused += 1
            raise Unavailable(provider, "its breaker is half-open and a trial is on its way", Failure.OPEN)
        try:
            await breaker.__aenter__()
        except OpenedState as error:
            history.refused += 1
            raise Unavailable(provider, "its breaker is open after repeated failures", Failure.OPEN) from error
        if trying:
            self._trying.add(name)
        failure: BaseException | None = None
        before = context.state
        try:
            yield
        except BaseException as error:
            failure = error
            raise
        finally:
            self._trying.discard(name) if trying else None
            await breaker.__aexit__(type(failure) if failure else None, failure, None)
            self._states[name] = context.state
            history.add(failure, before, context.state)

    def state(self, name: str) -> BreakerState:
        return _STATES[self._states.get(name, "closed")]

    def report(self) -> tuple[Reported, ...]:
        """All breakers that were ever asked, with what they have seen."""
        return tuple(Reported(name=name, state=self.state(name), **vars(one)) for name, one in self._histories.items())
