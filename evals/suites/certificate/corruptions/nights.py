"""Nights without a bed, with two, elsewhere, or with too small a room."""

from __future__ import annotations

from domain.itinerary import Itinerary
from domain.request import TripRequest
from evals.suites.certificate.changes import DAY, nth, with_day, with_place, with_stay
from evals.suites.certificate.corruptions.registry import Pair, spoils


def _stay(itinerary: Itinerary, n: int) -> int | None:
    return nth(range(len(itinerary.stays)), n)


@spoils("night")
def night_not_booked(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _stay(itinerary, n)
    if index is None:
        return None
    stays = list(itinerary.stays)
    del stays[index]
    return request, itinerary.model_copy(update={"stays": tuple(stays)})


@spoils("night")
def night_booked_twice(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _stay(itinerary, n)
    if index is None:
        return None
    return request, itinerary.model_copy(update={"stays": (*itinerary.stays, itinerary.stays[index])})


@spoils("night")
def booking_a_day_too_long(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _stay(itinerary, n)
    if index is None:
        return None
    return request, with_stay(itinerary, index, check_out_on=itinerary.stays[index].check_out_on + DAY)


@spoils("night")
def check_in_in_the_past(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """The stay begins the night before the traveller comes."""
    index = _stay(itinerary, n)
    if index is None:
        return None
    return request, with_stay(itinerary, index, check_in_on=itinerary.stays[index].check_in_on - DAY)


@spoils("night")
def last_night_missing(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _stay(itinerary, n)
    if index is None:
        return None
    return request, with_stay(itinerary, index, check_out_on=itinerary.stays[index].check_out_on - DAY)


@spoils("night")
def booking_backwards(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _stay(itinerary, n)
    if index is None:
        return None
    stay = itinerary.stays[index]
    return request, with_stay(itinerary, index, check_in_on=stay.check_out_on, check_out_on=stay.check_in_on)


@spoils("night")
def sleeps_elsewhere_than_booked(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    nights = [i for i, day in enumerate(itinerary.days[:-1]) if day.stops]
    index = nth(nights, n)
    if index is None:
        return None
    return request, with_day(itinerary, index, sleep_id=itinerary.days[index].stops[0].place_id)


@spoils("night")
def night_nowhere(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth(range(len(itinerary.days) - 1), n)
    return None if index is None else (request, with_day(itinerary, index, sleep_id=None))


@spoils("night")
def night_after_the_last_day(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    del n
    return request, with_day(itinerary, -1, sleep_id=itinerary.days[-1].base_id)


@spoils("capacity")
def room_too_small(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _stay(itinerary, n)
    if index is None:
        return None
    stay = itinerary.stays[index]
    holds = (request.party.size - 1) // stay.rooms
    return (request, with_place(itinerary, stay.place_id, sleeps=holds)) if holds else None


@spoils("capacity")
def nobody_knows_how_many_it_holds(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _stay(itinerary, n)
    if index is None:
        return None
    return request, with_place(itinerary, itinerary.stays[index].place_id, sleeps=None)


@spoils("capacity")
def fewer_rooms_than_asked_for(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _stay(itinerary, n)
    if index is None:
        return None
    party = request.party.model_copy(update={"rooms": itinerary.stays[index].rooms + 1})
    return request.model_copy(update={"party": party}), itinerary
