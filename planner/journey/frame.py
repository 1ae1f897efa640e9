"""A journey problem made ready to search: wishes applied, towns and legs as arrays.

Values are in hundredths of a point. A leg's *signature* is how many meals of its day fall to the town it
leaves and to the town it reaches.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
    Stay,
    Tastes,
    Town,
    Visits,
    Without,
)
from planner.journey.table import leg_meals

Floats = NDArray[np.float64]
NEVER = -np.inf


@dataclass(frozen=True, slots=True)
class Way:
    """A leg between towns by index (-1 is the start, -2 the end), with what it is worth and costs."""

    leg: Leg
    origin: int
    destination: int
    worth: int
    cost: int
    left: int
    reached: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What the wishes ask of one town's days: nights, days it must cover, and days it must meet."""

    least: int
    most: int
    covers: tuple[tuple[int, int], ...] = ()
    meets: tuple[tuple[int, int], ...] = ()

    def allow(self, first_day: int, last_day: int) -> bool:
        return (
            self.least <= last_day - first_day <= self.most
            and all(first_day <= a and b <= last_day for a, b in self.covers)
            and all(first_day <= b and a <= last_day for a, b in self.meets)
        )

    @property
    def latest_arrival(self) -> int | None:
        """The last day on which an arrival is not too late for a window; None without one."""
        ends = [a for a, _ in self.covers] + [b for _, b in self.meets]
        return min(ends, default=None)


class Meals(NamedTuple):
    """How many meals are had in a town at least and at most."""

    least: int
    most: int


class Bundle(NamedTuple):
    """Ways of one signature as arrays; the end is destination -2."""

    left: int
    reached: int
    origins: NDArray[np.int64]
    destinations: NDArray[np.int64]
    worths: Floats
    costs: Floats


def _bundle(signature: tuple[int, int], ways: list[Way]) -> Bundle:
    return Bundle(
        *signature,
        np.array([way.origin for way in ways]),
        np.array([way.destination for way in ways]),
        np.array([way.worth for way in ways], dtype=np.float64),
        np.array([way.cost for way in ways], dtype=np.float64),
    )


class Frame:
    """The problem under its wishes; `stays[t]` are those that may be slept in."""

    def __init__(self, problem: JourneyProblem) -> None:
        self.problem = problem
        self.nights = problem.days - 1
        self.meals = len(problem.table.meals) if problem.table else 0
        self.meal_points = problem.table.meal_points if problem.table else 0
        self.towns: tuple[Town, ...] = problem.towns
        self.budget = min((w.limit for w in problem.wishes if isinstance(w, Budget)), default=None)
        self.tastes = tuple(dict.fromkeys(w.cuisine for w in problem.wishes if isinstance(w, Tastes)))
        self.index = {town.name: t for t, town in enumerate(self.towns)}
        self.stays = tuple(_stays(problem, town) for town in self.towns)
        self.limits = tuple(_limits(problem, town) for town in self.towns)
        self.required = _required(problem, self.index)
        self.not_before = _not_before(problem, self.index)
        self.banned = frozenset(w.mode for w in problem.wishes if isinstance(w, Without))
        ways = _ways(problem, self.index, self.banned)
        self.worlds = _worlds(problem, {way.leg.mode for way in ways})
        self.ways = _best_ways(ways)
        self._bundles: dict[tuple[int, frozenset[str]], tuple[Bundle, ...]] = {}
        self._allowed: dict[tuple[int, int], NDArray[np.bool_]] = {}

    @property
    def unknown(self) -> bool:
        """Whether a wish names a town that is none of the problem's."""
        named = {w.town for w in self.problem.wishes if isinstance(w, Visits | Covers | Meets)}
        return bool(named - self.index.keys())

    def meals_in_town(self, first_day: int, nights: int, on_arrival: int, on_leaving: int) -> Meals:
        """Meals of a town lived in from `first_day`, given those of its first and last day."""
        problem, table = self.problem, self.problem.table
        most = max(0, on_arrival + on_leaving + self.meals * (nights - 1))
        if table is None or not table.spare_meals:
            return Meals(most, most)
        least = self.meals * max(0, nights - 1)
        if first_day == 1 and problem.start is None:
            least += self.meals
        if first_day + nights == problem.days:
            least += self.meals if problem.end is None else bool(table.on_departure)
        return Meals(min(least, most), most)

    @property
    def useful_legs(self) -> tuple[Leg, ...]:
        """Without those that another beats whatever is wished for."""
        return tuple(dict.fromkeys(way.leg for ways in self.ways.values() for way in ways))

    def bundles(self, day: int, modes: frozenset[str]) -> tuple[Bundle, ...]:
        """The ways between towns, and home, of exactly this day (0: of any day), by signature."""
        if (day, modes) not in self._bundles:
            groups: dict[tuple[int, int], list[Way]] = defaultdict(list)
            for way in self.ways.get(day, ()):
                if way.origin >= 0 and way.leg.mode in modes:
                    groups[way.left, way.reached].append(way)
            self._bundles[day, modes] = tuple(_bundle(signature, ways) for signature, ways in groups.items())
        return self._bundles[day, modes]

    def allowed(self, first_day: int, nights: int) -> NDArray[np.bool_]:
        """By town: whether it may be lived in for these days."""
        if (first_day, nights) not in self._allowed:
            fits = [limits.allow(first_day, first_day + nights) for limits in self.limits]
            self._allowed[first_day, nights] = np.array(fits, dtype=np.bool_)
        return self._allowed[first_day, nights]

    def on(self, day: int) -> tuple[Way, ...]:
        """The ways of a day, those of any day included."""
        return (*self.ways.get(day, ()), *self.ways.get(0, ()))


