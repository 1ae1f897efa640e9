"""Solving some days of a trip again, with as little change as the wish allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from agents.optimisation.assemble import assemble_day
from agents.optimisation.build import Setup, build, travels_between
from agents.optimisation.draft import Search
from agents.optimisation.frames import keeps_pace, minutes_of
from agents.optimisation.trip import Trip, outline_of
from domain.errors import Infeasible
from domain.itinerary import Day, Purpose
from domain.itinerary import Stop as Visit
from domain.place import Setting
from domain.plan import Plan, PlannedDay, PlannedStop
from planner.problem import LOCK_PRIZE, MUST_PRIZE, Opening, Problem, Stop, Task

KEEP_PRIZE = 150_000  # a stop that is there outweighs any that is not
SOFT_KEEP_PRIZE = 3_000  # thirty points: change only for something clearly better
MEAL_KEEP_PRIZE = 40_000  # a meal that a day has does not give way to new sights
_AT_ITS_TIME_MIN = 10
_SPARE_EATS = 3


@dataclass(frozen=True)
class Kept:
    """A stop that is there, in minutes after midnight of its day; `number` is its day."""

    stop: Visit
    number: int
    start: int
    length: int


@dataclass(frozen=True)
class Terms:
    """What may change: `prize` is what keeping a stop is worth, `drop` must go, `need` must come in.

    `only` is the setting that newcomers must have, `fill` whether there may be any but the needed.
    `thorough` searches among all plans rather than around the one that is there.
    """

    prize: int = KEEP_PRIZE
    drop: frozenset[str] = frozenset()
    need: Mapping[str, int | None] = field(default_factory=dict)
    only: Setting | None = None
    fill: bool = True
    money: int | None = None
    thorough: bool = False


def kept_of(days: Mapping[int, Day]) -> list[Kept]:
    return [
        Kept(stop, number, minutes_of(stop.start_local, day.on), _length(stop))
        for number, day in days.items()
        for stop in day.stops
    ]


def _length(stop: Visit) -> int:
    return round((stop.end_local - stop.start_local).total_seconds() / 60)


async def replan(
    trip: Trip, numbers: Sequence[int], terms: Terms, search: Search, kept: Sequence[Kept] | None = None
) -> tuple[Trip, Plan]:
    """Days of one city solved again; Infeasible when a locked stop would have to move."""
    numbers = sorted(numbers)
    if kept is None:
        kept = kept_of({number: trip.days[number] for number in numbers})
    staying = [item for item in kept if item.stop.place_id not in terms.drop or item.stop.locked]
    mine = {item.stop.place_id for item in staying} | set(terms.need)
    setup = trip.setup(numbers, taken=_taken(trip, numbers, terms) - mine)
    money = setup.money if terms.money is None else terms.money
    setup = replace(setup, money=money, bonus=dict.fromkeys(mine, 0))
    built = build(setup)
    problem = pin(built.problem, setup, staying, terms, numbers)
    stop = search.stop_for(len(numbers)) if terms.thorough else Stop(seconds=0.0)
    plan = await search.solve(problem, stop, search.seed)
    _check_locks(trip, plan, staying, numbers)
    for number, planned in zip(numbers, plan.days, strict=True):
        day = assemble_day(setup, built.travels, outline_of(trip, trip.days[number]), planned)
        if not _still_good(trip, number, day):
            trip = trip.with_day(number, restore(day, [item.stop for item in staying]))
    return trip, plan


def _still_good(trip: Trip, number: int, new: Day) -> bool:
    """Whether the day as it was holds the same stops within its limits: then nothing need move."""
    old = trip.days[number]
    if not old.stops or old.back is None:
        return not old.stops and not new.stops
    frame = trip.frame(number)
    same = {(s.place_id, s.purpose) for s in old.stops} == {(s.place_id, s.purpose) for s in new.stops}
    early = minutes_of(old.stops[0].leg.depart_local, old.on) < frame.start
    on_time = not early and minutes_of(old.back.arrive_local, old.on) <= frame.end
    return same and on_time and keeps_pace(old, frame.pace)


def _taken(trip: Trip, numbers: Sequence[int], terms: Terms) -> set[str]:
    """What other days use or offer; a restaurant only while enough others are left."""
    city = trip.city(trip.days[numbers[0]].city_id)
    elsewhere = trip.used(numbers)
    eats = {scored.place.id for scored in city.eats}
    if len(eats - elsewhere - terms.drop) < _SPARE_EATS + 2 * len(numbers):
        elsewhere -= eats
    return elsewhere | (trip.offered(numbers) - eats) | terms.drop


def pin(problem: Problem, setup: Setup, kept: Sequence[Kept], terms: Terms, numbers: Sequence[int]) -> Problem:
    """The problem with what is there held to its day and time, and newcomers as the terms allow."""
    there = {(item.stop.place_id, item.stop.purpose): item for item in kept}
    eaten = {(numbers.index(item.number), item.stop.purpose) for item in kept}
    places = {s.place.id: s.place for s in (*setup.city.sights, *setup.city.eats)}
    tasks = []
    for task in problem.tasks:
        item = there.get((task.place_id, task.purpose))
        if item is not None and task.copy == 0:
            tasks.append(_held(task, item, numbers.index(item.number), terms))
        elif task.place_id in terms.need:
            tasks.append(_needed(task, terms.need[task.place_id], numbers))
        elif not task.is_visit:
            tasks.append(_other_table(task, eaten, terms))
        elif terms.fill and terms.only in (None, places[task.place_id].setting):
            tasks.append(task)
    return replace(problem, tasks=tuple(tasks), start=_start(tasks, kept, numbers))


def _start(tasks: Sequence[Task], kept: Sequence[Kept], numbers: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """What is there, in its order."""
    index = {(task.place_id, task.purpose): i for i, task in enumerate(tasks) if task.copy == 0}
    ordered = sorted(kept, key=lambda item: item.start)
    return tuple(
        tuple(
            index[item.stop.place_id, item.stop.purpose]
            for item in ordered
            if item.number == number and (item.stop.place_id, item.stop.purpose) in index
        )
        for number in numbers
    )


def _held(task: Task, item: Kept, day: int, terms: Terms) -> Task:
    openings = task.openings
    if item.stop.locked:
        fixed = (Opening(item.start, item.start, item.start + item.length),)
        openings = _only_on(tuple(fixed for _ in openings), day)
        return replace(task, openings=openings, minutes=item.length, prize=LOCK_PRIZE, stretch=0, best=())
    near = ((item.start - _AT_ITS_TIME_MIN, item.start + _AT_ITS_TIME_MIN + 1),)
    if openings[day]:
        openings = _only_on(openings, day)
    prize = terms.prize if task.is_visit or not terms.prize else max(MEAL_KEEP_PRIZE, terms.prize)
    return replace(task, openings=openings, prize=task.prize + prize, best=near)


def _other_table(task: Task, eaten: set[tuple[int, Purpose]], terms: Terms) -> Task:
    """A meal that a day has is kept like its stops are, if need be at another place."""
    more = max(MEAL_KEEP_PRIZE, terms.prize) - SOFT_KEEP_PRIZE if terms.prize else 0
    scores = tuple(score + more * ((day, task.purpose) in eaten) for day, score in enumerate(task.scores))
    return replace(task, scores=scores)


def _needed(task: Task, number: int | None, numbers: Sequence[int]) -> Task:
    openings = task.openings if number is None else _only_on(task.openings, numbers.index(number))
    return replace(task, openings=openings, prize=MUST_PRIZE)


def _only_on(openings: tuple[tuple[Opening, ...], ...], day: int) -> tuple[tuple[Opening, ...], ...]:
    return tuple(opening if d == day else () for d, opening in enumerate(openings))


def _check_locks(trip: Trip, plan: Plan, kept: Sequence[Kept], numbers: Sequence[int]) -> None:
    planned = {
        (number, item.place_id, item.start_min)
        for number, day in zip(numbers, plan.days, strict=True)
        for item in day.stops
    }
    for item in kept:
        if item.stop.locked and (item.number, item.stop.place_id, item.start) not in planned:
            name = trip.place(item.stop.place_id).name
            raise Infeasible(
                f"{name} is locked at {item.stop.start_local:%H:%M} on day {item.number + 1}, which rules this out",
                wishes=(f"{name} locked", "the change"),
                ways_out=(f"unlock {name}",),
            )


def restore(day: Day, old: Sequence[Visit]) -> Day:
    """What a stop carried beside its times: identity, lock, note, reasons and links."""
    known = {(stop.place_id, stop.purpose): stop for stop in old}
    stops = []
    for stop in day.stops:
        was = known.get((stop.place_id, stop.purpose))
        if was is not None:
            same = was.start_local.date() == stop.start_local.date()
            carried = {"locked": was.locked, "note": was.note, "reasons": was.reasons, "links": was.links}
            stop = stop.model_copy(update=carried | ({"id": was.id} if same else {}))  # noqa: PLW2901
        stops.append(stop)
    return day.model_copy(update={"stops": tuple(stops)})


def retime(trip: Trip, number: int, items: Sequence[PlannedStop]) -> Trip:
    """A day with exactly these stops at these times; only legs are worked out anew."""
    day, setup = trip.days[number], trip.setup([number])
    ids = dict.fromkeys([day.base_id, *(item.place_id for item in items)])
    travels = travels_between(setup, [trip.place(place_id) for place_id in ids])
    made = assemble_day(setup, travels, outline_of(trip, day), PlannedDay(stops=tuple(items)))
    return trip.with_day(number, restore(made, day.stops))


def planned(day: Day, but: int | None = None) -> list[PlannedStop]:
    """A day's stops as minutes, without the one at position `but`."""
    return [
        PlannedStop(
            place_id=stop.place_id,
            purpose=stop.purpose,
            start_min=minutes_of(stop.start_local, day.on),
            end_min=minutes_of(stop.end_local, day.on),
        )
        for position, stop in enumerate(day.stops)
        if position != but
    ]
