"""Valid plans to be spoilt: every city of the atlas and some journeys, short, planned once in a process."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from agents.booking import attach_links
from agents.discovery import discover
from agents.optimisation import optimise
from domain.city import CityFacts
from domain.itinerary import Itinerary
from domain.money import Money
from domain.place import Diet, Place
from domain.plan import Plan
from domain.request import Destination, Origin, Pace, Party, TripRequest
from graphs.assembly import open_toolbox
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from tools.places.atlas.records import city_ids, load_city, load_places

_FIRST_ON = date(2027, 3, 1)
_PARTIES = (Party(adults=2), Party(adults=1), Party(adults=2, children=(4, 9)), Party(adults=5), Party(adults=3))
_PACES = (Pace.MODERATE, Pace.FAST, Pace.RELAXED)
_DIETS: tuple[tuple[Diet, ...], ...] = ((), (), ("vegetarian",), ())
_BUDGETS_EUR = (None, 6000, None)
_SECONDS = 0.1


class Planned(NamedTuple):
    """A valid plan and all that is known of its places."""

    name: str
    request: TripRequest
    itinerary: Itinerary
    places: dict[str, Place]
    cities: dict[str, CityFacts]


@cache
def requests() -> dict[str, TripRequest]:
    """One to three days in each city, and three days through each of some pairs; by name."""
    found = {city_id: _request((city_id,), n, 1 + n % 3) for n, city_id in enumerate(city_ids())}
    for n, pair in enumerate(_pairs()):
        found["+".join(pair)] = _request(pair, n, 3)
    return found


def _pairs() -> Sequence[tuple[str, str]]:
    """Neighbours in the alphabet of one country or zone can be reached from each other; others need a flight."""
    ids = sorted(city_ids(), key=lambda city_id: (load_city(city_id).time_zone.split("/")[0], city_id))
    near = [(a, b) for a, b in pairwise(ids) if load_city(a).at.metres_to(load_city(b).at) < 3_000_000]
    return near[::2]


def _request(ids: tuple[str, ...], n: int, days: int) -> TripRequest:
    names = [load_city(city_id).name for city_id in ids]
    budget = _BUDGETS_EUR[n % len(_BUDGETS_EUR)]
    return TripRequest(
        text=f"{days} days in {' and '.join(names)}",
        origin=_home(n) if len(ids) > 1 else None,
        destinations=tuple(Destination(city_id=i, name=name) for i, name in zip(ids, names, strict=True)),
        start_on=_FIRST_ON + timedelta(days=9 * n),
        days=days,
        party=_PARTIES[n % len(_PARTIES)],
        budget=None if budget is None else Money.of(budget * len(ids), "EUR"),
        pace=_PACES[n % len(_PACES)],
        diets=_DIETS[n % len(_DIETS)],
        interests=("history", "food", "views"),
    )


def _home(n: int) -> Origin:
    """Somebody sets out from a city of the atlas: each time another."""
    city = load_city(city_ids()[(7 * n + 3) % len(city_ids())])
    return Origin(name=city.name, country=city.country, at=city.at, time_zone=city.time_zone)


@cache
def plan(name: str) -> Planned:
    """The plan of a request, once for a process; raises what the planner raises."""
    request = requests()[name]
    itinerary = asyncio.run(_plan(request))
    cities = [destination.city_id for destination in request.destinations]
    known = {place_id: place for city_id in cities for place_id, place in load_places(city_id).items()}
    return Planned(name, request, itinerary, known, {city_id: load_city(city_id) for city_id in cities})


async def _plan(request: TripRequest) -> Itinerary:
    async def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
        return solve_now(problem, stop, seed)

    tools = await open_toolbox(Settings())
    try:
        candidates = await discover(request, tools)
        itinerary = await optimise(request, candidates, solve=solve, limit_s=_SECONDS)
        return attach_links(request, itinerary, affiliates={})
    finally:
        await tools.index.close()
