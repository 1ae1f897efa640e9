"""Puts a fault into a planning context: real chains and real providers, one of them made to fail."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json, to_json

from agents.discovery import Toolbox
from domain.errors import AllProvidersFailed, Failure, Rejected, Unavailable
from domain.plan import Plan
from evals.suites.faults.cases import Fault, What
from graphs.assembly import open_context, open_toolbox
from graphs.context import TIMEOUTS_S, Context
from infra.settings import CapabilitySettings, Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from tools.adapter import Adapter
from tools.catalogue import capability_of
from tools.chain import Chain, build_chain
from tools.embeddings import providers as embeddings
from tools.embeddings.index import PlaceIndex
from tools.llm.contract import Filled, OnText, Prompted, Written
from tools.places import providers as places
from tools.rates import providers as rates
from tools.travel import providers as travel
from tools.weather import providers as weather

Q = TypeVar("Q")
A = TypeVar("A")
F = TypeVar("F", bound=BaseModel)
PROVIDER_LIMIT_S = 1.0
NODE_LIMIT_S = 15.0
"""Short limits, so that what hangs is cut soon; all else has the product's own."""
_NEVER_S = 3600.0
_GLANCE_S = 0.02
_ALWAYS = 1_000

_PROVIDERS: Mapping[str, Sequence[Callable[[], Any]]] = {
    "places": places.PROVIDERS,
    "weather": weather.PROVIDERS,
    "rates": rates.PROVIDERS,
    "travel": travel.PROVIDERS,
}


