"""Plans one trip in this process: no server, no database, only the graph and the atlas."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from langgraph.checkpoint.memory import InMemorySaver

from domain.events import Ending, Question, RunEvent
from graphs.assembly import open_context
from graphs.build import TripGraph, build_graph
from graphs.checkpoints import serializer
from graphs.context import Context
from graphs.run import Ended, drive
from graphs.state import TripState
from infra.settings import Settings


@dataclass(frozen=True)
class Planned:
    """`event` is the result, a question that nobody answered, or why there is none."""

    event: Ending
    state: TripState
    seconds: float


async def plan(
    text: str,
    today: date,
    settings: Settings,
    on_event: Callable[[RunEvent], None],
    answer: Callable[[Question], str | None],
) -> Planned:
    """Drive the graph to its end; `answer` is asked each question and may return None."""
    begun = time.perf_counter()
    graph = build_graph(InMemorySaver(serde=serializer()))
    answers: list[str] = []
    async with open_context(settings) as context:
        while True:
            ended = await _drive(graph, TripState(today=today, message=text), context, answers, on_event)
            given = await asyncio.to_thread(answer, ended.event) if isinstance(ended.event, Question) else None
            if given is None:
                return Planned(ended.event, ended.state, round(time.perf_counter() - begun, 3))
            answers.append(given)


async def _drive(
    graph: TripGraph, asked: TripState, context: Context, answers: Sequence[str], on_event: Callable[[RunEvent], None]
) -> Ended:
    async for event in drive(graph, "cli", asked, context, answers):
        if isinstance(event, Ended):
            return event
        on_event(event)
    raise AssertionError("a drive always ends with Ended")
