"""Transfers within a city, overlaps, and the bounds of a day."""

from __future__ import annotations

from domain.checks.trip import minutes_of
from domain.itinerary import Itinerary
from domain.request import DayLimit, TripRequest
from evals.suites.certificate.changes import (
    MINUTE,
    away,
    nth,
    silent,
    spots,
    stop_at,
    straight_m,
    with_day,
    with_leg_at,
    with_place,
    with_stop_at,
)
from evals.suites.certificate.corruptions.registry import Pair, spoils

_FAR_M = 300
_LEAST_DAY_MIN = 120


@spoils("chain")
def way_from_elsewhere(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    return None if spot is None else (request, with_leg_at(itinerary, spot, from_id="vinland/nowhere"))


@spoils("chain")
def way_to_elsewhere(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    return request, with_leg_at(itinerary, spot, to_id=stop_at(itinerary, spot).leg.from_id)


@spoils("chain")
def two_stops_swapped(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth([i for i, day in enumerate(itinerary.days) if len(day.stops) > 1], n)
    if index is None:
        return None
    first, second, *rest = itinerary.days[index].stops
    return request, with_day(itinerary, index, stops=(second, first, *rest))


def _homeward(itinerary: Itinerary, n: int) -> int | None:
    return nth([i for i, day in enumerate(itinerary.days) if day.stops and day.back is not None], n)


@spoils("chain")
def no_way_back(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _homeward(itinerary, n)
    return None if index is None else (request, with_day(itinerary, index, back=None))


@spoils("chain")
def way_back_to_another_place(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _homeward(itinerary, n)
    if index is None:
        return None
    day = itinerary.days[index]
    assert day.back is not None
    return request, with_day(itinerary, index, back=day.back.model_copy(update={"to_id": day.stops[0].place_id}))


@spoils("chain")
def stop_left_out(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _homeward(itinerary, n)
    if index is None:
        return None
    return request, with_day(itinerary, index, stops=itinerary.days[index].stops[:-1])


def _apart(itinerary: Itinerary, least_m: float = _FAR_M) -> list[tuple[int, int]]:
    """Stops whose way is so long at least, between places that the trip describes."""
    known = {place.id for place in itinerary.places}
    return spots(
        itinerary,
        fits=lambda _, stop: {stop.leg.from_id, stop.leg.to_id} <= known and straight_m(itinerary, stop.leg) >= least_m,
    )


@spoils("unreachable")
def fewer_metres_than_the_straight_line(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(_apart(itinerary), n)
    if spot is None:
        return None
    less = int(0.8 * straight_m(itinerary, stop_at(itinerary, spot).leg))
    return request, with_leg_at(itinerary, spot, metres=less)


@spoils("unreachable")
def absurd_detour(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(_apart(itinerary), n)
    if spot is None:
        return None
    more = int(5 * straight_m(itinerary, stop_at(itinerary, spot).leg)) + 10_000
    return request, with_leg_at(itinerary, spot, metres=more)


@spoils("unreachable")
def faster_than_anybody_walks(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(_apart(itinerary), n)
    if spot is None:
        return None
    soon = stop_at(itinerary, spot).leg.depart_local + MINUTE
    return request, with_leg_at(itinerary, spot, mode="walk", minutes=1, arrive_local=soon)


@spoils("unreachable")
def no_time_at_all(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """Here and at once there: the smallest teleport."""
    spot = nth(_apart(itinerary), n)
    if spot is None:
        return None
    now = stop_at(itinerary, spot).leg.depart_local
    return request, with_leg_at(itinerary, spot, minutes=0, arrive_local=now)


@spoils("unreachable")
def other_minutes_than_planned(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    return request, with_leg_at(itinerary, spot, minutes=stop_at(itinerary, spot).leg.minutes + 1)


@spoils("unreachable")
def a_crawl(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A way of ten hours where minutes would do."""
    spot = nth(_apart(itinerary, 0), n)
    if spot is None or (leg := stop_at(itinerary, spot).leg).metres > 10_000:
        return None
    return request, with_leg_at(itinerary, spot, minutes=600, arrive_local=leg.depart_local + 600 * MINUTE)


@spoils("unreachable")
def place_moved_far_away(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    near = [spot for spot in _apart(itinerary, 0) if stop_at(itinerary, spot).leg.metres < 5_000]
    spot = nth(near, n)
    if spot is None:
        return None
    place = itinerary.place(stop_at(itinerary, spot).place_id)
    return request, with_place(itinerary, place.id, at=away(place.at, 15_000))


def _later_stops(itinerary: Itinerary, n: int) -> tuple[int, int] | None:
    return nth([spot for spot in spots(itinerary) if spot[1] > 0], n)


@spoils("overlap")
def sets_off_before_the_stop_before_ends(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = _later_stops(itinerary, n)
    if spot is None:
        return None
    early = stop_at(itinerary, (spot[0], spot[1] - 1)).end_local - MINUTE
    there = early + stop_at(itinerary, spot).leg.minutes * MINUTE
    return request, with_leg_at(itinerary, spot, depart_local=early, arrive_local=there)


@spoils("overlap")
def stays_into_the_next_stop(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = _later_stops(itinerary, n)
    if spot is None:
        return None
    late = stop_at(itinerary, spot).start_local + 10 * MINUTE
    return request, with_stop_at(itinerary, (spot[0], spot[1] - 1), end_local=late)


@spoils("overlap")
def arrives_after_the_visit_begins(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    late = stop.start_local + 5 * MINUTE
    return request, with_leg_at(itinerary, spot, depart_local=late - stop.leg.minutes * MINUTE, arrive_local=late)


@spoils("overlap")
def way_back_before_the_end(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _homeward(itinerary, n)
    if index is None:
        return None
    day = itinerary.days[index]
    assert day.back is not None
    early = day.stops[-1].end_local - 10 * MINUTE
    moved = {"depart_local": early, "arrive_local": early + day.back.minutes * MINUTE}
    return request, with_day(itinerary, index, back=day.back.model_copy(update=moved))


def _begins(itinerary: Itinerary, index: int) -> int:
    day = itinerary.days[index]
    return minutes_of(day.stops[0].start_local, day.on)


def _ends(itinerary: Itinerary, index: int) -> int:
    day = itinerary.days[index]
    last = day.back.arrive_local if day.back else day.stops[-1].end_local
    return minutes_of(last, day.on)


def _quiet_day(itinerary: Itinerary, n: int) -> int | None:
    """A day with stops of which no warning speaks."""
    return nth([i for i, day in enumerate(itinerary.days) if day.stops and silent(itinerary, day.on.isoformat())], n)


@spoils("bounds")
def earlier_than_asked(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _quiet_day(itinerary, n)
    if index is None:
        return None
    start = _begins(itinerary, index) + 1
    if request.day_end_min - start < _LEAST_DAY_MIN:
        return None
    return request.model_copy(update={"day_start_min": start}), itinerary


@spoils("bounds")
def later_than_asked(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _quiet_day(itinerary, n)
    if index is None:
        return None
    end = _ends(itinerary, index) - 1
    if end - request.day_start_min < _LEAST_DAY_MIN:
        return None
    return request.model_copy(update={"day_end_min": end}), itinerary


@spoils("bounds")
def earlier_than_asked_for_that_day(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """The limit is one day's own."""
    index = _quiet_day(itinerary, n)
    if index is None or request.day_limits:
        return None
    limit = DayLimit(day=index + 1, start_min=_begins(itinerary, index) + 1)
    return request.model_copy(update={"day_limits": (limit,)}), itinerary


@spoils("bounds")
def later_than_asked_for_that_day(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = _quiet_day(itinerary, n)
    if index is None or request.day_limits:
        return None
    limit = DayLimit(day=index + 1, end_min=_ends(itinerary, index) - 1)
    return request.model_copy(update={"day_limits": (limit,)}), itinerary


@spoils("bounds")
def before_the_arrival(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    del n
    day = itinerary.days[0]
    if not day.stops:
        return None
    landed = minutes_of(day.stops[0].leg.depart_local, day.on) + 1
    return request.model_copy(update={"arrive_min": landed}), itinerary


@spoils("bounds")
def after_the_departure(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    del n
    last = len(itinerary.days) - 1
    if not itinerary.days[last].stops or not silent(itinerary, itinerary.days[last].on.isoformat()):
        return None
    return request.model_copy(update={"leave_min": min(1439, _ends(itinerary, last) - 1)}), itinerary
