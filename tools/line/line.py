"""The process's one line to the outside: every call of every adapter goes through it.

Around a call stand, from outside in: answers kept in Redis and the rate limit (one round trip), calls
for the same thing joined into one, the circuit breaker, retries with jitter, and the time limit. What a
call left behind goes to the meter. Measured by benchmarks/provider_overhead.py.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

import structlog
from opentelemetry import trace

from domain.errors import Failure, Rejected, Unavailable
from infra.ending import end
from infra.settings import CapabilitySettings
from infra.telemetry.metrics import provider_called
from tools.adapter import Adapter, Caller
from tools.capability import Capability
from tools.line.breaker import Breakers
from tools.line.call import Call, Usage
from tools.line.memory import Kept, Look, Memory, OwnMemory
from tools.line.meter import NOT_ASKED, CallRecord, Meter, Outcome, Reliability
from tools.line.tries import Tries

log = structlog.get_logger()
tracer = trace.get_tracer("tripwright.tools")
Q = TypeVar("Q")
A = TypeVar("A")
T = TypeVar("T")
_NOTHING = Decimal(0)
_GATHER_S = 0.002


@dataclass(frozen=True)
class Answer(Generic[A]):
    """`read_at`: aware UTC instant at which the provider was asked; `kept`: it was asked by an earlier call."""

    value: A
    read_at: datetime
    kept: bool = False


def _no_meter(_: CallRecord) -> None:
    return None


@dataclass
class Line:
    """What is shared by all chains of a process.

    `prices_usd` are what a provider asks for an answered call, where the operator has said so.
    """

    memory: Memory = field(default_factory=OwnMemory)
    meter: Meter = _no_meter
    prices_usd: Mapping[str, Decimal] = field(default_factory=dict)
    reliability: dict[tuple[str, str], Reliability] = field(default_factory=dict)
    breakers: Breakers = field(default_factory=Breakers)
    _flying: dict[str, asyncio.Task[Answer[Any]]] = field(default_factory=dict)
    _unkept: dict[str, Kept] = field(default_factory=dict)
    _keeping: asyncio.Task[None] | None = None

    async def ask(
        self,
        capability: Capability[Q, A],
        adapter: Adapter[Q, A],
        query: Q,
        settings: CapabilitySettings,
        caller: Caller,
        within_s: float,
    ) -> Answer[A]:
        """The adapter's answer, kept or new; raises Unavailable or Rejected."""
        call = Call(capability, adapter, settings, caller)
        key = call.key(query) if adapter.network else None
        if key is None:
            value = await self.run(call, lambda _: adapter.execute(query), within_s=within_s)
            return Answer(value, datetime.now(UTC))
        flying = self._flying.get(key)
        if flying is not None:
            self._note(call, "shared", time.perf_counter())
        else:
            flying = asyncio.create_task(self._kept_or_fresh(call, query, key, within_s), name=key)
            self._flying[key] = flying
            flying.add_done_callback(lambda done: self._landed(key, done))
        try:
            # One asker that gives up must not take the answer from the others.
            return await asyncio.shield(flying)
        except asyncio.CancelledError as error:
            if _is_cancelled() or not flying.cancelled():
                raise
            raise Unavailable(adapter.name, "the call was given up", Failure.TIMEOUT) from error

    async def _kept_or_fresh(self, call: Call[Q, A], query: Q, key: str, within_s: float) -> Answer[A]:
        """From memory, or from the provider and then into memory."""
        begun = time.perf_counter()
        waiting = self._unkept.get(key)
        look = Look(waiting.answer) if waiting else await self.memory.look(key, call.name, call.limit)
        if look.kept is not None:
            with suppress(ValueError):
                answer = _unpacked(call.capability, look.kept)
                self._note(call, "cached", begun)
                return answer
        has_leave = look.wait_s == 0 and look.kept is None
        value = await self.run(call, lambda _: call.adapter.execute(query), within_s=within_s, has_leave=has_leave)
        answer = Answer(value, datetime.now(UTC))
        self._keep(key, _packed(call.capability, answer), call.keep_s)
        return answer

    async def run(
        self,
        call: Call[Any, Any],
        work: Callable[[Usage], Awaitable[T]],
        *,
        within_s: float,
        may_retry: Callable[[], bool] = lambda: True,
        has_leave: bool = False,
    ) -> T:
        """Do `work` under limit, breaker, retries and time limit, and meter it; raises Unavailable or Rejected.

        `may_retry` is asked before another try: a stream that has been heard in part must not begin anew.
        `has_leave`: the limit has been asked already for the first try.
        """
        usage, begun, at = Usage(), time.perf_counter(), datetime.now(UTC)
        tries = Tries(call.settings, may_retry)
        outcome: Outcome = "cancelled"

        reached = False

        async def one_try() -> T:
            nonlocal reached
            if not (has_leave and tries.count == 1):
                await self._leave(call, begun + within_s)
            reached = True
            return await work(usage)

        try:
            with tracer.start_as_current_span(f"{call.capability.name}.{call.adapter.name}"):
                async with self.breakers.around(call.name, call.adapter.name, call.settings):
                    result = await _in_our_words(call.adapter, tries.of(one_try), within_s)
            outcome = "ok"
        except Unavailable as failure:
            outcome = "bug" if isinstance(failure.__cause__, Bug) else failure.kind.value
            raise
        except Rejected:
            outcome = "rejected"
            raise
        except Exception:
            outcome = "bug"
            raise
        finally:
            cost = self._cost(call.adapter, usage, outcome) if reached else _NOTHING
            latency_s = time.perf_counter() - begun
            self._record(call.record(at, outcome, latency_s, max(1, tries.count), usage, cost))
        return result

    async def _leave(self, call: Call[Any, Any], until: float) -> None:
        """Wait for a call that the limit allows; raises Unavailable when none is allowed in time."""
        if call.limit is None:
            return
        while (wait_s := (await self.memory.look(None, call.name, call.limit)).wait_s) > 0:
            if time.perf_counter() + wait_s > until:
                raise Unavailable(call.adapter.name, f"our own limit, free in {wait_s:.1f} s", Failure.THROTTLED)
            await asyncio.sleep(wait_s)

    def _cost(self, adapter: Adapter[Any, Any], usage: Usage, outcome: Outcome) -> Decimal | None:
        """None: not known. Open services and what is embedded ask for no money."""
        if not _account(adapter) or outcome == "unsuited":
            return _NOTHING
        if usage.cost_usd is None and outcome == "ok":
            return self.prices_usd.get(adapter.name)
        return usage.cost_usd

    async def settle(self) -> None:
        """Wait until what is being kept is kept."""
        if self._keeping is not None:
            await self._keeping

    async def close(self) -> None:
        """Give up the calls that nobody waits for any more, before what they are made with is closed."""
        await end(*self._flying.values())
        await self.settle()

    def _landed(self, key: str, done: asyncio.Task[Answer[Any]]) -> None:
        self._flying.pop(key, None)
        if not done.cancelled():
            done.exception()  # heard, even when every asker has gone

    def _keep(self, key: str, packed: bytes, for_s: float) -> None:
        """Nobody waits for an answer to be kept: a moment later all that have come are, in one round trip."""
        self._unkept[key] = Kept(packed, for_s)
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_all())

    async def _keep_all(self) -> None:
        while self._unkept:
            await asyncio.sleep(_GATHER_S)
            batch = dict(self._unkept)
            await self.memory.keep(batch)
            for key in batch:
                self._unkept.pop(key, None)

    def _note(self, call: Call[Any, Any], outcome: Outcome, begun: float) -> None:
        """A call that did not reach for the provider, and so cost nothing."""
        self._record(call.record(datetime.now(UTC), outcome, time.perf_counter() - begun, 0, Usage(), _NOTHING))

    def _record(self, record: CallRecord) -> None:
        self.reliability.setdefault((record.capability, record.provider), Reliability()).add(record)
        reached = record.outcome not in NOT_ASKED
        provider_called(record.capability, record.provider, record.outcome, record.latency_s, reached=reached)
        self.meter(record)


