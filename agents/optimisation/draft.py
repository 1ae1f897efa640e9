"""One attempt at a trip: its stays and journeys decided, its days solved city by city."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agents.optimisation.assemble import assemble_day
from agents.optimisation.build import Built, Setup, build
from agents.optimisation.exchange import Exchange
from agents.optimisation.segments import Segment
from agents.optimisation.stays import StayChoice
from agents.optimisation.ways import Ways
from agents.optimisation.ways_told import transfers_in
from domain.candidates import Candidates, Weather
from domain.itinerary import Day
from domain.plan import Plan, Unmet
from domain.request import TripRequest
from planner.explain import Conflict, explain
from planner.problem import Problem, Stop

Solve = Callable[[Problem, Stop, int], Awaitable[Plan]]
OnDays = Callable[[tuple[tuple[int, Day], ...]], Awaitable[None]]


_FULL_DAYS, _LEAST_SHARE = 5, 0.3


@dataclass(frozen=True)
class Draft:
    """All that is decided before the days are solved; `money` is left for them, None without a budget."""

    request: TripRequest
    candidates: Candidates
    exchange: Exchange
    segments: tuple[Segment, ...]
    stays: tuple[StayChoice, ...]
    ways: Ways
    travel_minor: int
    money: int | None = None
    frugal: bool = False

    def setup(self, index: int, money: int | None) -> Setup:
        segment = self.segments[index]
        span = slice(segment.first_day, segment.first_day + len(segment.dates))
        return Setup(
            request=self.request,
            city=segment.city,
            frames=self.ways.frames[span],
            bases=tuple(outline.base for outline in self.ways.outlines[span]),
            exchange=self.exchange,
            weather=weather_of(self.candidates, segment.id),
            money=money,
            frugal=self.frugal,
            transfers=transfers_in(self.candidates, segment.id),
        )


@dataclass(frozen=True)
class Solved:
    """A segment's days, what they cost (tickets, meals, fares), and what stayed out: wishes, and meals."""

    days: tuple[Day, ...]
    cost: int
    unmet: tuple[Unmet, ...]
    missing: int


@dataclass(frozen=True)
class Search:
    """How to solve: by whom, for how long, from which seed, and whom to tell."""

    solve: Solve
    stop: Stop
    seed: int = 0
    on_days: OnDays | None = None

    def stop_for(self, days: int) -> Stop:
        """The whole time for a city of five days or more, less for a shorter one."""
        return replace(self.stop, seconds=self.stop.seconds * min(1.0, max(_LEAST_SHARE, days / _FULL_DAYS)))


def weather_of(candidates: Candidates, city_id: str) -> Mapping[date, Weather]:
    return {weather.on: weather for weather in candidates.weather if weather.city_id == city_id}


async def solve_draft(draft: Draft, search: Search) -> tuple[Solved, ...]:
    """All cities at once without a budget; one after another with one, so that what is left carries on."""
    if draft.money is None:
        return tuple(
            await asyncio.gather(*(_solve(draft, index, None, search) for index in range(len(draft.segments))))
        )
    found: list[Solved] = []
    left, days_left = draft.money, draft.request.days
    for index, segment in enumerate(draft.segments):
        share = max(0, left) * len(segment.dates) // days_left
        found.append(await _solve(draft, index, share, search))
        left -= found[-1].cost
        days_left -= len(segment.dates)
    return tuple(found)


async def _solve(draft: Draft, index: int, money: int | None, search: Search) -> Solved:
    setup = draft.setup(index, money)
    built = build(setup)
    plan = await search.solve(built.problem, search.stop_for(len(setup.frames)), search.seed)
    plan = await _explained(built, plan, search)
    solved = to_solved(draft, index, setup, built, plan)
    if search.on_days is not None:
        first = draft.segments[index].first_day + 1
        await search.on_days(tuple(enumerate(solved.days, start=first)))
    return solved


async def _explained(built: Built, plan: Plan, search: Search) -> Plan:
    """Wishes that collide say with which others; a closed one is its own reason already."""
    colliding = {item.place_id for item in plan.unmet if item.place_id and "does not fit" in item.reason}
    if not colliding:
        return plan
    conflict = await explain(built.problem, search.solve, search.stop_for(1), search.seed)
    if conflict is None:
        return plan
    names = {place.id: place.name for place in built.travels.places}
    unmet = tuple(
        item.model_copy(update={"reason": _collision(item.place_id, conflict, names)})
        if item.place_id in colliding
        else item
        for item in plan.unmet
    )
    return plan.model_copy(update={"unmet": unmet})


def _collision(place_id: str | None, conflict: Conflict, names: Mapping[str, str]) -> str:
    others = ", ".join(names[wish] for wish in conflict.wishes if wish != place_id)
    if not others:
        return "the day's hours, the pace or the budget leave no room for it"
    return f"it does not fit together with {others}"


def to_solved(draft: Draft, index: int, setup: Setup, built: Built, plan: Plan) -> Solved:
    segment = draft.segments[index]
    outlines = draft.ways.outlines[segment.first_day : segment.first_day + len(segment.dates)]
    days = tuple(
        assemble_day(setup, built.travels, outline, planned)
        for outline, planned in zip(outlines, plan.days, strict=True)
    )
    return Solved(
        days=days,
        cost=plan.cost_minor,
        unmet=tuple(item for item in plan.unmet if item.day is None),
        missing=sum(item.day is not None for item in plan.unmet),
    )


def days_of(parts: Sequence[Solved]) -> tuple[Day, ...]:
    return tuple(day for part in parts for day in part.days)
