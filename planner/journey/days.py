"""A filled route laid out day by day: who eats where at which meal, and what is seen."""

from __future__ import annotations

from math import cos, hypot, radians

from planner.journey.fill import Filling
from planner.journey.frame import Frame
from planner.journey.problem import Eating, Leg, Ride, Seeing, Sight, Sojourn, Table
from planner.journey.routes import Halt, Route
from planner.journey.table import leg_meals, part_day_sights


def sojourns(frame: Frame, route: Route, filling: Filling) -> tuple[Sojourn, ...]:
    return tuple(
        Sojourn(frame.towns[halt.town].name, halt.first_day, halt.last_day, stay)
        for halt, stay in zip(route.halts, filling.stays, strict=True)
    )


def rides(route: Route) -> tuple[Ride, ...]:
    return tuple(Ride(day, way.leg) for day, way in route.ways)


def _legs(route: Route, halt: Halt) -> tuple[Leg | None, Leg | None]:
    """The leg that arrives at a halt and the one that leaves it."""
    arriving = next((w.leg for d, w in route.ways if w.destination == halt.town and d == halt.first_day), None)
    leaving = next((w.leg for d, w in route.ways if w.origin == halt.town and d == halt.last_day), None)
    return arriving, leaving


def meal_slots(frame: Frame, route: Route, halt: Halt) -> list[tuple[int, str]]:
    """Day and name of every meal in the town of a halt, in order."""
    table = frame.problem.table
    if table is None:
        return []
    names = [meal.name for meal in table.meals]
    arriving, leaving = _legs(route, halt)
    slots: list[tuple[int, str]] = []
    for day in range(halt.first_day, halt.last_day + 1):
        here = names
        if day == halt.first_day and arriving is not None:
            _, reached = leg_meals(table, arriving, from_home=arriving.origin == frame.problem.start, to_home=False)
            here = [name for name in here if name in reached]
        if day == halt.last_day and leaving is not None:
            left, _ = leg_meals(table, leaving, from_home=False, to_home=leaving.destination == frame.problem.end)
            here = [name for name in here if name in left]
        slots.extend((day, name) for name in here)
    return slots


def eatings(frame: Frame, route: Route, filling: Filling) -> tuple[Eating, ...]:
    """The day's last meal is at the best of the places chosen, its first at the plainest."""
    table = frame.problem.table
    if table is None:
        return ()
    rank = {meal.name: n for n, meal in enumerate(table.meals)}
    found: list[Eating] = []
    for halt, places in zip(route.halts, filling.eateries, strict=True):
        slots = _kept(frame, route, halt, len(places))
        ranked = sorted(places, key=lambda place: (-place.points, -place.price, place.name))
        by_meal = sorted(slots, key=lambda slot: (-rank[slot[1]], slot[0]))
        town = frame.towns[halt.town].name
        found.extend(Eating(day, meal, town, place) for (day, meal), place in zip(by_meal, ranked, strict=True))
    return tuple(sorted(found, key=lambda eating: (eating.day, rank[eating.meal])))


def _kept(frame: Frame, route: Route, halt: Halt, count: int) -> list[tuple[int, str]]:
    """So many of a halt's meals: those of whole days first, then the one before the way home, then the latest."""
    slots, table = meal_slots(frame, route, halt), frame.problem.table
    if table is None or count >= len(slots):
        return slots
    arriving, leaving = _legs(route, halt)
    rank = {meal.name: n for n, meal in enumerate(table.meals)}

    def spared(slot: tuple[int, str]) -> tuple[bool, bool, int]:
        day, name = slot
        travelled = (day == halt.first_day and arriving is not None) or (day == halt.last_day and leaving is not None)
        going_home = day == halt.last_day and leaving is not None and leaving.destination == frame.problem.end
        return travelled, not (going_home and name == table.on_departure), -rank[name]

    return sorted(slots, key=spared)[:count]


def seeings(frame: Frame, route: Route, left_over: int | None) -> tuple[Seeing, ...]:
    """What is seen: the best first, then what lies near it; beyond the least only what money is left for."""
    table = frame.problem.table
    if table is None or table.sights_a_day[1] == 0:
        return ()
    people = frame.problem.people
    found: list[Seeing] = []
    for halt in route.halts:
        town = frame.towns[halt.town]
        rooms = _room_for_sights(table, route, halt)
        must = table.sights_a_day[0] * max(0, halt.last_day - halt.first_day - 1)
        kept = _affordable(town.sights, must, sum(count for _, count in rooms), people, left_over)
        if left_over is not None:
            cheapest = sum(sorted(s.price for s in town.sights)[:must])
            left_over -= people * (sum(s.price for s in kept) - cheapest)
        found.extend(Seeing(day, town.name, sight) for day, sight in _shared(kept, rooms, table))
    return tuple(sorted(found, key=lambda seeing: seeing.day))


def _room_for_sights(table: Table, route: Route, halt: Halt) -> list[tuple[int, int]]:
    arriving, leaving = _legs(route, halt)
    rooms = []
    for day in range(halt.first_day, halt.last_day + 1):
        comes = arriving if day == halt.first_day else None
        goes = leaving if day == halt.last_day else None
        whole = comes is None and goes is None
        rooms.append((day, table.sights_a_day[1] if whole else part_day_sights(table, comes, goes)))
    return rooms


def _affordable(sights: tuple[Sight, ...], must: int, room: int, people: int, left_over: int | None) -> list[Sight]:
    """At most `room` sights, best first; the cheapest `must` of them are paid for already."""
    ranked = sorted(sights, key=lambda s: (-s.points, s.price, s.name))[:room]
    cheapest = sorted(sights, key=lambda s: (s.price, -s.points, s.name))[:must]
    if left_over is None:
        return ranked
    spare = left_over + people * sum(s.price for s in cheapest)
    kept: list[Sight] = []
    for sight in ranked:
        rest = people * sum(s.price for s in cheapest[len(kept) + 1 :])
        if people * sight.price + rest <= spare:
            kept.append(sight)
            spare -= people * sight.price
    missing = [s for s in cheapest if s not in kept][: max(0, must - len(kept))]
    return [*kept, *missing]


def _shared(kept: list[Sight], rooms: list[tuple[int, int]], table: Table) -> list[tuple[int, Sight]]:
    """Every day one of the best left and its neighbours; whole days get theirs before parts of days."""
    left = list(kept)
    least = table.sights_a_day[0]
    wholes = sum(1 for _, room in rooms if room == table.sights_a_day[1])
    shared: list[tuple[int, Sight]] = []
    for day, room in sorted(rooms, key=lambda r: -r[1]):
        if not left or not room:
            continue
        whole = room == table.sights_a_day[1]
        wholes -= whole
        count = max(1, min(room, len(left) - least * wholes)) if whole else room
        first = left.pop(0)
        near = sorted(left, key=lambda s, f=first: _apart(f, s))[: count - 1]  # type: ignore[misc]
        left = [s for s in left if s not in near]
        shared.extend((day, sight) for sight in (first, *near))
    return shared


def _apart(a: Sight, b: Sight) -> float:
    """Roughly, in degrees of latitude; without a position they count as far."""
    if a.at is None or b.at is None:
        return 180.0
    return hypot(a.at[0] - b.at[0], (a.at[1] - b.at[1]) * cos(radians(a.at[0])))