def _account(adapter: Adapter[Any, Any]) -> str:
    """Whose key the adapter uses; empty: nobody's, so it serves all alike and for nothing."""
    return str(getattr(adapter, "account", ""))


def _is_cancelled() -> bool:
    """Whether somebody wants the task that runs now to end."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class Bug(Exception):
    """Something that an adapter never says: its own mistake, or an answer that nobody could foresee."""


async def _in_our_words(adapter: Adapter[Any, Any], work: Coroutine[Any, Any, T], within_s: float) -> T:
    """The result in time; raises Unavailable, Rejected, or what an embedded adapter should not have raised.

    In an adapter of the network anything else is logged and Unavailable to the chain: what a stranger sends
    must not stop a traveller's plan.
    """
    try:
        async with asyncio.timeout(within_s):
            return await work
    except TimeoutError as error:
        raise Unavailable(adapter.name, f"no answer within {within_s:.3g} s", Failure.TIMEOUT) from error
    except (Unavailable, Rejected):
        raise
    except asyncio.CancelledError as error:
        if _is_cancelled():
            raise
        # Two time limits that end in one turn of a loop that was busy (ours, and anyio's under the HTTP client) can
        # let a cancellation through that nobody asked for.
        raise Unavailable(adapter.name, f"no answer within {within_s:.3g} s", Failure.TIMEOUT) from error
    except Exception as error:
        if not adapter.network:
            raise
        log.exception("bug in an adapter", provider=adapter.name)
        raise Unavailable(adapter.name, f"{type(error).__name__}: {error}", Failure.MALFORMED) from Bug(str(error))


def _packed(capability: Capability[Any, A], answer: Answer[A]) -> bytes:
    return answer.read_at.isoformat().encode() + b"\n" + capability.encode(answer.value)


def _unpacked(capability: Capability[Any, A], kept: bytes) -> Answer[A]:
    read_at, _, value = kept.partition(b"\n")
    return Answer(capability.decode(value), datetime.fromisoformat(read_at.decode()), kept=True)
