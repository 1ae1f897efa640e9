"""Solving some days of a trip again, with as little change as the wish allows.

`mend` makes the smallest change that fulfils an edit (planner.repair); `replan` is for days that are to be better or
other than they were, where what stays is a matter of prizes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from agents.optimisation.assemble import assemble_day
from agents.optimisation.build import Built, Setup, build, travels_between, welcome
from agents.optimisation.draft import Search
from agents.optimisation.frames import keeps_pace, minutes_of
from agents.optimisation.trip import Trip, outline_of
from domain.candidates import CityCandidates, Scored
from domain.conflict import of_lock
from domain.errors import Infeasible
from domain.itinerary import Day, Purpose
from domain.itinerary import Stop as Visit
from domain.place import Place, Setting
from domain.plan import Plan, PlannedDay, PlannedStop
from planner.problem import LOCK_PRIZE, MUST_PRIZE, Opening, Problem, Stop, Task
from planner.repair import Change, Held, Limits, change_of, rearranged, repair

KEEP_PRIZE = 150_000  # a stop that is there outweighs any that is not
SOFT_KEEP_PRIZE = 3_000  # thirty points: change only for something clearly better
MEAL_KEEP_PRIZE = 40_000  # a meal that a day has does not give way to new sights
_AT_ITS_TIME_MIN = 10
_SPARE_EATS = 3
_TABLES = 8


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


@dataclass(frozen=True)
class Edit:
    """What an edit asks of some days: `drop` must go, `need` must come in (on a day, or on any of them).

    `at` is about when what comes in should begin, minutes after midnight; `within`: by so many minutes at the most
    before or after. `newcomers`: how many that nobody named may
    be added, of the setting `only`; `money` is a new limit, minor units. `purpose` is the meal a needed table is for.
    `lasts` are visits of exactly so many minutes; `loose` stops stand where nobody has checked that they can.
    """

    drop: frozenset[str] = frozenset()
    need: Mapping[str, int | None] = field(default_factory=dict)
    at: int | None = None
    within: int | None = None
    newcomers: int = 0
    only: Setting | None = None
    money: int | None = None
    purpose: Purpose | None = None
    lasts: Mapping[str, int] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()

    def is_other_meal(self, task: Task) -> bool:
        """Whether it is the needed table at another meal than the one that it is needed for."""
        return self.purpose is not None and task.place_id in self.need and task.purpose is not self.purpose


async def mend(trip: Trip, numbers: Sequence[int], edit: Edit, kept: Sequence[Kept] | None = None) -> tuple[Trip, Plan]:
    """Days of one city with the smallest change that the edit needs; a day that need not change keeps its value.

    Raises Infeasible when a locked stop would have to move.
    """
    numbers = sorted(numbers)
    case = _case(trip, numbers, [edit], kept)
    plan = await asyncio.to_thread(repair, *_as_repair(case, edit))
    _check_locks(trip, plan, case.staying(edit), numbers)
    return _with_plan(trip, case, plan), plan


async def reorder(trip: Trip, number: int) -> Trip | None:
    """The day's stops in the order with the least travel; None where no order fits."""
    case = _case(trip, [number], [Edit()], None)
    problem, before, limits = _as_repair(case, Edit())
    locked = frozenset(i for i in limits.required if problem.tasks[i].prize >= LOCK_PRIZE)
    fresh = await asyncio.to_thread(rearranged, problem, 0, before[0], locked)
    if fresh is None or len(fresh.stops) < len(trip.days[number].stops):
        return None
    plan = Plan(days=(fresh,), objective=0, cost_minor=0)
    _check_locks(trip, plan, case.kept, [number])
    return _with_plan(trip, case, plan)


async def mend_each(trip: Trip, numbers: Sequence[int], edits: Sequence[Edit]) -> list[tuple[Trip, Change]]:
    """Each of several edits of the same days tried on its own, and how much it changes; as `mend`."""
    numbers = sorted(numbers)
    case = _case(trip, numbers, edits, None)
    found = []
    for edit in edits:
        problem, before, limits = _as_repair(case, edit)
        plan = await asyncio.to_thread(repair, problem, before, limits)
        _check_locks(trip, plan, case.staying(edit), numbers)
        found.append((_with_plan(trip, case, plan), change_of(before, problem, plan)))
    return found


