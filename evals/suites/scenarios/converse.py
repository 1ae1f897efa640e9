"""Holds a brief's conversation with the product: the real graph, in this process, without a server."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from langgraph.checkpoint.memory import InMemorySaver
from pydantic import BaseModel, ConfigDict, Field

from domain.certificate import Certificate
from domain.events import Declined, Failed, Final, Proposed, Question
from domain.itinerary import Day, Itinerary
from domain.place import Children, Kind, Place
from domain.plan import Plan
from domain.request import TripRequest
from evals.suites.scenarios.brief import Brief, Ending, Pick, Turn
from graphs.assembly import open_toolbox
from graphs.build import TripGraph, build_graph
from graphs.checkpoints import serializer
from graphs.context import Context
from graphs.run import Ended, drive
from graphs.state import TripState, Version
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem
from planner.problem import Stop as Limit
from planner.ready import make_ready
from tools.places.atlas.records import load_places

SOLVER_SECONDS = 0.5
_MORNING_MIN, _EVENING_MIN = 11 * 60, 16 * 60


class Answer(BaseModel):
    """How one turn ended. The trip itself is kept out of records; `shown` is the trip in lines."""

    model_config = ConfigDict(frozen=True)

    asked: str = Field(description="the message, its picks filled in")
    picked: Mapping[str, str] = Field(default={}, description="letter to place id")
    ended: Ending
    code: str = ""
    field: str | None = None
    message: str = Field(default="", description="the question or the reason of a refusal")
    options: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    said: str = ""
    changes: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    seconds: float = 0.0
    request: TripRequest | None = Field(default=None, exclude=True)
    itinerary: Itinerary | None = Field(default=None, exclude=True)
    certificate: Certificate | None = Field(default=None, exclude=True)


class Conversation(BaseModel):
    """The answers, turn by turn; `stopped` says why turns at the end are missing."""

    model_config = ConfigDict(frozen=True)

    answers: tuple[Answer, ...]
    stopped: str = ""

    def before(self, number: int) -> Answer | None:
        """The answer that holds the trip which turn `number` (from 0) started from."""
        return next((a for a in reversed(self.answers[:number]) if a.itinerary is not None), None)

    def after(self, number: int) -> Answer | None:
        """The trip there is when turn `number` is over: its own or the one before."""
        return self.before(number + 1)


@dataclass(frozen=True)
class _Desk:
    graph: TripGraph
    context: Context


async def converse(brief: Brief, *, seed: int = 0, seconds: float = SOLVER_SECONDS) -> Conversation:
    """Every turn in its order; it stops where a turn speaks of a stop that the trip does not have."""
    desk = _Desk(build_graph(InMemorySaver(serde=serializer())), await _context(seed, seconds))
    answers: list[Answer] = []
    before: Version | None = None
    try:
        for number, turn in enumerate(brief.turns):
            picked = _pick(turn, before)
            if picked is None:
                return Conversation(answers=tuple(answers), stopped=f"turn {number + 1} picks a stop that is not there")
            answer = await _turn(desk, brief, number, picked, before)
            answers.append(answer)
            if answer.request is not None and answer.itinerary is not None:
                now = (answer.request, answer.itinerary)
                before = before.followed_by(*now) if before else Version(request=now[0], itinerary=now[1])
    finally:
        await desk.context.tools.index.close()
    return Conversation(answers=tuple(answers))


async def _context(seed: int, seconds: float) -> Context:
    make_ready()  # else loading the kernels takes the first conversation's seconds

    async def solve(problem: Problem, stop: Limit, solver_seed: int) -> Plan:
        return solve_now(problem, stop, solver_seed)

    return Context(tools=await open_toolbox(Settings()), solve=solve, seed=seed, solver_seconds=seconds)


async def _turn(desk: _Desk, brief: Brief, number: int, picked: Mapping[str, Place], before: Version | None) -> Answer:
    turn = brief.turns[number]
    words = re.sub(r"\{(\w)\}", lambda found: picked[found[1]].name, turn.say)
    asked, given, begun = TripState(today=brief.today, message=words, before=before), list[str](), time.perf_counter()
    while True:
        ended = await _drive(desk, f"{brief.id}/{number}", asked, given)
        if not isinstance(ended.event, Question) or len(given) == len(turn.answers):
            break
        given.append(turn.answers[len(given)])
    letters = {letter: place.id for letter, place in picked.items()}
    return _answer(ended, words, letters, round(time.perf_counter() - begun, 3))


async def _drive(desk: _Desk, thread: str, asked: TripState, given: list[str]) -> Ended:
    async for event in drive(desk.graph, thread, asked, desk.context, given):
        if isinstance(event, Ended):
            return event
    raise AssertionError("a drive always ends with Ended")


def _answer(ended: Ended, words: str, picked: Mapping[str, str], seconds: float) -> Answer:
    common: dict[str, Any] = {"asked": words, "picked": picked, "seconds": seconds}
    match ended.event:
        case Proposed() | Declined():
            raise AssertionError("nothing is reviewed here")
        case Question() as asked:
            own: dict[str, Any] = {"field": asked.field, "message": asked.text, "options": asked.options}
            return Answer(ended="question", **own, **common)
        case Failed() as failed:
            own = {"code": failed.code, "field": failed.field, "message": failed.message, "ways_out": failed.ways_out}
            return Answer(ended="refused", **own, **common)
        case Final() as final:
            request = ended.state.request
            assert request is not None
            return Answer(
                ended="plan",
                said=ended.state.said,
                changes=final.changes,
                assumptions=request.assumptions,
                shown=(*map(_line, final.itinerary.days), *final.itinerary.warnings),
                request=request,
                itinerary=final.itinerary,
                certificate=final.certificate,
                **common,
            )


def _line(day: Day) -> str:
    stops = ", ".join(f"{stop.start_local:%H:%M} {stop.place_id.partition('/')[2]}" for stop in day.stops)
    return f"{day.on} {day.city_id}: {stops or 'no stops'}"


def _pick(turn: Turn, before: Version | None) -> dict[str, Place] | None:
    """The places that the turn speaks of; None when one is not there."""
    found: dict[str, Place] = {}
    for letter, pick in turn.picks.items():
        place = None if before is None else find_place(before, pick)
        if place is None:
            return None
        found[letter] = place
    return found


def find_place(version: Version, pick: Pick) -> Place | None:
    """The place that a pick means; None where the trip has no such stop, or the day."""
    if pick.day > len(version.itinerary.days):
        return None
    day = version.itinerary.days[pick.day - 1]
    found = _newcomers(version, day) if pick.new else _stops(version, day, pick)
    if not found:
        return None
    return found[pick.nth] if -len(found) <= pick.nth < len(found) else found[-1]


def _stops(version: Version, day: Day, pick: Pick) -> list[Place]:
    """Those of the day that serve the purpose and are free to be changed, in their order."""
    musts = {wish.place_id for wish in version.request.must_see}
    return [
        version.itinerary.place(stop.place_id)
        for stop in day.stops
        if stop.purpose is pick.purpose and not (pick.unlocked and (stop.locked or stop.place_id in musts))
    ]


def _newcomers(version: Version, day: Day) -> list[Place]:
    """Sights of the day's city that are not in the trip and are open around noon that day, the icons first."""
    there = {stop.place_id for other in version.itinerary.days for stop in other.stops}
    known = load_places(day.city_id).values()
    free = [p for p in known if p.kind is Kind.SIGHT and p.id not in there and _open_at_noon(p, day)]
    return sorted((p for p in free if p.children is Children.OK), key=lambda p: (-p.popularity, p.visit_min, p.id))


def _open_at_noon(place: Place, day: Day) -> bool:
    windows = place.hours.windows_on(day.on) if place.hours else ()
    return any(window.start <= _MORNING_MIN and window.end >= _EVENING_MIN for window in windows)
