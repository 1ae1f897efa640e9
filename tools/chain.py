"""The one mechanism around every provider: registration, order, time limit, fallback.

A capability (places, weather, rates …) has a contract (its query and answer types), one file per
provider and a `PROVIDERS` literal that lists them. A `Chain` holds the registered adapters of one
capability and asks them in the configured order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import structlog

from domain.errors import AllProvidersFailed, ProviderError, Unavailable
from infra.settings import CapabilitySettings

log = structlog.get_logger()
Query_contra = TypeVar("Query_contra", contravariant=True)
Answer_co = TypeVar("Answer_co", covariant=True)
Q = TypeVar("Q")
A = TypeVar("A")


class Adapter(Protocol[Query_contra, Answer_co]):
    """What every provider implements; `execute` raises Unavailable or Rejected, nothing else."""

    name: str
    version: str
    enabled: bool

    async def initialize(self) -> None:
        """Make ready; raise when a key or a resource is missing."""

    async def health_check(self) -> bool:
        """Whether it could serve now."""

    async def execute(self, query: Query_contra) -> Answer_co:
        """Serve one query."""

    async def shutdown(self) -> None:
        """Give resources back; may be called twice."""


class Keyless:
    """The members of an adapter that needs no key, no network and no preparation."""

    enabled = True

    async def initialize(self) -> None:
        return None

    async def health_check(self) -> bool:
        return True

    async def shutdown(self) -> None:
        return None


@dataclass(frozen=True)
class Served(Generic[A]):
    """An answer, who gave it, and who failed before."""

    value: A
    provider: str
    failures: tuple[ProviderError, ...] = ()


@dataclass
class Chain(Generic[Q, A]):
    """The registered adapters of one capability."""

    capability: str
    settings: CapabilitySettings = field(default_factory=CapabilitySettings)
    _adapters: dict[str, Adapter[Q, A]] = field(default_factory=dict)

    async def register(self, adapter: Adapter[Q, A]) -> None:
        """Initialise and check an adapter; raises Unavailable and refuses it when it is not healthy."""
        try:
            await adapter.initialize()
            healthy = await adapter.health_check()
        except Exception as error:
            raise Unavailable(adapter.name, f"Adapter initialization failed: {error}") from error
        if not healthy:
            raise Unavailable(adapter.name, "Adapter initialization failed: health check said no")
        self._adapters[adapter.name] = adapter

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
        """Names of the usable adapters in the order they are asked."""
        named = self.settings.order or tuple(self._adapters)
        return tuple(name for name in named if self.get_adapter(name) is not None)

    async def execute_with_fallback(self, query: Q) -> Served[A]:
        """Ask one after another until one serves.

        Raises Rejected at once (understood and refused), AllProvidersFailed when none is left.
        """
        failures: list[ProviderError] = []
        for name in self.order:
            try:
                value = await self._ask(name, query)
            except Unavailable as failure:
                log.warning("provider failed", capability=self.capability, provider=name, error=str(failure))
                failures.append(failure)
            else:
                return Served(value, name, tuple(failures))
        raise AllProvidersFailed(self.capability, failures)

    async def ask_all(self, query: Q) -> list[A]:
        """The answers of all usable adapters, asked at once, in their order; those that fail are left out.

        Raises Rejected as one adapter alone would.
        """
        answers = await asyncio.gather(*(self._ask(name, query) for name in self.order), return_exceptions=True)
        served: list[A] = []
        for name, answer in zip(self.order, answers, strict=True):
            if isinstance(answer, Unavailable):
                log.warning("provider failed", capability=self.capability, provider=name, error=str(answer))
            elif isinstance(answer, BaseException):
                raise answer
            else:
                served.append(answer)
        return served

    async def shutdown(self) -> None:
        for adapter in self._adapters.values():
            await adapter.shutdown()

    async def _ask(self, name: str, query: Q) -> A:
        adapter = self._adapters[name]
        try:
            async with asyncio.timeout(self.settings.timeout_s):
                return await adapter.execute(query)
        except TimeoutError as error:
            raise Unavailable(name, f"no answer within {self.settings.timeout_s:g} s") from error


async def build_chain(
    capability: str, adapters: Sequence[Adapter[Q, A]], settings: Mapping[str, CapabilitySettings]
) -> Chain[Q, A]:
    """A chain of all adapters that register; one that refuses is logged and left out."""
    chain: Chain[Q, A] = Chain(capability, settings.get(capability, CapabilitySettings()))
    for adapter in adapters:
        try:
            await chain.register(adapter)
        except Unavailable as refusal:
            log.warning("adapter refused", capability=capability, error=str(refusal))
    return chain