@dataclass(frozen=True)
class _Case:
    """Days to be mended: their stops, and the problem of all places that any of the edits can use."""

    setup: Setup
    built: Built
    numbers: Sequence[int]
    kept: Sequence[Kept]

    def staying(self, edit: Edit) -> list[Kept]:
        return [item for item in self.kept if item.stop.place_id not in edit.drop or item.stop.locked]


def _case(trip: Trip, numbers: Sequence[int], edits: Sequence[Edit], kept: Sequence[Kept] | None) -> _Case:
    if kept is None:
        kept = kept_of({number: trip.days[number] for number in numbers})
    setup = _mending(trip, numbers, edits, kept)
    return _Case(setup, build(setup), numbers, kept)


def _with_plan(trip: Trip, case: _Case, plan: Plan) -> Trip:
    old = [item.stop for item in case.kept]
    for number, fresh in zip(case.numbers, plan.days, strict=True):
        if list(fresh.stops) != planned(trip.days[number]) or not trip.days[number].stops:
            day = assemble_day(case.setup, case.built.travels, outline_of(trip, trip.days[number]), fresh)
            trip = trip.with_day(number, restore(day, old))
    return trip


def _mending(trip: Trip, numbers: Sequence[int], edits: Sequence[Edit], kept: Sequence[Kept]) -> Setup:
    """A setup of no more places than the edits can use: what is there, what is asked for, some tables, newcomers."""
    mine = {item.stop.place_id for item in kept} | {place for edit in edits for place in edit.need}
    setup = trip.setup(numbers, taken=_taken(trip, numbers, Terms()) - mine)
    limit = next((edit.money for edit in edits if edit.money is not None), None)
    money = setup.money if limit is None else limit
    if money is not None and limit is None:
        money = max(money, spent_on(trip, numbers))  # what was too dear before is no matter of this edit
    grows = any(edit.newcomers for edit in edits)
    city = setup.city if grows else _narrowed(setup, mine, frugal=limit is not None)
    return replace(setup, city=city, money=money, bonus=dict.fromkeys(mine, 0))


def spent_on(trip: Trip, numbers: Sequence[int]) -> int:
    """Tickets, meals and fares of some days, minor units."""
    days = [trip.days[number] for number in numbers]
    legs = [leg.cost.minor for day in days for leg in (*(s.leg for s in day.stops), day.back) if leg is not None]
    return sum(legs) + sum(stop.cost.minor for day in days for stop in day.stops)


def _narrowed(setup: Setup, mine: set[str], *, frugal: bool) -> CityCandidates:
    """The city without sights that nobody asked for, and with the best tables only (and the cheapest)."""
    free = [s for s in setup.city.eats if s.place.id not in setup.taken and welcome(s.place, setup.request)]
    best = sorted(free, key=lambda s: (-s.score, s.place.id))[:_TABLES]
    cheap = sorted((s for s in free if s.place.price), key=lambda s: (_price(s), s.place.id)) if frugal else []
    tables = {s.place.id for s in (*best, *cheap[:_TABLES])}
    return setup.city.model_copy(
        update={
            "sights": tuple(s for s in setup.city.sights if s.place.id in mine),
            "eats": tuple(s for s in setup.city.eats if s.place.id in mine or s.place.id in tables),
        }
    )


def _price(scored: Scored) -> int:
    return scored.place.price.minor if scored.place.price else 0


