"""A city's candidates and dates as a planning problem in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from agents.optimisation.exchange import Exchange, party_price
from agents.optimisation.frames import (
    MAX_SIGHTS,
    MAX_VISIT_MIN,
    STRETCH_MIN,
    Frame,
    meal_spans,
    meals_covered,
)
from agents.optimisation.stays import allowed
from agents.optimisation.ways_told import source_of, ways_between
from domain.candidates import CityCandidates, CityTransfers, Scored, Weather
from domain.city import CityFacts
from domain.itinerary import Purpose
from domain.money import Money
from domain.place import DayPart, Kind, Meal, Place, Setting, Source
from domain.request import TripRequest
from planner.problem import GRID_MIN, MEAL_PRIZE, MUST_PRIZE, DayFrame, Opening, Problem, Task
from tools.routes.offline import Matrix, Traveller

SMALL_CHILD_AGE = 6
MEAL_LEAST_MIN = 30
EVENING_FROM_MIN = 17 * 60
STRETCH_SHARE = 4  # a visit may last a quarter longer than typical
_PARTS = {DayPart.MORNING: (0, 750), DayPart.AFTERNOON: (720, 1050), DayPart.EVENING: (1020, 1680)}
_UNWANTED_MEAL_PRIZE = 1_500  # a meal time only touched: welcome, not needed
_SECOND_VISIT_LOSS = 6_000
_WRONG_DIET_LOSS = 9_000
_MEAL_SCORE_SHARE = 60
_FRUGAL_RANGE = 40_000  # between the dearest meal and a free one, where cost is all that counts
_EARLY_MIN = 30
_UNKNOWN_HOURS = ((10 * 60, 17 * 60),)
_UNKNOWN_TABLES = ((11 * 60 + 30, 15 * 60), (18 * 60, 22 * 60 + 30))
_ENOUGH_SIGHTS = 24  # of known hours and price, above which others are not looked at


@dataclass(frozen=True)
class Setup:
    """What a city's problem is built from, one frame and base per date.

    `money` is the variable budget, `taken` are places used elsewhere, `bonus` adds hundredths of
    a point to places that must be among those looked at, `frugal` asks for the cheapest of everything, `transfers`
    are travel times that were read.
    """

    request: TripRequest
    city: CityCandidates
    frames: tuple[Frame, ...]
    bases: tuple[Place, ...]
    exchange: Exchange
    weather: Mapping[date, Weather]
    money: int | None = None
    taken: frozenset[str] = frozenset()
    frugal: bool = False
    bonus: Mapping[str, int] = field(default_factory=dict)
    transfers: CityTransfers | None = None

    @cached_property
    def dearest_meal(self) -> int:
        """For the party, minor units, at least 1."""
        return max((cost_of(scored.place, self.request, self.exchange) for scored in self.city.eats), default=0) or 1


@dataclass(frozen=True)
class _Ground:
    """The setup with its locations and the minutes between them."""

    setup: Setup
    where: Mapping[str, int]
    minutes: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Travels:
    """Ways between places; fares are `Money` for the party in the trip's currency, `fare_minor` their minor units."""

    places: tuple[Place, ...]
    matrix: Matrix
    fares: npt.NDArray[np.object_]
    fare_minor: npt.NDArray[np.int64]

    def location(self, place_id: str) -> int:
        return next(i for i, place in enumerate(self.places) if place.id == place_id)


@dataclass(frozen=True)
class Built:
    """The problem and what its locations are."""

    problem: Problem
    travels: Travels


def traveller_of(request: TripRequest) -> Traveller:
    slow = request.step_free or any(age < SMALL_CHILD_AGE for age in request.party.children)
    return Traveller(request.party.size, slow, frozenset(request.avoid_modes))


