"""Journeys between cities and from and to home: flights missed, teleports, impossible speeds, modes refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.geo import Point
from domain.itinerary import Itinerary, TravelLeg
from domain.request import Origin, TripRequest
from evals.suites.certificate.changes import (
    DAY,
    MINUTE,
    away,
    journeys,
    nth,
    silent,
    with_day,
    with_travel,
)
from evals.suites.certificate.corruptions.registry import Pair, spoils

_FAR_M = 100_000
_NOBODY_LIVES_AT = Origin(name="Alert", country="CA", at=Point(lat=82.5, lon=-62.35), time_zone="America/Toronto")


def _wall(moment: datetime, zone: str) -> datetime:
    """The instant as naive wall time of a zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _instant(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _long_legs(itinerary: Itinerary) -> list[tuple[int, str, int, TravelLeg]]:
    return [
        (index, way, part, leg)
        for index, way, travel in journeys(itinerary)
        for part, leg in enumerate(travel.legs)
        if leg.from_at.metres_to(leg.to_at) >= _FAR_M
    ]


@spoils("travel")
def teleport(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """Between two cities nothing leads from the one to the other any more."""
    moves = [i for i in range(1, len(itinerary.days)) if itinerary.days[i].city_id != itinerary.days[i - 1].city_id]
    index = nth(moves, n)
    if index is None:
        return None
    return request, with_day(with_day(itinerary, index, travel_in=None), index - 1, travel_out=None)


@spoils("travel")
def faster_than_any_train(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    found = nth(_long_legs(itinerary), n)
    if found is None:
        return None
    index, way, part, leg = found
    depart = _wall(_instant(leg.arrive_local, leg.arrive_zone) - 5 * MINUTE, leg.depart_zone)
    return request, with_travel(itinerary, index, way, part, depart_local=depart)


@spoils("travel")
def flight_of_half_an_hour(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    found = nth(_long_legs(itinerary), n)
    if found is None:
        return None
    index, way, part, leg = found
    depart = _wall(_instant(leg.arrive_local, leg.arrive_zone) - 30 * MINUTE, leg.depart_zone)
    return request, with_travel(itinerary, index, way, part, depart_local=depart, mode="flight")


@spoils("travel")
def arrives_before_it_departs(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    found = nth(_long_legs(itinerary), n)
    if found is None:
        return None
    index, way, part, leg = found
    arrive = _wall(_instant(leg.depart_local, leg.depart_zone) - 30 * MINUTE, leg.arrive_zone)
    return request, with_travel(itinerary, index, way, part, arrive_local=arrive)


@spoils("travel")
def flight_missed(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A part of the journey has left before the one before it arrives."""
    joints = [(i, way, part) for i, way, travel in journeys(itinerary) for part in range(1, len(travel.legs))]
    found = nth(joints, n)
    if found is None:
        return None
    index, way, part = found
    travel = itinerary.days[index].travel_in if way == "travel_in" else itinerary.days[index].travel_out
    assert travel is not None
    one, other = travel.legs[part - 1], travel.legs[part]
    left = _wall(_instant(one.arrive_local, one.arrive_zone) - 10 * MINUTE, other.depart_zone)
    return request, with_travel(itinerary, index, way, part, depart_local=left)


@spoils("travel")
def arrives_in_another_zone(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    arrivals = [i for i, way, _ in journeys(itinerary) if way == "travel_in"]
    index = nth(arrivals, n)
    if index is None:
        return None
    other = "Pacific/Honolulu" if itinerary.days[index].time_zone != "Pacific/Honolulu" else "Asia/Tokyo"
    return request, with_travel(itinerary, index, "travel_in", -1, arrive_zone=other)


@spoils("travel")
def changes_zone_while_changing_trains(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A leg arrives in one zone and the next departs from the same spot in another."""
    joints = [(i, way, part) for i, way, travel in journeys(itinerary) for part in range(1, len(travel.legs))]
    found = nth(joints, n)
    if found is None:
        return None
    index, way, part = found
    travel = itinerary.days[index].travel_in if way == "travel_in" else itinerary.days[index].travel_out
    assert travel is not None
    leg = travel.legs[part]
    # West of Greenwich the same wall time is a later instant: order and arrival alone would not tell.
    west = "Pacific/Honolulu" if leg.depart_zone != "Pacific/Honolulu" else "Pacific/Midway"
    wall = _wall(_instant(leg.depart_local, leg.depart_zone), west)
    return request, with_travel(itinerary, index, way, part, depart_zone=west, depart_local=wall)


@spoils("travel")
def goes_on_from_elsewhere(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    joints = [(i, way, part) for i, way, travel in journeys(itinerary) for part in range(1, len(travel.legs))]
    found = nth(joints, n)
    if found is None:
        return None
    index, way, part = found
    travel = itinerary.days[index].travel_in if way == "travel_in" else itinerary.days[index].travel_out
    assert travel is not None
    return request, with_travel(itinerary, index, way, part, from_at=away(travel.legs[part].from_at, 8_000))


@spoils("travel")
def ends_far_from_the_stay(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth([i for i, way, _ in journeys(itinerary) if way == "travel_in"], n)
    if index is None:
        return None
    travel = itinerary.days[index].travel_in
    assert travel is not None
    return request, with_travel(itinerary, index, "travel_in", -1, to_at=away(travel.legs[-1].to_at, 2_000))


@spoils("travel")
def sets_out_before_the_evening_is_over(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """The journey of the next morning begins before the day before has ended."""
    moves = [
        i
        for i, way, _ in journeys(itinerary)
        if way == "travel_in" and i > 0 and itinerary.days[i - 1].back is not None
    ]
    index = nth(moves, n)
    if index is None:
        return None
    before = itinerary.days[index - 1]
    assert before.back is not None
    travel = itinerary.days[index].travel_in
    assert travel is not None
    early = _instant(before.back.arrive_local, before.time_zone) - 30 * MINUTE
    depart = _wall(early, travel.legs[0].depart_zone)
    return request, with_travel(itinerary, index, "travel_in", 0, depart_local=depart)


@spoils("travel")
def arrives_on_another_day(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth([i for i, way, _ in journeys(itinerary) if way == "travel_in"], n)
    if index is None:
        return None
    travel = itinerary.days[index].travel_in
    assert travel is not None
    leg = travel.legs[-1]
    late = {"depart_local": leg.depart_local + DAY, "arrive_local": leg.arrive_local + DAY}
    return request, with_travel(itinerary, index, "travel_in", -1, **late)


@spoils("travel")
def leaves_before_the_last_stop_ends(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """The flight home is missed because one is still in the museum."""
    leaving = [
        i
        for i, way, _ in journeys(itinerary)
        if way == "travel_out" and itinerary.days[i].stops and itinerary.days[i].back is not None
    ]
    index = nth(leaving, n)
    if index is None:
        return None
    day = itinerary.days[index]
    travel, back = day.travel_out, day.back
    assert travel is not None
    assert back is not None
    by = travel.legs[0].depart_local - back.arrive_local + timedelta(minutes=10)
    late = {"depart_local": back.depart_local + by, "arrive_local": back.arrive_local + by}
    return request, with_day(itinerary, index, back=back.model_copy(update=late))


@spoils("travel")
def no_way_home(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """Somebody sets out from far away, and neither a journey nor a word says how."""
    index = nth([0, len(itinerary.days) - 1], n)
    assert index is not None
    day = itinerary.days[index]
    kept = day.travel_in if index == 0 else day.travel_out
    if kept is not None or not silent(itinerary, _NOBODY_LIVES_AT.name):
        return None
    return request.model_copy(update={"origin": _NOBODY_LIVES_AT}), itinerary


@spoils("travel")
def home_of_somebody_else(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    del n
    if request.origin is None or itinerary.days[0].travel_in is None:
        return None
    return request.model_copy(update={"origin": _NOBODY_LIVES_AT}), itinerary


@spoils("mode")
def means_of_transport_refused(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    legs = [stop.leg.mode for day in itinerary.days for stop in day.stops]
    rides = [leg.mode for _, _, travel in journeys(itinerary) for leg in travel.legs]
    mode = nth(sorted({*legs, *rides} - set(request.avoid_modes)), n)
    if mode is None or not silent(itinerary, mode):
        return None
    return request.model_copy(update={"avoid_modes": (mode,)}), itinerary
