"""What the sandbox has to offer for a wish: a journey problem in the planner's numbers.

Points weigh a star of a stay's rating at 400 a night, a star of a restaurant at 200 a meal, an hour of
travel at 120 and a dollar a head at one, so that the best rated wins as long as it is not absurdly dear
or far. A meal is worth 1,500 besides, so that one of a day of travel is left out only where the money asks
for it. A sight more in a town's list (up to ten) is worth 40.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, permutations
from math import ceil
from typing import TypeVar

from domain.request import JourneyWish
from evals.suites.travelplanner.flights import Flight
from evals.suites.travelplanner.sandbox import RestaurantRow, Sandbox, SightRow, StayRow
from planner.journey.problem import (
    Admits,
    Budget,
    Eatery,
    JourneyProblem,
    Leg,
    Meal,
    RoomOf,
    Sight,
    Stay,
    Table,
    Tastes,
    Town,
    Visits,
    Wish,
    Without,
)

FLIGHT, DRIVE, TAXI = "Flight", "Self-driving", "Taxi"
ROOMS = {
    "entire": frozenset({"Entire home/apt"}),
    "private": frozenset({"Private room"}),
    "shared": frozenset({"Shared room"}),
    "not_shared": frozenset({"Entire home/apt", "Private room"}),
}
RULES = {rule: rule for rule in ("pets", "smoking", "parties", "visitors")} | {"children": "children under 10"}
_MODES = {"flight": FLIGHT, "car": DRIVE, "taxi": TAXI}
_STAY_STAR, _MEAL_STAR, _MINUTE_CENTS, _SIGHT, _MOST_SIGHTS = 400, 200, 200, 40, 10
_AIRPORT_MIN = 120  # to the airport and from it, on top of the flight
_DRIVE_SEATS, _TAXI_SEATS = 5, 4
TABLE = Table(
    meals=(
        Meal("breakfast", 7 * 60, 9 * 60 + 30),
        Meal("lunch", 11 * 60 + 30, 14 * 60),
        Meal("dinner", 17 * 60 + 30, 21 * 60 + 30),
    ),
    on_arrival="dinner",
    on_departure="breakfast",
    spare_meals=True,
    meal_points=1500,
    sights_a_day=(1, 3),
)
_SIGNS = re.compile(r"[\W_]+")
_SET_OUT, _BE_THERE, _EARLIEST = 9 * 60, 20 * 60, 5 * 60


def make_problem(wish: JourneyWish, sandbox: Sandbox, table: Table = TABLE) -> JourneyProblem:
    """The towns that the wish leaves open are all of its region; names that mean two places are left out."""
    towns = _towns(wish, sandbox)
    return JourneyProblem(
        days=wish.days,
        towns=tuple(_town(name, sandbox) for name in towns),
        legs=tuple(_legs(wish, towns, sandbox)),
        people=wish.people,
        start=wish.origin,
        end=wish.origin,
        visits=wish.town_count,
        unmixed=((DRIVE, FLIGHT), (DRIVE, TAXI)),
        wishes=_wishes(wish),
        lodging=True,
        table=table,
        minute_cents=_MINUTE_CENTS,
        money_cents=max(1, round(100 / wish.people)),
        uneven=300,
    )


def _towns(wish: JourneyWish, sandbox: Sandbox) -> tuple[str, ...]:
    if wish.region is None:
        return wish.towns
    others = (town for town in sandbox.towns_of(wish.region) if town != wish.origin)
    return tuple(dict.fromkeys((*wish.towns, *others)))


def _wishes(wish: JourneyWish) -> tuple[Wish, ...]:
    found: list[Wish] = []
    if wish.budget is not None:
        found.append(Budget(int(wish.budget.major)))
    if wish.room is not None:
        found.append(RoomOf(ROOMS[wish.room]))
    found.extend(Admits(RULES[rule]) for rule in wish.house_rules)
    found.extend(Tastes(cuisine) for cuisine in wish.cuisines)
    found.extend(Without(_MODES[mode]) for mode in wish.avoid_modes if mode in _MODES)
    if wish.region is not None:
        found.extend(Visits(town) for town in wish.towns)
    return tuple(found)


def _town(name: str, sandbox: Sandbox) -> Town:
    stays = _unmistakable(sandbox.stays.get(name, ()))
    eateries = _unmistakable(sandbox.restaurants.get(name, ()))
    sights = _unmistakable(sandbox.sights.get(name, ()))
    return Town(
        name,
        stays=tuple(_stay(row) for row in stays),
        eateries=tuple(_eatery(row) for row in eateries),
        sights=tuple(Sight(row.name, at=(row.latitude, row.longitude)) for row in sights),
        points=_SIGHT * min(len(sights), _MOST_SIGHTS),
    )


Row = TypeVar("Row", StayRow, RestaurantRow, SightRow)


def _unmistakable(rows: Sequence[Row]) -> list[Row]:
    """Rows whose name, written into a plan and looked up by those who read it, finds just that row first.

    Of names that differ in signs alone ("AB's - Grill", "ABs Grill") the first is kept.
    """
    kept: list[Row] = []
    heard: set[str] = set()
    for index, row in enumerate(rows):
        name, sound = row.name.strip(), _SIGNS.sub("", row.name.casefold())
        plain = name and "\n" not in name and ";" not in name and sound not in heard
        if plain and not any(name in earlier.name for earlier in rows[:index]):
            kept.append(row)
            heard.add(sound)
    return kept


def _stay(row: StayRow) -> Stay:
    return Stay(
        row.name,
        price=ceil(row.price),
        sleeps=row.sleeps,
        least_nights=row.least_nights,
        kind=row.kind,
        refuses=frozenset(word.strip().removeprefix("No ") for word in row.rules.split("&")),
        points=round(_STAY_STAR * row.rating),
    )


def _eatery(row: RestaurantRow) -> Eatery:
    cuisines = frozenset(word.strip() for word in row.cuisines.split(","))
    return Eatery(row.name, price=ceil(row.price), cuisines=cuisines, points=round(_MEAL_STAR * row.rating))


def _legs(wish: JourneyWish, towns: Sequence[str], sandbox: Sandbox) -> Iterator[Leg]:
    pairs = chain(((wish.origin, town) for town in towns), ((town, wish.origin) for town in towns))
    for origin, destination in chain(pairs, permutations(towns, 2) if wish.town_count > 1 else ()):
        if origin != destination:
            yield from _by_road(origin, destination, wish.origin, sandbox)
            days = _days_between(wish, origin, destination)
            for day in days:
                on = wish.dates[day - 1].isoformat()
                yield from (_flight(row, day) for row in sandbox.flights.between(origin, destination, on))


def _days_between(wish: JourneyWish, origin: str, destination: str) -> range:
    if origin == wish.origin:
        return range(1, 2)
    if destination == wish.origin:
        return range(wish.days, wish.days + 1)
    return range(2, wish.days)


def _by_road(origin: str, destination: str, home: str, sandbox: Sandbox) -> Iterator[Leg]:
    way = sandbox.distances.get((origin, destination))
    if way is None or way.km is None:
        return
    # A long drive sets out early enough to be there in the evening; the way home may end at night.
    departs = _SET_OUT if destination == home else min(_SET_OUT, max(_EARLIEST, _BE_THERE - way.minutes))
    ref = f"duration: {way.duration}, distance: {way.distance}"
    for mode, price, seats in ((DRIVE, int(way.km * 0.05), _DRIVE_SEATS), (TAXI, way.km, _TAXI_SEATS)):
        yield Leg(origin, destination, mode, way.minutes, price, seats, depart_min=departs, ref=ref)


def _flight(row: Flight, day: int) -> Leg:
    departs, arrives = _clock(row.departs), _clock(row.arrives)
    if arrives < departs:
        arrives += 24 * 60
    return Leg(
        row.origin,
        row.destination,
        FLIGHT,
        minutes=_elapsed(row) + _AIRPORT_MIN,
        price=row.price,
        day=day,
        depart_min=departs,
        arrive_min=arrives,
        ref=f"{row.number}|{row.departs}|{row.arrives}",
    )


def _clock(written: str) -> int:
    hours, minutes, *_ = written.split(":")
    return 60 * int(hours) + int(minutes)


def _elapsed(row: Flight) -> int:
    words = row.elapsed.split()
    numbers = {unit[:4]: int(amount) for amount, unit in zip(words[::2], words[1::2], strict=False)}
    return 60 * numbers.get("hour", 0) + numbers.get("minu", 0)
