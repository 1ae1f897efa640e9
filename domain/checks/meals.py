"""Meals: planned where the day covers a local meal time, at places that serve them, that suit the diet."""

from __future__ import annotations

from collections.abc import Iterator

from domain.checks.claims import Check
from domain.checks.trip import MEALS, Trip, clock, meal_words, minutes_of, window_of
from domain.city import CityFacts
from domain.itinerary import Day, Purpose
from domain.place import Diet, Kind, Place

_COVER_MIN = 120
_OFF_MIN = 30
_SETTLE_MIN = 15  # luggage dropped after a journey


def check_purposes(trip: Trip) -> Iterator[Check]:
    for number, _, stop in trip.stops():
        place = trip.places.get(stop.place_id)
        if place is not None:
            wanted = Kind.EAT if stop.purpose in MEALS else Kind.SIGHT
            message = f"{place.name} is a {place.category.value}; it cannot be a {stop.purpose.value}."
            yield Check("purpose", place.kind is wanted, message, number, (place.id,))


def check_meals(trip: Trip) -> Iterator[Check]:
    for number, day in trip.days():
        city = trip.cities.get(day.city_id)
        if city is None:
            continue
        for purpose in (Purpose.LUNCH, Purpose.DINNER):
            planned = sum(stop.purpose is purpose for stop in day.stops)
            yield Check("meal", planned <= 1, f"Day {number} has {planned} times {purpose.value}.", number)
            if _covers(trip, number, day, purpose, city):
                had = planned > 0 or trip.warns_on(day.on, *meal_words(purpose))
                yield Check(
                    "meal", had, f"Day {number} ({day.on}) has no {purpose.value}, and does not say why.", number
                )
        yield from _served(trip, number, day, city)


def _covers(trip: Trip, number: int, day: Day, purpose: Purpose, city: CityFacts) -> bool:
    """Whether the day leaves two hours of the meal's window, or all of a shorter one."""
    start, end = trip.span(number, day)
    if day.travel_in is not None:
        start = max(start, minutes_of(day.travel_in.legs[-1].arrive_local, day.on) + _SETTLE_MIN)
    opens, closes = window_of(getattr(city.meal_times, purpose.value))
    return min(end, closes) - max(start, opens) >= min(_COVER_MIN, closes - opens)


def _served(trip: Trip, number: int, day: Day, city: CityFacts) -> Iterator[Check]:
    for stop in day.stops:
        if stop.purpose not in MEALS:
            continue
        opens, closes = window_of(getattr(city.meal_times, stop.purpose.value))
        start = minutes_of(stop.start_local, day.on)
        message = (
            f"{stop.purpose.value.capitalize()} at {clock(start)}; people eat {clock(opens)}-{clock(closes)} there."
        )
        yield Check("meal", opens - _OFF_MIN <= start <= closes + _OFF_MIN, message, number, (stop.place_id,))
        place = trip.places.get(stop.place_id)
        if place is not None and place.kind is Kind.EAT:
            serves = stop.purpose.value in place.meals
            yield Check("meal", serves, f"{place.name} does not serve {stop.purpose.value}.", number, (place.id,))


def keeps_diet(place: Place, diet: Diet) -> bool:
    """Whether a place is known to; a vegan kitchen serves vegetarians."""
    return diet in place.diets or (diet == "vegetarian" and "vegan" in place.diets)


def check_diets(trip: Trip) -> Iterator[Check]:
    for number, day, stop in trip.stops():
        place = trip.places.get(stop.place_id)
        if place is None or stop.purpose not in MEALS:
            continue
        for diet in trip.request.diets:
            fits = keeps_diet(place, diet) or trip.warns_on(day.on, diet) or trip.warns_of_place(place.id)
            yield Check("diet", fits, f"{place.name} is not known to be {diet.replace('_', ' ')}.", number, (place.id,))
