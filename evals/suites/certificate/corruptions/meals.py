"""Meals left out, at the wrong time, at the wrong table."""

from __future__ import annotations

from domain.checks.trip import window_of
from domain.itinerary import Itinerary, Purpose
from domain.place import Meal
from domain.request import TripRequest
from evals.suites.certificate.changes import (
    MINUTE,
    nth,
    silent,
    spots,
    stop_at,
    with_day,
    with_place,
    with_stop_at,
)
from evals.suites.certificate.corruptions.registry import Pair, spoils

_TWO_HOURS = 120
_MEALS = (Purpose.LUNCH, Purpose.DINNER)
_DIETS = ("kosher", "halal", "vegan", "gluten_free", "vegetarian")


@spoils("meal")
def no_dinner(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    return _without(request, itinerary, n, Purpose.DINNER)


@spoils("meal")
def no_lunch(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    return _without(request, itinerary, n, Purpose.LUNCH)


def _without(request: TripRequest, itinerary: Itinerary, n: int, purpose: Purpose) -> Pair | None:
    """The meal is struck from a day that leaves two hours for it, and nobody says a word."""
    full = [
        index
        for index, day in enumerate(itinerary.days)
        if any(stop.purpose is purpose for stop in day.stops)
        and day.travel_in is None
        and day.travel_out is None
        and silent(itinerary, day.on.isoformat())
        and _leaves_time(request, itinerary, index, purpose)
    ]
    index = nth(full, n)
    if index is None:
        return None
    left = tuple(stop for stop in itinerary.days[index].stops if stop.purpose is not purpose)
    return request, with_day(itinerary, index, stops=left)


def _leaves_time(request: TripRequest, itinerary: Itinerary, index: int, purpose: Purpose) -> bool:
    opens, closes = window_of(getattr(itinerary.city(itinerary.days[index].city_id).meal_times, purpose.value))
    start, end = request.day_start_min, request.day_end_min
    edges = (index == 0 and request.arrive_min) or (index == len(itinerary.days) - 1 and request.leave_min)
    own = any(limit.day == index + 1 for limit in request.day_limits)
    return not edges and not own and min(end, closes) - max(start, opens) >= _TWO_HOURS


@spoils("meal")
def lunch_in_the_afternoon(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.LUNCH), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    _, closes = window_of(itinerary.city(itinerary.days[spot[0]].city_id).meal_times.lunch)
    late = stop.start_local.replace(hour=0, minute=0) + (closes + 60) * MINUTE
    return request, with_stop_at(itinerary, spot, start_local=late, end_local=late + 45 * MINUTE)


@spoils("meal")
def lunch_where_none_is_served(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.LUNCH), n)
    if spot is None:
        return None
    return request, with_place(itinerary, stop_at(itinerary, spot).place_id, meals=(Meal.DINNER,))


@spoils("meal")
def two_dinners(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    both = [
        spot
        for spot in spots(itinerary, Purpose.LUNCH)
        if any(stop.purpose is Purpose.DINNER for stop in itinerary.days[spot[0]].stops)
    ]
    spot = nth(both, n)
    return None if spot is None else (request, with_stop_at(itinerary, spot, purpose=Purpose.DINNER))


@spoils("purpose")
def dinner_at_a_sight(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.VISIT), n)
    return None if spot is None else (request, with_stop_at(itinerary, spot, purpose=Purpose.DINNER))


@spoils("purpose")
def visit_of_a_restaurant(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth([spot for purpose in _MEALS for spot in spots(itinerary, purpose)], n)
    return None if spot is None else (request, with_stop_at(itinerary, spot, purpose=Purpose.VISIT))


@spoils("diet")
def nothing_for_this_diet(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A diet that some planned table does not keep, and no word about it."""
    tables = [
        (diet, place)
        for purpose in _MEALS
        for spot in spots(itinerary, purpose)
        for diet in _DIETS
        if diet not in (place := itinerary.place(stop_at(itinerary, spot).place_id)).diets
        and diet not in request.diets
        and silent(itinerary, diet, place.name, place.id, itinerary.days[spot[0]].on.isoformat())
    ]
    found = nth(tables, n)
    return None if found is None else (request.model_copy(update={"diets": (found[0],)}), itinerary)
