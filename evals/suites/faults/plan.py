"""Plans a trip while something fails, and says how it came out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import replace
from typing import cast

from langgraph.checkpoint.memory import InMemorySaver
from pydantic import BaseModel, ConfigDict

from domain.events import Declined, Failed, Final, NodeStarted, Proposed, Question, RunEvent, Warned
from domain.itinerary import Itinerary
from evals.suites.faults.cases import KYOTO, TODAY, UNDISTURBED, FaultCase, Level
from evals.suites.faults.inject import failing_context
from evals.suites.faults.matrix import Served, Watch, context_of
from graphs.build import build_graph
from graphs.checkpoints import serializer
from graphs.context import Context
from graphs.run import Ended, drive
from graphs.state import TripState

LIMIT_S = 260.0
"""Nothing may take longer than this, whatever fails; the sum of the product's limits per node is 250 s."""
_THREAD = "faults"
_PATIENCE_S = 600.0
_warmed: list[bool] = []


class Outcome(BaseModel):
    """`missing` names what the plan lacks; `told` all that the traveller was told of it."""

    model_config = ConfigDict(frozen=True)

    level: Level
    ended: str
    message: str = ""
    missing: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    seconds: float = 0.0
    served: Served | None = None


async def plan_under(case: FaultCase, *, seed: int, solver_seconds: float) -> Outcome:
    """Never raises for what the product does: an error that escapes it is a broken outcome."""
    await _warm()
    begun, warnings = time.perf_counter(), list[str]()
    watch = Watch(case.cell) if case.cell else None
    try:
        async with asyncio.timeout(LIMIT_S):
            async with _context(case, watch, seed, solver_seconds) as context:
                ended = await _ended(case, context, warnings)
    except TimeoutError:
        outcome = Outcome(level="broken", ended="hung", message=f"no end within {LIMIT_S:g} s")
    except Exception as error:  # noqa: BLE001 - whatever escapes is what this suite looks for
        outcome = Outcome(level="broken", ended="crashed", message=f"{type(error).__name__}: {error}")
    else:
        outcome = judged(ended, warnings)
    seconds = round(time.perf_counter() - begun, 3)
    return outcome.model_copy(update={"seconds": seconds, "served": watch.served() if watch else None})


def _context(
    case: FaultCase, watch: Watch | None, seed: int, solver_seconds: float
) -> AbstractAsyncContextManager[Context]:
    """A planning context in which what the case names fails."""
    if case.cell is not None and watch is not None:
        return context_of(case.cell, watch, seed=seed, solver_seconds=solver_seconds)
    return failing_context(case.fault, seed=seed, solver_seconds=solver_seconds)


async def _warm() -> None:
    """Plan a trip undisturbed before the first in a process: compiling the solver is no fault and has no limit."""
    if _warmed:
        return
    asked = TripState(today=TODAY, message=KYOTO)
    async with failing_context(UNDISTURBED, seed=0, solver_seconds=0.05) as context:
        patient = replace(context, timeouts_s=dict.fromkeys(context.timeouts_s, _PATIENCE_S))
        async for _ in drive(build_graph(InMemorySaver(serde=serializer())), _THREAD, asked, patient):
            pass
    _warmed.append(True)


async def _ended(case: FaultCase, context: Context, warnings: list[str]) -> Ended:
    checkpoints = InMemorySaver(serde=serializer())
    asked = TripState(today=TODAY, message=case.wish)
    if case.fault.where == "worker":
        await _stopped_at(case.fault.node, asked, context, checkpoints, warnings)
    # A graph of its own, as the worker that takes over has.
    async for event in drive(build_graph(checkpoints), _THREAD, asked, context):
        if isinstance(event, Warned):
            warnings.append(event.message)
        if isinstance(event, Ended):
            return event
    raise AssertionError("a drive always ends with Ended")


async def _stopped_at(
    node: str, asked: TripState, context: Context, checkpoints: InMemorySaver, warnings: list[str]
) -> None:
    """Drive until the node begins, then go without a word."""
    events = cast("AsyncGenerator[RunEvent | Ended]", drive(build_graph(checkpoints), _THREAD, asked, context))
    async with aclosing(events) as driving:
        async for event in driving:
            if isinstance(event, Warned):
                warnings.append(event.message)
            if isinstance(event, NodeStarted) and event.node == node:
                return
    raise AssertionError(f"the run never came to {node}")


def judged(ended: Ended, warnings: list[str]) -> Outcome:
    """The level of how a run ended."""
    match ended.event:
        case Failed(code=code, message=message):
            # A refusal without a reason helps nobody.
            return Outcome(level="refused" if message.strip() else "broken", ended=code, message=message)
        case Proposed() | Declined():
            raise AssertionError("nothing is reviewed here")
        case Question(text=text):
            return Outcome(level="broken", ended="question", message=text)
        case Final(itinerary=itinerary, certificate=certificate):
            violations = tuple(violation.code for violation in certificate.violations)
            missing, told = _missing(itinerary, ended.state), (*warnings, *itinerary.warnings)
            level: Level = "full" if not missing else "reduced" if told else "silent"
            return Outcome(
                level=level if certificate.valid else "broken",
                ended="plan",
                missing=missing,
                told=tuple(dict.fromkeys(told)),
                violations=violations,
            )


def _missing(itinerary: Itinerary, state: TripState) -> tuple[str, ...]:
    """What every undisturbed trip of this suite has."""
    assert state.request is not None
    lacks = []
    if any(day.weather is None for day in itinerary.days):
        lacks.append("weather")
    if any(not day.stops for day in itinerary.days):
        lacks.append("stops")
    changes = len({day.city_id for day in itinerary.days}) - 1
    journeys = sum((day.travel_in is not None) + (day.travel_out is not None) for day in itinerary.days)
    if journeys < changes + 2 * (state.request.origin is not None):
        lacks.append("journeys")
    candidates = state.candidates
    wishes = {gap.text for gap in candidates.gaps if gap.what == "wish"} if candidates else set()
    lacks += [f"wish: {wish}" for wish in state.request.wishes if wish in wishes]
    return tuple(lacks)