def _stays(problem: JourneyProblem, town: Town) -> tuple[Stay, ...]:
    kinds = [w.kinds for w in problem.wishes if isinstance(w, RoomOf)]
    rules = {w.rule for w in problem.wishes if isinstance(w, Admits)}
    return tuple(
        stay for stay in town.stays if not stay.refuses & rules and all(stay.kind in wanted for wanted in kinds)
    )


def _limits(problem: JourneyProblem, town: Town) -> Limits:
    least, most = town.least_nights, min(town.most_nights, problem.days - 1)
    covers: list[tuple[int, int]] = []
    meets: list[tuple[int, int]] = []
    for wish in problem.wishes:
        if isinstance(wish, NightsIn) and wish.town == town.name:
            least, most = max(least, wish.least), min(most, wish.most)
        elif isinstance(wish, Covers) and wish.town == town.name:
            covers.append((wish.first_day, wish.last_day))
        elif isinstance(wish, Meets) and wish.town == town.name:
            meets.append((wish.first_day, wish.last_day))
    return Limits(least, most, tuple(covers), tuple(meets))


def _required(problem: JourneyProblem, index: dict[str, int]) -> int:
    """The towns that must be visited, as bits."""
    if problem.visit_count == len(problem.towns):
        return (1 << len(problem.towns)) - 1
    bits = 0
    for wish in problem.wishes:
        if isinstance(wish, Visits | Covers | Meets) and wish.town in index:
            bits |= 1 << index[wish.town]
    return bits


def _not_before(problem: JourneyProblem, index: dict[str, int]) -> tuple[int, ...]:
    """For every town the towns that may not be visited before it, as bits."""
    bits = [0] * len(problem.towns)
    for wish in problem.wishes:
        if isinstance(wish, Before) and wish.earlier in index and wish.later in index:
            bits[index[wish.earlier]] |= 1 << index[wish.later]
    if problem.keep_order:
        for earlier, later in combinations(range(len(problem.towns)), 2):
            bits[earlier] |= 1 << later
    return tuple(bits)


def _ways(problem: JourneyProblem, index: dict[str, int], banned: frozenset[str]) -> list[Way]:
    ways: list[Way] = []
    for leg in problem.legs:
        if leg.mode in banned or (leg.day is not None and not 1 <= leg.day <= problem.days):
            continue
        origins = [index[leg.origin]] if leg.origin in index else []
        destinations = [index[leg.destination]] if leg.destination in index else []
        if leg.origin == problem.start and leg.day in {None, 1}:
            origins.append(-1)
        if leg.destination == problem.end and leg.day in {None, problem.days}:
            destinations.append(-2)
        ways.extend(_way(problem, leg, a, b) for a in origins for b in destinations if a != b)
    return ways


def _way(problem: JourneyProblem, leg: Leg, origin: int, destination: int) -> Way:
    left, reached = leg_meals(problem.table, leg, from_home=origin == -1, to_home=destination == -2)
    cost = leg.cost(problem.people)
    worth = 100 * leg.points - problem.minute_cents * leg.minutes - problem.money_cents * cost
    return Way(leg, origin, destination, worth, cost, len(left), len(reached))


def _worlds(problem: JourneyProblem, modes: set[str]) -> tuple[frozenset[str], ...]:
    """The largest sets of modes that go together: each journey lies in one of them at least."""
    worlds: list[frozenset[str]] = [frozenset(modes)]
    for a, b in problem.unmixed:
        worlds = [w for world in worlds for w in ((world - {a}, world - {b}) if {a, b} <= world else (world,))]
    unique = sorted(set(worlds), key=sorted)
    return tuple(w for w in unique if not any(w < other for other in unique))


def _best_ways(ways: list[Way]) -> dict[int, tuple[Way, ...]]:
    """By day (0: any), without those that another of the same mode and meals beats in worth and cost."""
    groups: dict[tuple[int, int, int, str, int, int], list[Way]] = defaultdict(list)
    for way in ways:
        leg = way.leg
        groups[way.origin, way.destination, leg.day or 0, leg.mode, way.left, way.reached].append(way)
    days: dict[int, list[Way]] = defaultdict(list)
    for (_, _, day, *_), group in groups.items():
        cheapest: int | None = None
        for way in sorted(group, key=lambda w: (-w.worth, w.cost, w.leg.ref)):
            if cheapest is None or way.cost < cheapest:
                cheapest = way.cost
                days[day].append(way)
    return {day: tuple(found) for day, found in days.items()}
