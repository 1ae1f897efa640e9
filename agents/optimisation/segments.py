"""The trip in pieces: one city after another, each with its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.candidates import Candidates, CityCandidates
from domain.errors import Infeasible
from domain.request import TripRequest
from planner.cities import divide_nights, order_cities

_NO_OPTION_FACTOR = 3.0  # a pair of cities without a known connection is far


@dataclass(frozen=True)
class Segment:
    """A city and the dates spent there; `nights` follow its first dates, the last city has one date more."""

    city: CityCandidates
    dates: tuple[date, ...]
    nights: int
    first_day: int

    @property
    def id(self) -> str:
        return self.city.city.id


def divide(request: TripRequest, candidates: Candidates) -> tuple[Segment, ...]:
    """Order and nights; Infeasible when the days do not suffice."""
    by_id = {city.city.id: city for city in candidates.cities}
    wanted = [d for d in request.destinations if d.city_id in by_id]
    if not wanted:
        names = ", ".join(d.name for d in request.destinations)
        raise Infeasible(f"we found nothing to plan with in {names}", wishes=(names,))
    order = range(len(wanted)) if request.keep_order else _order(request, candidates, [d.city_id for d in wanted])
    wanted = [wanted[index] for index in order]
    cities = [by_id[d.city_id] for d in wanted]
    worth = [sum(scored.score for scored in city.sights) for city in cities]
    nights = divide_nights(request.nights, [d.nights for d in wanted], worth)
    return _segments(request, cities, nights)


def _segments(request: TripRequest, cities: list[CityCandidates], nights: tuple[int, ...]) -> tuple[Segment, ...]:
    found, first = [], 0
    for index, (city, count) in enumerate(zip(cities, nights, strict=True)):
        days = count + (1 if index == len(cities) - 1 else 0)
        found.append(Segment(city, request.dates[first : first + days], count, first))
        first += days
    return tuple(found)


def _order(request: TripRequest, candidates: Candidates, ids: list[str]) -> tuple[int, ...]:
    """By the quickest allowed connection, minutes; by distance where discovery found none."""
    points = {city.city.id: city.city.at for city in candidates.cities}
    quickest: dict[tuple[str, str], int] = {}
    for option in candidates.travel:
        pair = option.from_id, option.to_id
        if option.mode not in request.avoid_modes:
            quickest[pair] = min(quickest.get(pair, option.door_to_door_min), option.door_to_door_min)

    def minutes(a: str, b: str) -> float:
        if a == b:
            return 0.0
        if (a, b) in quickest:
            return float(quickest[a, b])
        if "home" in (a, b):
            return 0.0
        return _NO_OPTION_FACTOR * points[a].metres_to(points[b]) / 1000

    between = [[minutes(a, b) for b in ids] for a in ids]
    return order_cities(between, [minutes("home", c) for c in ids], [minutes(c, "home") for c in ids])