def build(setup: Setup) -> Built:
    """Problem for one city's dates in a row."""
    chosen = [*_sights(setup), *_eats(setup)]
    bases = {place.id: place for place in setup.bases}
    places = (*bases.values(), *(scored.place for scored in chosen))
    travels = travels_between(setup, places)
    where = {place.id: index for index, place in enumerate(places)}
    minutes = travels.matrix.minutes
    tasks = [task for scored in chosen for task in _tasks(_Ground(setup, where, minutes), scored)]
    days = tuple(_day(setup, frame, where[base.id]) for frame, base in zip(setup.frames, setup.bases, strict=True))
    problem = Problem(
        days=days,
        tasks=tuple(tasks),
        minutes=minutes,
        fares=travels.fare_minor,
        budget=setup.money,
    )
    return Built(problem, travels)


def travels_between(setup: Setup, places: Sequence[Place]) -> Travels:
    facts = setup.city.city
    result = ways_among(setup, places)
    # A city has a few fares for a great many pairs of places: each is exchanged once.
    values, at = np.unique(result.fares, return_inverse=True)
    known = [setup.exchange.or_zero(Money(minor=int(value), currency=facts.currency)) for value in values]
    fares = np.empty(len(known), dtype=np.object_)
    fares[:] = known
    minor = np.array([money.minor for money in known], dtype=np.int64)
    shape = result.fares.shape
    return Travels(tuple(places), result, fares[at.reshape(shape)], minor[at.reshape(shape)])


def ways_among(setup: Setup, places: Sequence[Place]) -> Matrix:
    return ways_between(places, setup.city.city, traveller_of(setup.request), setup.transfers)


def way_source(setup: Setup, ways: Matrix, start: int, end: int) -> Source:
    return source_of(ways, start, end, setup.city.city, setup.transfers)


