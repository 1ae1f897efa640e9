"""The one mechanism around every provider: registration, order, fallback.

A capability (places, weather, rates …) has a contract (its query and answer types, and a `Capability`),
one file per provider and a `PROVIDERS` literal that lists them. A `Chain` holds the registered adapters
of one capability and asks them in the configured order, each call through the process's `Line`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Generic, TypeVar

import structlog

from domain.errors import AllProvidersFailed, Failure, ProviderError, Unavailable
from domain.place import Freshness
from infra.settings import CapabilitySettings
from tools.adapter import Adapter, Caller
from tools.capability import Capability, Served
from tools.line.line import Line

log = structlog.get_logger()
Q = TypeVar("Q")
A = TypeVar("A")
_CHECK_S = 5.0


@dataclass
class Chain(Generic[Q, A]):
    """The registered adapters of one capability, asked on a caller's account."""

    capability: Capability[Q, A]
    settings: CapabilitySettings = field(default_factory=CapabilitySettings)
    line: Line = field(default_factory=Line)
    caller: Caller = field(default_factory=Caller)
    refused: list[Adapter[Q, A]] = field(default_factory=list)
    _adapters: dict[str, Adapter[Q, A]] = field(default_factory=dict)

    def on_behalf_of(self, caller: Caller) -> Chain[Q, A]:
        """The same chain for another caller; adapters and line are shared."""
        return replace(self, caller=caller)

    async def register(self, adapter: Adapter[Q, A]) -> None:
        """Initialise and check an adapter; raises Unavailable and refuses it when it is not healthy."""
        try:
            # What is embedded waits for nobody: on a busy machine it only takes longer to load.
            async with asyncio.timeout(_CHECK_S if adapter.network else None):
                await adapter.initialize()
                healthy = await adapter.health_check()
        except Exception as error:
            why = str(error) or type(error).__name__
            raise Unavailable(adapter.name, f"Adapter initialization failed: {why}") from error
        if not healthy:
            raise Unavailable(adapter.name, "Adapter initialization failed: health check said no")
        self._adapters[adapter.name] = adapter

    async def register_refused(self) -> None:
        """Give those that were not healthy another chance, all at once, keeping the order they were given in."""
        given = [*self._adapters.values(), *self.refused]
        refusals = await asyncio.gather(*map(self.register, self.refused), return_exceptions=True)
        for refusal in refusals:
            if isinstance(refusal, Unavailable):
                log.warning("adapter refused", capability=self.capability.name, error=str(refusal))
            elif refusal is not None:
                raise refusal
        self.refused[:] = [adapter for adapter in self.refused if adapter.name not in self._adapters]
        known = {adapter.name: adapter for adapter in given if adapter.name in self._adapters}
        self._adapters.clear()
        self._adapters.update(known)

    def configure(self, settings: CapabilitySettings) -> None:
        """Change order, limits and who is disabled; the next call follows it."""
        self.settings = settings

    def get_adapter(self, name: str) -> Adapter[Q, A] | None:
        """The adapter of that name, None when it is unknown or disabled."""
        adapter = self._adapters.get(name)
        if adapter is None or not adapter.enabled or name in self.settings.disabled:
            return None
        return adapter

    @property
    def order(self) -> tuple[str, ...]:
        """Names of the usable adapters in the order they are asked: those of the settings, then the rest."""
        named = dict.fromkeys((*self.settings.order, *self._adapters))
        return tuple(name for name in named if self.get_adapter(name) is not None)

    async def execute_with_fallback(self, query: Q) -> Served[A]:
        """Ask one after another until one serves.

        Raises Rejected at once (understood and refused), AllProvidersFailed when none is left.
        """
        failures: list[ProviderError] = []
        for name, within_s in self._in_time():
            try:
                return replace(await self._ask(name, query, within_s), failures=tuple(failures))
            except Unavailable as failure:
                failures.append(failure)
        raise AllProvidersFailed(self.capability.name, failures)

    async def ask_all(self, query: Q, wait_s: float | None = None) -> list[Served[A]]:
        """What the usable adapters answer within `wait_s`, asked at once, in their order; failures are left out.

        An answer that comes too late is kept for the next who asks. Raises Rejected as one adapter alone would.
        """
        served = [answer async for _, answer in self.as_they_come(query, wait_s) if isinstance(answer, Served)]
        return sorted(served, key=lambda answer: self.order.index(answer.provider))

    async def as_they_come(
        self, query: Q, wait_s: float | None = None
    ) -> AsyncIterator[tuple[str, Served[A] | Unavailable]]:
        """Each usable adapter's name with its answer, or why there is none, as soon as it is known.

        After `wait_s` seconds (None: the settings' deadline) whoever has not answered is cut off.
        """
        wait_s = self.settings.deadline_s if wait_s is None else wait_s
        until = time.monotonic() + wait_s
        asked = {
            asyncio.create_task(self._ask(name, query, self.settings.timeout_of(name))): name for name in self.order
        }
        try:
            while asked:
                left_s = max(0.0, until - time.monotonic())
                done, _ = await asyncio.wait(asked, timeout=left_s, return_when=asyncio.FIRST_COMPLETED)
                for task in sorted(done, key=lambda one: self.order.index(asked[one])):
                    yield asked.pop(task), _answer_of(task)
                if not done:
                    break
            for name in asked.values():
                yield name, Unavailable(name, f"cut off after {wait_s:g} s", Failure.TIMEOUT)
        finally:
            for task in asked:
                task.cancel()

    async def shutdown(self) -> None:
        for adapter in self._adapters.values():
            await adapter.shutdown()

    def _in_time(self) -> Iterator[tuple[str, float]]:
        """Who is asked next and for how long; when time is up only those that need no network still are."""
        until = time.monotonic() + self.settings.deadline_s
        for name in self.order:
            allowed_s = self.settings.timeout_of(name)
            left_s = until - time.monotonic()
            if left_s > 0 or not self._adapters[name].network:
                yield name, min(allowed_s, left_s) if self._adapters[name].network else allowed_s

    async def _ask(self, name: str, query: Q, within_s: float) -> Served[A]:
        adapter = self._adapters[name]
        try:
            answer = await self.line.ask(self.capability, adapter, query, self.settings, self.caller, within_s)
        except Unavailable as failure:
            log.warning("provider failed", capability=self.capability.name, provider=name, error=str(failure))
            raise
        freshness = (Freshness.CACHED if answer.kept else Freshness.LIVE) if adapter.network else None
        return Served(answer.value, name, freshness=freshness, read_at=answer.read_at)


def _answer_of(task: asyncio.Task[Served[A]]) -> Served[A] | Unavailable:
    """Raises what is neither an answer nor Unavailable."""
    try:
        return task.result()
    except Unavailable as failure:
        return failure


async def build_chain(
    capability: Capability[Q, A],
    adapters: Sequence[Adapter[Q, A]],
    settings: Mapping[str, CapabilitySettings] = MappingProxyType({}),
    line: Line | None = None,
) -> Chain[Q, A]:
    """A chain of all adapters that register, checked at once; those that refuse wait in `refused`."""
    chain = Chain(capability, settings.get(capability.name, CapabilitySettings()), line or Line())
    chain.refused.extend(adapter for adapter in adapters if adapter.enabled)
    await chain.register_refused()
    return chain
