"""Walks the atlas and lists what is wrong with it: `python -m tools.places.atlas.check [city …]`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from pydantic import ValidationError
from rapidfuzz import fuzz

from domain.city import CityFacts
from domain.place import Kind, Level, Meal, Place
from tools.places.atlas.records import DATA, city_ids, load_city, load_places

LEAST = {Kind.SIGHT: 40, Kind.EAT: 15, Kind.STAY: 8}
SAME_PLACE_M = 60


def problems_of(city_id: str, data: Path = DATA) -> list[str]:
    """Sentences that each name the place or fact that is wrong; empty when all is well."""
    try:
        city, places = load_city(city_id, data), load_places(city_id, data)
    except (ValidationError, OSError, ValueError) as error:
        return [f"{city_id}: {error}"]
    values = tuple(places.values())
    found = [*_counts(city_id, values), *_duplicates(values), *_city_problems(city)]
    for place in values:
        found.extend(f"{place.id}: {problem}" for problem in _place_problems(place, city))
    return found


def _counts(city_id: str, places: Iterable[Place]) -> Iterator[str]:
    counts = Counter(place.kind for place in places)
    for kind, least in LEAST.items():
        if counts[kind] < least:
            yield f"{city_id}: {counts[kind]} {kind.value}s, at least {least} wanted"
    levels = {place.level for place in places if place.kind is Kind.STAY}
    for level in Level:
        if level not in levels:
            yield f"{city_id}: no {level.value} stay"
    for meal in (Meal.LUNCH, Meal.DINNER):
        if sum(meal in place.meals for place in places) < 8:
            yield f"{city_id}: fewer than 8 places for {meal.value}"


def _duplicates(places: tuple[Place, ...]) -> Iterator[str]:
    for one, other in combinations(places, 2):
        near = one.at.metres_to(other.at) < SAME_PLACE_M
        alike = fuzz.token_sort_ratio(one.name.lower(), other.name.lower()) > 85
        if one.id == other.id or (alike and (near or one.kind is other.kind)):
            yield f"{one.id}: the same place as {other.id}?"
        if one.at == other.at:
            yield f"{one.id}: the same coordinates as {other.id}"


def _place_problems(place: Place, city: CityFacts) -> Iterator[str]:
    km = place.at.metres_to(city.at) / 1000
    if km > city.reach_km:
        yield f"{km:.0f} km from the centre, reach is {city.reach_km:.0f} km"
    if place.kind is not Kind.STAY and place.hours is not None and not _open_days(place):
        yield f"never open in a year: {place.hours.spec}"
    if place.kind is Kind.SIGHT and place.hours is not None and not _long_enough(place):
        yield f"no window holds a visit of {place.visit_min_short} min before the last entry"
    if place.kind is Kind.EAT and not (place.meals and place.cuisines and place.price and place.hours):
        yield "a place to eat needs meals, cuisines, price and hours"
    if place.kind is Kind.STAY and not (
        place.level and place.price and place.sleeps and place.check_in and place.check_out
    ):
        yield "a stay needs level, price, sleeps, check_in and check_out"
    if place.price is not None and place.price.currency != city.currency:
        yield f"priced in {place.price.currency}"


def _year() -> list[date]:
    return [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]


def _open_days(place: Place) -> int:
    return sum(bool(place.hours and place.hours.windows_on(on)) for on in _year())


def _long_enough(place: Place) -> bool:
    assert place.hours is not None
    return any(w.end - w.start >= place.visit_min_short for on in _year()[::5] for w in place.hours.windows_on(on))


def _city_problems(city: CityFacts) -> Iterator[str]:
    if [normal.month for normal in city.climate] != list(range(1, 13)):
        yield f"{city.id}: climate needs months 1 to 12 in order"
    for normal in city.climate:
        if normal.low >= normal.high:
            yield f"{city.id}: month {normal.month} has low >= high"
    if len(city.phrases) < 8:
        yield f"{city.id}: fewer than 8 phrases"


def main(arguments: list[str]) -> int:
    found = [problem for city_id in arguments or city_ids() for problem in problems_of(city_id)]
    print("\n".join(found) or f"the atlas is sound: {', '.join(arguments or city_ids())}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