def _day(setup: Setup, frame: Frame, base: int) -> DayFrame:
    most, minutes = MAX_SIGHTS[frame.pace], MAX_VISIT_MIN[frame.pace]
    return DayFrame(
        start=-(-frame.start // GRID_MIN) * GRID_MIN,
        end=frame.end,
        base=base,
        max_visits=most,
        max_minutes=minutes,
        stretch_minutes=STRETCH_MIN,
        meals=meals_covered(frame, setup.city.city),
    )


def must_ids(request: TripRequest) -> set[str]:
    return {wish.place_id for wish in request.must_see if wish.place_id}


def welcome(place: Place, request: TripRequest) -> bool:
    """Whether nothing the traveller said rules the place out."""
    if any(wish.place_id == place.id for wish in request.must_avoid) or not allowed(place, request):
        return False
    words = {place.category.value, *(tag.lower() for tag in place.tags)}
    return not words & {word.lower() for word in request.avoid}


def _sights(setup: Setup) -> list[Scored]:
    """The best that may be visited; enough to choose from, few enough to search quickly."""
    wanted, most = must_ids(setup.request) | set(setup.bonus), 14 + 9 * len(setup.frames)
    open_to_all = [s for s in setup.city.sights if s.place.id not in setup.taken and welcome(s.place, setup.request)]
    possible = [
        scored
        for scored in open_to_all
        if (scored.place.hours is not None or scored.place.id in wanted)
        and (setup.money is None or scored.place.price is not None or scored.place.id in wanted)
    ]
    possible += _less_known(open_to_all, possible, min(_ENOUGH_SIGHTS, 3 * len(setup.frames)))
    if setup.frugal:
        possible = [
            s for s in possible if s.place.id in wanted or (s.place.price is not None and not s.place.price.minor)
        ]
    possible.sort(key=lambda s: (s.place.id not in wanted, -s.score, s.place.id))
    return possible[:most]


def _eats(setup: Setup) -> list[Scored]:
    """Those that serve every diet asked for; others only where these are too few."""
    needed = 2 * len(setup.frames) + 2
    wanted = must_ids(setup.request) | set(setup.bonus)
    open_to_all = [s for s in setup.city.eats if s.place.id not in setup.taken and welcome(s.place, setup.request)]
    possible = [
        scored
        for scored in open_to_all
        if scored.place.hours is not None and (scored.place.price is not None or scored.place.id in wanted)
    ]
    possible += _less_known(open_to_all, possible, needed)
    fitting = [s for s in possible if suits_diets(s.place, setup.request) or s.place.id in wanted]
    if len(fitting) < needed:
        fitting = possible
    fitting.sort(key=lambda s: (s.place.id not in wanted, -s.score, s.place.id))
    return fitting[: max(14, 8 + 4 * len(setup.frames))] if not setup.frugal else fitting


def _less_known(pool: Sequence[Scored], possible: Sequence[Scored], enough: int) -> list[Scored]:
    """The best whose hours or price nobody knows, where the others are too few: a warning will name each."""
    known = {scored.place.id for scored in possible}
    others = sorted((s for s in pool if s.place.id not in known), key=lambda s: (-s.score, s.place.id))
    return others[: max(0, enough - len(possible))]


def suits_diets(place: Place, request: TripRequest) -> bool:
    return set(request.diets) <= set(place.diets)


def _tasks(ground: _Ground, scored: Scored) -> list[Task]:
    if scored.place.kind is Kind.SIGHT:
        return [_visit(ground, scored)]
    served = {Purpose(meal.value) for meal in scored.place.meals}
    copies = (0, 1) if ground.setup.frugal or _few_eats(ground.setup) else (0,)
    return [
        _meal(ground, scored, meal, copy)
        for meal in (Purpose.LUNCH, Purpose.DINNER)
        if meal in served
        for copy in copies
    ]


def _few_eats(setup: Setup) -> bool:
    """Whether there are too few places for a new one at every meal."""
    days = len(setup.frames)
    serving = [sum(meal in scored.place.meals for scored in setup.city.eats) for meal in (Meal.LUNCH, Meal.DINNER)]
    return len(setup.city.eats) < 2.5 * days + 2 or min(serving) < 1.5 * days + 1


def _visit(ground: _Ground, scored: Scored) -> Task:
    setup, place = ground.setup, scored.place
    length = visit_length(place, setup.frames)
    evening = place.best == (DayPart.EVENING,)
    openings = tuple(
        _later(_reachable(ground, day, place.id, openings_on(place, frame.on, length), length), evening)
        for day, frame in enumerate(setup.frames)
    )
    return Task(
        place_id=place.id,
        purpose=Purpose.VISIT,
        location=ground.where[place.id],
        minutes=length,
        cost=cost_of(place, setup.request, setup.exchange),
        openings=openings,
        scores=tuple(_score(setup, scored, frame.on) for frame in setup.frames),
        prize=MUST_PRIZE if place.id in must_ids(setup.request) else 0,
        category=place.category.value,
        best=tuple(_PARTS[part] for part in place.best),
        stretch=length // STRETCH_SHARE // GRID_MIN * GRID_MIN,
    )


def _meal(ground: _Ground, scored: Scored, meal: Purpose, copy: int) -> Task:
    setup, place = ground.setup, scored.place
    length = meal_length(place)
    openings, scores = [], []
    for day, frame in enumerate(setup.frames):
        first, last = sitting(setup.city.city, frame, meal)
        possible = tuple(
            Opening(max(o.first, first), min(o.last, last), o.close)
            for o in openings_on(place, frame.on, length)
            if max(o.first, first) <= min(o.last, last)
        )
        openings.append(_reachable(ground, day, place.id, possible, length))
        wanted = meal in meals_covered(frame, setup.city.city)
        scores.append((MEAL_PRIZE if wanted else _UNWANTED_MEAL_PRIZE) + _meal_score(setup, scored, copy))
    return Task(
        place_id=place.id,
        purpose=meal,
        location=ground.where[place.id],
        minutes=length,
        cost=cost_of(place, setup.request, setup.exchange),
        openings=tuple(openings),
        scores=tuple(scores),
        prize=MUST_PRIZE if place.id in must_ids(setup.request) and copy == 0 else 0,
        category=f"cuisine {place.cuisines[0]}" if place.cuisines else "",
        best=_at_table(setup.city.city, meal),
        copy=copy,
    )


def _at_table(city: CityFacts, meal: Purpose) -> tuple[tuple[int, int], ...]:
    """Most sit down in the first two thirds of a meal's time."""
    first, last = meal_spans(city)[meal]
    return ((first - _EARLY_MIN, last - (last - first) // 3),)


def sitting(city: CityFacts, frame: Frame, meal: Purpose) -> tuple[int, int]:
    """When to sit down; half an hour early where the day ends before the meal could."""
    first, last = meal_spans(city)[meal]
    if frame.end < first + 120:
        first -= _EARLY_MIN
    return first, last


def _meal_score(setup: Setup, scored: Scored, copy: int) -> int:
    if setup.frugal:
        cost = cost_of(scored.place, setup.request, setup.exchange)
        return round(_FRUGAL_RANGE * (1 - cost / setup.dearest_meal))
    loss = 0 if suits_diets(scored.place, setup.request) else _WRONG_DIET_LOSS
    bonus = setup.bonus.get(scored.place.id, 0)
    return round(scored.score * _MEAL_SCORE_SHARE) - loss - _SECOND_VISIT_LOSS * (copy > 0) + bonus


def _score(setup: Setup, scored: Scored, on: date) -> int:
    """Hundredths of a point; outdoors counts less on a day of bad weather, indoors more."""
    weather, factor = setup.weather.get(on), 1.0
    if weather is not None and weather.bad:
        factor = {Setting.OUTDOOR: 0.35, Setting.MIXED: 0.8, Setting.INDOOR: 1.1}[scored.place.setting]
    return round(scored.score * 100 * factor) + setup.bonus.get(scored.place.id, 0)


def cost_of(place: Place, request: TripRequest, exchange: Exchange) -> int:
    """For the party, minor units; 0 where the price is not known."""
    price = party_price(place, request.party)
    return 0 if price is None else exchange.or_zero(price).minor


def meal_length(place: Place) -> int:
    return -(-max(MEAL_LEAST_MIN, place.visit_min) // GRID_MIN) * GRID_MIN


def visit_length(place: Place, frames: Sequence[Frame]) -> int:
    """Typical, or what the pace and the hours of its best day allow if that is still worth it."""
    typical = -(-place.visit_min // GRID_MIN) * GRID_MIN
    short = -(-place.visit_min_short // GRID_MIN) * GRID_MIN
    pace = max((MAX_VISIT_MIN[frame.pace] for frame in frames), default=typical)
    if place.hours is None:
        return max(short, min(typical, pace))
    widest = max((w.end - w.start for f in frames for w in place.hours.windows_on(f.on)), default=typical)
    return max(short, min(typical, pace, widest // GRID_MIN * GRID_MIN))


def openings_on(place: Place, on: date, length: int) -> tuple[Opening, ...]:
    """When a visit of `length` may start on a date; hours not known count as ordinary day or meal hours."""
    unknown = _UNKNOWN_TABLES if place.kind is Kind.EAT else _UNKNOWN_HOURS
    windows = unknown if place.hours is None else place.hours.windows_on(on)
    return tuple(
        Opening(first, min(close - length, close - place.last_entry_min), close)
        for first, close in windows
        if min(close - length, close - place.last_entry_min) >= first
    )


def _reachable(
    ground: _Ground, day: int, place_id: str, openings: tuple[Opening, ...], length: int
) -> tuple[Opening, ...]:
    """Openings cut to what the day allows, on the grid where possible."""
    frame, minutes = ground.setup.frames[day], ground.minutes
    base, here = ground.where[ground.setup.bases[day].id], ground.where[place_id]
    earliest = frame.start + int(minutes[base, here])
    latest = frame.end - length - int(minutes[here, base])
    found = []
    for first, last, close in openings:
        start = -(-max(first, earliest) // GRID_MIN) * GRID_MIN
        end = min(last, latest)
        if start <= end:
            found.append(Opening(start, end, close))
    return tuple(found)


def _later(openings: tuple[Opening, ...], evening: bool) -> tuple[Opening, ...]:
    """For what is only worth it in the evening: from 17:00, where it is open then at all."""
    late = tuple(
        Opening(max(o.first, EVENING_FROM_MIN), o.last, o.close) for o in openings if o.last >= EVENING_FROM_MIN
    )
    return late if evening and late else openings