def _as_repair(case: _Case, edit: Edit) -> tuple[Problem, list[list[Held]], Limits]:
    """The problem with the openings of what is there, where it stands, and what must be in."""
    problem, setup, numbers = case.built.problem, case.setup, case.numbers
    there = {(item.stop.place_id, item.stop.purpose): item for item in case.staying(edit)}
    places = {s.place.id: s.place for s in (*setup.city.sights, *setup.city.eats)}
    tasks: list[Task] = []
    before: list[list[Held]] = [[] for _ in numbers]
    required = set[int]()
    for task in problem.tasks:
        item = there.get((task.place_id, task.purpose)) if task.copy == 0 else None
        if item is not None:
            day = numbers.index(item.number)
            length = edit.lasts.get(task.place_id, item.length)
            before[day].append(Held(len(tasks), item.start, length))
            if item.stop.locked or task.place_id in edit.lasts:
                required.add(len(tasks))
            if task.place_id in edit.lasts and not item.stop.locked:
                tasks.append(_lasting(task, length))
            else:
                standing = _standing(task, item, day, setup, places[task.place_id])
                tasks.append(task if task.place_id in edit.loose and not item.stop.locked else standing)
        elif (task.place_id in edit.drop and task.place_id not in edit.need) or edit.is_other_meal(task):
            continue
        elif task.place_id in edit.need and task.copy == 0:
            required.add(len(tasks))
            place = places[task.place_id]
            shorter = _shortened(task, min(task.minutes, place.visit_min_short), place)
            tasks.append(_about(_needed(shorter, edit.need[task.place_id], numbers), edit))
        elif not task.is_visit or (edit.newcomers and edit.only in (None, places[task.place_id].setting)):
            tasks.append(task)
    for index, held in [(n, h) for n, day_held in enumerate(before) for h in day_held]:
        number = edit.need.get(tasks[held.task].place_id)
        if number is not None and numbers.index(number) != index:
            tasks[held.task] = _about(_needed(tasks[held.task], number, numbers), edit)
            required.add(held.task)
    _only_one_purpose(tasks, required)
    least = {
        i: places[t.place_id].visit_min_short
        for i, t in enumerate(tasks)
        if t.is_visit and t.prize < LOCK_PRIZE and t.place_id not in edit.lasts
    }
    wished = {} if edit.at is None else {i: edit.at for i in required if tasks[i].place_id in edit.need}
    limits = Limits(frozenset(required), least, wished, edit.newcomers)
    return replace(problem, tasks=tuple(tasks), start=()), before, limits


def _only_one_purpose(tasks: Sequence[Task], required: set[int]) -> None:
    """Of a restaurant that is asked for, lunch or dinner will do: the one that opens on more days is required."""
    by_place: dict[str, list[int]] = {}
    for index in sorted(required):
        by_place.setdefault(tasks[index].place_id, []).append(index)
    for same in by_place.values():
        meals = [index for index in same if tasks[index].prize < LOCK_PRIZE and not tasks[index].is_visit]
        if len(same) > 1 and meals:
            best = max(meals, key=lambda index: (sum(map(bool, tasks[index].openings)), -index))
            required -= set(meals) - {best}


def _standing(task: Task, item: Kept, day: int, setup: Setup, place: Place) -> Task:
    """A stop that is there: where it was open and reached, it still may be; a locked one may be nowhere else."""
    at_its_time = Opening(item.start, item.start, item.start + item.length)
    if item.stop.locked:
        return replace(
            task,
            openings=tuple((at_its_time,) if d == day else () for d in range(len(task.openings))),
            minutes=item.length,
            prize=LOCK_PRIZE,
            best=(),
        )
    task = _shortened(task, min(item.length, place.visit_min_short), place)
    openings = list(task.openings)
    if item.stop.start_local.date() == setup.frames[day].on:
        openings[day] = (*openings[day], at_its_time)
    return replace(task, openings=tuple(openings), minutes=min(task.minutes, item.length))


def _lasting(task: Task, minutes: int) -> Task:
    """A visit of exactly so many minutes: one that is longer has to begin earlier before closing."""
    more = minutes - task.minutes
    openings = tuple(
        tuple(Opening(o.first, o.last - more, o.close) for o in one if o.first <= o.last - more)
        for one in task.openings
    )
    return replace(task, openings=openings, minutes=minutes, prize=MUST_PRIZE, stretch=0)


def _shortened(task: Task, least: int, place: Place) -> Task:
    """A visit that may be as short as `least` can begin later than the task says; a meal cannot."""
    spare, longest = task.minutes - least, max(least, place.last_entry_min)
    if not task.is_visit or spare <= 0:
        return task
    openings = tuple(
        tuple(Opening(o.first, max(o.last, min(o.last + spare, o.close - longest)), o.close) for o in one)
        for one in task.openings
    )
    return replace(task, openings=openings)


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


def _about(task: Task, edit: Edit) -> Task:
    """Only at the time that was asked for."""
    if edit.at is None or edit.within is None:
        return task
    first, last = edit.at - edit.within, edit.at + edit.within

    def of(openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
        kept = (Opening(max(o.first, first), min(o.last, last), o.close) for o in openings)
        return tuple(o for o in kept if o.first <= o.last)

    return replace(task, openings=tuple(map(of, task.openings)))


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
                wishes=(of_lock(name, item.stop.place_id), "the change"),
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
