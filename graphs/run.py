"""Drives the graph and tells it as RunEvents: from the start, from a checkpoint, or from an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import cast

import structlog
from langchain_core.runnables import RunnableConfig
from langgraph.types import Command

from domain.errors import ProviderError, TripwrightError
from domain.events import Declined, Ending, Failed, Final, Question, RunEvent
from graphs.build import TripGraph
from graphs.context import Context
from graphs.reviewing import proposed, reopened
from graphs.state import TripState

log = structlog.get_logger()
_SOUGHT = {
    "places": "Places",
    "embeddings": "Places for your wishes",
    "weather": "The weather",
    "rates": "Exchange rates",
    "travel": "Connections",
    "routes": "Routes",
    "flights": "Flights",
    "stays": "Places to stay",
}


@dataclass(frozen=True)
class Ended:
    """How a drive ended: `final` is the last event, `state` all that is known."""

    event: Ending
    state: TripState


async def drive(
    graph: TripGraph, thread: str, asked: TripState, context: Context, answers: Sequence[str] = ()
) -> AsyncIterator[RunEvent | Ended]:
    """Events of a run up to its result, its question or its refusal, then Ended.

    A thread that has a checkpoint goes on from there; one that waits gets the next of `answers`,
    or asks again when there is none.
    """
    config: RunnableConfig = {"configurable": {"thread_id": thread}}
    start = await _start(graph, config, asked, answers)
    if start is not None or not await _is_done(graph, config):
        try:
            events = graph.astream(start, config, context=context, stream_mode="custom", durability="sync")
            async for event in cast("AsyncIterator[RunEvent]", events):
                yield event
        except TripwrightError as error:
            log.warning("run failed", thread=thread, error=str(error))
            failed = Failed(code=type(error).__name__, message=_for_people(error))
            yield await put_back(graph, thread, failed) or Ended(failed, asked)
            return
    yield await _ended(graph, config)


async def put_back(graph: TripGraph, thread: str, failed: Failed) -> Ended | None:
    """The change under review, open again because making another of it failed; None where there is none."""
    if graph.checkpointer is None:
        return None
    config: RunnableConfig = {"configurable": {"thread_id": thread}}
    snapshot = await graph.aget_state(config)
    state = TripState.model_validate(snapshot.values) if snapshot.values else None
    if state is None or state.pending is None:
        return None
    await graph.aupdate_state(config, reopened(state, failed), as_node="reopen")
    await graph.ainvoke(None, config, durability="sync")
    return await _ended(graph, config)


def _for_people(error: TripwrightError) -> str:
    """What went wrong in a traveller's words; who answered what is in the log."""
    if isinstance(error, ProviderError) and error.provider == "solver":
        return "The plan could not be worked out just now; please try again."
    if isinstance(error, ProviderError):
        what = _SOUGHT.get(error.provider, "Something that the plan needs")
        return f"{what} cannot be looked up at the moment; please try again in a few minutes."
    return str(error)


async def _start(
    graph: TripGraph, config: RunnableConfig, asked: TripState, answers: Sequence[str]
) -> TripState | Command[None] | None:
    """What to give the graph: its first state, the answer it waits for, or None to go on."""
    if graph.checkpointer is None:
        return asked
    snapshot = await graph.aget_state(config)
    if not snapshot.values:
        return asked
    given = len(TripState.model_validate(snapshot.values).answers)
    if snapshot.interrupts and len(answers) > given:
        return Command(resume=answers[given])
    return None


async def _is_done(graph: TripGraph, config: RunnableConfig) -> bool:
    """Whether a thread has nothing left to do, or waits."""
    snapshot = await graph.aget_state(config)
    return not snapshot.next or bool(snapshot.interrupts)


async def _ended(graph: TripGraph, config: RunnableConfig) -> Ended:
    snapshot = await graph.aget_state(config)
    state = TripState.model_validate(snapshot.values)
    return Ended(_last_event(state, waits=bool(snapshot.interrupts)), state)


def _last_event(state: TripState, *, waits: bool) -> Ending:
    if state.question is not None:
        return Question(field=state.question.field, text=state.question.text, options=state.question.options)
    if state.refusal is not None:
        refused = state.refusal
        return Failed.model_validate(refused.model_dump())
    if state.declined:
        return Declined()
    assert state.itinerary is not None
    assert state.certificate is not None
    if waits:
        return proposed(state)
    return Final(
        itinerary=state.itinerary,
        certificate=state.certificate,
        changes=state.changes,
        served_by=state.itinerary.served_by,
    )
