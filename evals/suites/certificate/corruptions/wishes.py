"""Wishes that are not kept: left out, to be avoided, not for this party, too much for a day."""

from __future__ import annotations

from domain.itinerary import Itinerary, Purpose
from domain.place import Access, Children
from domain.request import DayLimit, Pace, Party, PlaceWish, TripRequest
from evals.suites.certificate.changes import nth, silent, spots, stop_at, with_place
from evals.suites.certificate.corruptions.registry import Pair, spoils

_MOST_RELAXED = 3


@spoils("must_see")
def must_see_left_out(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    wish = PlaceWish(text="the Tower of Vinland", place_id=f"{itinerary.days[n % len(itinerary.days)].city_id}/vinland")
    return request.model_copy(update={"must_see": (*request.must_see, wish)}), itinerary


@spoils("must_see")
def must_see_that_nobody_knows(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    del n
    return request.model_copy(update={"must_see": (*request.must_see, PlaceWish(text="Xanadu"))}), itinerary


@spoils("avoid")
def place_to_avoid(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    wish = PlaceWish(text="that place", place_id=stop_at(itinerary, spot).place_id)
    return request.model_copy(update={"must_avoid": (wish,)}), itinerary


@spoils("avoid")
def offered_though_to_be_avoided(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    offered = [a.place_id for day in itinerary.days for stop in day.stops for a in stop.alternates]
    place_id = nth(offered, n)
    if place_id is None:
        return None
    return request.model_copy(update={"must_avoid": (PlaceWish(text="that place", place_id=place_id),)}), itinerary


@spoils("avoid")
def kind_of_place_to_avoid(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    category = itinerary.place(stop_at(itinerary, spot).place_id).category.value
    return request.model_copy(update={"avoid": (category,)}), itinerary


@spoils("avoid")
def stay_to_avoid(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    stay = nth(itinerary.stays, n)
    if stay is None:
        return None
    wish = PlaceWish(text="that hotel", place_id=stay.place_id)
    return request.model_copy(update={"must_avoid": (wish,)}), itinerary


@spoils("step_free")
def steps_for_a_wheelchair(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    changed = with_place(itinerary, stop_at(itinerary, spot).place_id, step_free=Access.NO)
    return request.model_copy(update={"step_free": True}), changed


@spoils("children")
def children_where_only_adults_may_go(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    changed = with_place(itinerary, stop_at(itinerary, spot).place_id, children=Children.ADULTS_ONLY)
    return request.model_copy(update={"party": Party(adults=1, children=(9,))}), changed


@spoils("children")
def child_in_an_adults_only_room(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    stay = nth(itinerary.stays, n)
    if stay is None:
        return None
    changed = with_place(itinerary, stay.place_id, children=Children.ADULTS_ONLY)
    return request.model_copy(update={"party": Party(adults=1, children=(9,))}), changed


@spoils("pace")
def more_sights_than_the_pace_allows(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    full = [
        day
        for day in itinerary.days
        if sum(stop.purpose is Purpose.VISIT for stop in day.stops) > _MOST_RELAXED
        and silent(itinerary, day.on.isoformat())
    ]
    if nth(full, n) is None or request.pace is Pace.RELAXED:
        return None
    return request.model_copy(update={"pace": Pace.RELAXED, "day_limits": ()}), itinerary


@spoils("pace")
def more_sights_than_that_day_allows(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """The pace is one day's own."""
    full = [
        number
        for number, day in enumerate(itinerary.days, 1)
        if sum(stop.purpose is Purpose.VISIT for stop in day.stops) > _MOST_RELAXED
        and silent(itinerary, day.on.isoformat())
    ]
    number = nth(full, n)
    if number is None or request.day_limits:
        return None
    return request.model_copy(update={"day_limits": (DayLimit(day=number, pace=Pace.RELAXED),)}), itinerary
