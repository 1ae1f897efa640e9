"""Every journey there is, by trying all of them: slow, plain, and sharing nothing with the solver but values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise, permutations, product
from typing import NamedTuple

from planner.journey.problem import (
    Admits,
    Before,
    Budget,
    Covers,
    JourneyProblem,
    Leg,
    Meets,
    NightsIn,
    RoomOf,
    Tastes,
    Town,
    Visits,
    Without,
)


class Truth(NamedTuple):
    points: float
    cost: int


def all_journeys(problem: JourneyProblem) -> Iterator[Truth]:
    """Points and cost of every journey that keeps every wish; small problems only."""
    for towns in permutations(problem.towns, problem.visit_count):
        for nights in _shares(problem.days - 1, len(towns)):
            days = [1 + sum(nights[:n]) for n in range(len(nights) + 1)]
            spans = [(town, days[n], days[n + 1]) for n, town in enumerate(towns)]
            if _days_suit(problem, spans):
                yield from _with_legs(problem, spans)


def _shares(nights: int, towns: int) -> Iterator[tuple[int, ...]]:
    yield from (share for share in product(range(nights + 1), repeat=towns) if sum(share) == nights)


def _days_suit(problem: JourneyProblem, spans: list[tuple[Town, int, int]]) -> bool:
    at = {town.name: (first, last) for town, first, last in spans}
    order = [town.name for town, _, _ in spans]
    for town, first, last in spans:
        if not town.least_nights <= last - first <= town.most_nights:
            return False
    if problem.keep_order and order != [t.name for t in problem.towns if t.name in at]:
        return False
    for wish in problem.wishes:
        match wish:
            case Visits(name) if name not in at:
                return False
            case NightsIn(name, least, most) if name in at and not least <= at[name][1] - at[name][0] <= most:
                return False
            case Covers(name, a, b) if name not in at or at[name][0] > a or at[name][1] < b:
                return False
            case Meets(name, a, b) if name not in at or at[name][0] > b or at[name][1] < a:
                return False
            case Before(a, b) if a in at and b in at and order.index(a) > order.index(b):
                return False
            case _:
                pass
    return True


def _with_legs(problem: JourneyProblem, spans: list[tuple[Town, int, int]]) -> Iterator[Truth]:
    stops = [(town.name, last) for town, _, last in spans]
    hops = [(a, b, day) for (a, day), (b, _) in pairwise(stops)]
    if problem.start is not None:
        hops.insert(0, (problem.start, stops[0][0], 1))
    if problem.end is not None:
        hops.append((stops[-1][0], problem.end, problem.days))
    banned = {wish.mode for wish in problem.wishes if isinstance(wish, Without)}
    choices = [
        [leg for leg in problem.legs if (leg.origin, leg.destination) == (a, b) and leg.day in {None, day}]
        for a, b, day in hops
    ]
    for legs in product(*choices):
        modes = {leg.mode for leg in legs}
        if not modes & banned and not any(set(pair) <= modes for pair in problem.unmixed):
            yield from _with_stays(problem, spans, legs)


def _with_stays(problem: JourneyProblem, spans: list[tuple[Town, int, int]], legs: tuple[Leg, ...]) -> Iterator[Truth]:
    kinds = [wish.kinds for wish in problem.wishes if isinstance(wish, RoomOf)]
    rules = {wish.rule for wish in problem.wishes if isinstance(wish, Admits)}
    options = [
        [
            stay
            for stay in town.stays
            if stay.least_nights <= last - first and not stay.refuses & rules and all(stay.kind in k for k in kinds)
        ]
        if problem.lodging and last > first
        else [None]
        for town, first, last in spans
    ]
    share = (problem.days - 1) / len(spans)
    for stays in product(*options):
        cents = sum(100 * leg.points - problem.minute_cents * leg.minutes for leg in legs)
        cost = sum(leg.cost(problem.people) for leg in legs)
        for (town, first, last), stay in zip(spans, stays, strict=True):
            cents += 100 * town.points - round(problem.uneven * 100 * (last - first - share) ** 2)
            if stay is not None:
                cents += 100 * stay.points * (last - first)
                cost += stay.cost(problem.people, last - first)
        yield from _with_meals(problem, spans, legs, cents, cost)


def _with_meals(
    problem: JourneyProblem, spans: list[tuple[Town, int, int]], legs: tuple[Leg, ...], cents: int, cost: int
) -> Iterator[Truth]:
    tastes = {wish.cuisine for wish in problem.wishes if isinstance(wish, Tastes)}
    limits = [wish.limit for wish in problem.wishes if isinstance(wish, Budget)]
    choices = []
    for town, first, last in spans:
        least, most = meals_in(problem, town.name, first, last, legs)
        choices.append([c for n in range(least, most + 1) for c in combinations(town.eateries, n)])
    extra = problem.table.meal_points if problem.table else 0
    for chosen in product(*choices):
        places = [place for group in chosen for place in group]
        total = cost + sum(place.price for place in places) * problem.people
        if tastes <= {c for place in places for c in place.cuisines} and all(total <= limit for limit in limits):
            whole = cents + sum(100 * (place.points + extra) for place in places) - problem.money_cents * total
            yield Truth(whole / 100, total)


def meals_in(problem: JourneyProblem, town: str, first: int, last: int, legs: tuple[Leg, ...]) -> tuple[int, int]:
    """Least and most meals of a town, counted meal by meal."""
    table = problem.table
    if table is None or first == last:
        return 0, 0
    coming = next((leg for leg in legs if leg.destination == town), None)
    going = next((leg for leg in legs if leg.origin == town), None)
    least = most = 0
    for day in range(first, last + 1):
        for meal in table.meals:
            here, sure = True, True
            if day == first and coming is not None:
                departs = table.set_out_min if coming.depart_min is None else coming.depart_min
                arrives = departs + coming.minutes if coming.arrive_min is None else coming.arrive_min
                before = departs >= meal.from_min + 60
                from_home = coming.origin == problem.start
                here = (arrives <= meal.to_min and not before) or (from_home and meal.name == table.on_arrival)
                sure = False
            if day == last and going is not None:
                departs = table.set_out_min if going.depart_min is None else going.depart_min
                to_home = going.destination == problem.end
                kept = to_home and meal.name == table.on_departure
                here, sure = departs >= meal.from_min + 60 or kept, kept
            most += here
            least += here and (sure or not table.spare_meals)
    return least, most