@dataclass
class Failing(Generic[Q, A]):
    """A real provider behind a bad line."""

    inner: Adapter[Q, A]
    what: What
    name: str = ""
    version: str = "1"
    enabled: bool = True
    network: bool = False
    calls: int = 0

    def __post_init__(self) -> None:
        self.name = f"failing-{self.inner.name}"

    async def initialize(self) -> None:
        await self.inner.initialize()

    async def health_check(self) -> bool:
        return await self.inner.health_check()

    async def shutdown(self) -> None:
        await self.inner.shutdown()

    async def execute(self, query: Q) -> A:
        """Raises what a provider's adapter raises for the fault."""
        self.calls += 1
        match self.what:
            case "rate_limit":
                raise Unavailable(self.name, "429 Too Many Requests, retry after 60 s")
            case "time_out":
                raise Unavailable(self.name, "504 Gateway Timeout")
            case "refused":
                raise Rejected(self.name, "403 Forbidden: this key may not ask that")
            case "hung":
                await asyncio.sleep(_NEVER_S)
            case "flaky" if self.calls % 2:
                raise Unavailable(self.name, "connection reset by peer")
            case "slow":
                await asyncio.sleep(PROVIDER_LIMIT_S / 2)
            case "malformed":
                self._cut(await self.inner.execute(query))
        return await self.inner.execute(query)

    def _cut(self, answer: A) -> None:
        """Half of the answer, as a broken proxy delivers it, read as an adapter reads JSON."""
        wire = to_json(answer, fallback=repr)
        try:
            from_json(wire[: len(wire) // 2])
        except ValueError as error:
            raise Unavailable(self.name, f"malformed answer: {error}") from error


@asynccontextmanager
async def failing_context(fault: Fault, *, seed: int, solver_seconds: float) -> AsyncIterator[Context]:
    """A context whose providers or solver fail as the fault says."""
    async with AsyncExitStack() as held:
        if fault.where == "solver":
            context = await _with_failing_solver(fault.what, held)
        else:
            context = await _with_failing_tools(fault, held)
        yield replace(
            context,
            models=_FailingModels(fault.what) if fault.where == "model" else None,
            seed=seed,
            solver_seconds=solver_seconds,
            timeouts_s=dict.fromkeys(TIMEOUTS_S, NODE_LIMIT_S) if fault.what == "hung" else TIMEOUTS_S,
        )


async def _with_failing_tools(fault: Fault, held: AsyncExitStack) -> Context:
    toolbox = await open_toolbox(Settings())
    held.push_async_callback(toolbox.index.close)
    return Context(tools=await _failing_tools(toolbox, fault, held), solve=solve_here)


async def _failing_tools(toolbox: Toolbox, fault: Fault, held: AsyncExitStack) -> Toolbox:
    if fault.where == "embeddings":
        kinds = [kind for kind in embeddings.PROVIDERS if kind.name == "hashing"]
        index = PlaceIndex(await _chain(fault, kinds), Settings().qdrant_url)
        held.push_async_callback(index.close)
        return replace(toolbox, index=index)
    if fault.where not in _PROVIDERS:
        return toolbox
    chain = await _chain(fault, _PROVIDERS[fault.where])
    return replace(toolbox, **{fault.where: chain})  # type: ignore[arg-type]


async def _chain(fault: Fault, kinds: Sequence[Callable[[], Any]]) -> Chain[Any, Any]:
    """All embedded providers of the capability failing, and behind them the real ones where it is backed up.

    What fails over the wire is the matrix's (matrix.py).
    """
    kinds = [kind for kind in kinds if not getattr(kind, "network", False)]
    failing = [Failing(kind(), fault.what) for kind in kinds]
    real = [kind() for kind in kinds] if fault.backed_up else []
    limits: dict[str, CapabilitySettings] = {
        fault.where: CapabilitySettings(timeout_s=PROVIDER_LIMIT_S, retry_pause_s=0.01)
    }
    return await build_chain(capability_of(fault.where), [*failing, *real], limits)


async def solve_here(problem: Problem, stop: Stop, seed: int) -> Plan:
    """Beside the loop, in this process."""
    return await asyncio.to_thread(solve_now, problem, stop, seed)


async def _with_failing_solver(what: What, held: AsyncExitStack) -> Context:
    """The product's own context and pool; while it solves, its process is killed, or no answer ever comes."""
    context = await held.enter_async_context(
        open_context(Settings().model_copy(update={"solver_processes": 1, "offline": True}))
    )
    killing = held.enter_context(_Killing(1 if what == "killed" else _ALWAYS))

    async def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
        if what == "hung":
            await asyncio.sleep(_NEVER_S)
        killing.begin()
        return await context.solve(problem, stop, seed)

    return replace(context, solve=solve)


@dataclass
class _Killing:
    """Kills child processes as they appear, up to `most` of them, as a machine short of memory does."""

    most: int
    task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self.task = self.task or asyncio.create_task(self._kill())

    async def _kill(self) -> None:
        killed = set[int]()
        while len(killed) < self.most:
            found = [child.pid for child in multiprocessing.active_children() if child.pid]
            for pid in [pid for pid in found if pid not in killed][: self.most - len(killed)]:
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
            await asyncio.sleep(_GLANCE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.task is not None:
            self.task.cancel()


@dataclass(frozen=True)
class _FailingModels:
    """Language models that are at their limit, never answer, or answer what is no form."""

    what: What

    async def fill(self, _asked: Prompted, form: type[F]) -> Filled[F]:
        await self._fail()
        try:
            wrong = form.model_validate({"days": "many", "kind": 7, "grades": "good"})
        except ValidationError as error:
            raise AllProvidersFailed("llm", [Unavailable("model", str(error), Failure.MALFORMED)]) from error
        return Filled(wrong, "model", "model", "primary")

    async def write(self, _asked: Prompted, on_text: OnText) -> Written:
        await self._fail()
        await on_text("The day begins at")
        await on_text(None)
        raise AllProvidersFailed("llm", [Unavailable("model", "the stream was cut", Failure.CUT)])

    async def _fail(self) -> None:
        match self.what:
            case "rate_limit":
                raise AllProvidersFailed("llm", [Unavailable("model", "429", Failure.RATE_LIMITED)])
            case "hung":
                await asyncio.sleep(_NEVER_S)
