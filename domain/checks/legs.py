"""Every transfer within a city: no gap, no overlap, no magic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.checks.claims import Check
from domain.checks.trip import Trip, clock, instant, minutes_of
from domain.itinerary import Day
from domain.request import TransferMode

# Straight-line speed that nobody exceeds door to door in a city, km/h; along the way a bit more.
_STRAIGHT_KMH = {"walk": 6, "transit": 60, "taxi": 80}
_ALONG_KMH = {"walk": 7, "transit": 90, "taxi": 100}
_SAME_SPOT_M = 30
_SLOWEST_MIN_PER_KM, _LONGEST_WAIT_MIN = 30, 90


def plausible_metres(metres: int, straight_m: float) -> bool:
    """Whether a way of `metres` can lead between points `straight_m` apart (earth's shape and detours allowed)."""
    return 0.95 * straight_m <= metres <= 4 * straight_m + 2000


def check_legs(trip: Trip) -> Iterator[Check]:
    for number, _, leg in trip.legs():
        ids, way = (leg.from_id, leg.to_id), f"{trip.name(leg.from_id)} to {trip.name(leg.to_id)}"
        start, end = trip.places.get(leg.from_id), trip.places.get(leg.to_id)
        if start is not None and end is not None:
            problem = implausible(leg.mode, leg.metres, leg.minutes, start.at.metres_to(end.at))
            yield Check("unreachable", not problem, f"{way}: {problem}.", number, ids)
        took = (leg.arrive_local - leg.depart_local).total_seconds() / 60
        yield Check(
            "unreachable", took == leg.minutes, f"{way}: {leg.minutes} min said, {took:g} planned.", number, ids
        )


def implausible(mode: TransferMode, metres: int, minutes: int, straight_m: float) -> str:
    """What is wrong with a transfer over this great-circle distance; empty when nothing is."""
    if not plausible_metres(metres, straight_m):
        return f"{metres} m said, {straight_m:.0f} m apart in a straight line"
    if straight_m > _SAME_SPOT_M and minutes < 1:
        return f"no time for {straight_m:.0f} m"
    slow = straight_m / 1000 > _STRAIGHT_KMH[mode] * minutes / 60
    if straight_m > _SAME_SPOT_M and (slow or metres / 1000 > _ALONG_KMH[mode] * minutes / 60):
        return f"{minutes} min are too few for {metres} m by {mode}"
    if minutes > _LONGEST_WAIT_MIN + _SLOWEST_MIN_PER_KM * metres / 1000:
        return f"{minutes} min are too many for {metres} m by {mode}"
    return ""


def check_chain(trip: Trip) -> Iterator[Check]:
    for number, day in trip.days():
        here = day.base_id
        for stop in day.stops:
            right = (stop.leg.from_id, stop.leg.to_id) == (here, stop.place_id)
            message = (
                f"{trip.name(stop.place_id)} cannot be reached: the way there does not start at {trip.name(here)}."
            )
            yield Check("chain", right, message, number, (here, stop.place_id))
            here = stop.place_id
        if day.stops:
            home = day.back is not None and (day.back.from_id, day.back.to_id) == (here, day.base_id)
            message = f"Day {number} does not lead back from {trip.name(here)} to {trip.name(day.base_id)}."
            yield Check("chain", home, message, number, (here, day.base_id))
        else:
            yield Check("chain", day.back is None, f"Day {number} has a way back from nowhere.", number)


def check_overlaps(trip: Trip) -> Iterator[Check]:
    """Within a day in wall time, between days in absolute time (journeys have their own checks)."""
    ended: datetime | None = None
    for number, day in trip.days():
        free, what = None, "the day begins"
        for stop in day.stops:
            leg, name = stop.leg, trip.name(stop.place_id)
            on_time = free is None or leg.depart_local >= free
            message = f"The way to {name} begins at {leg.depart_local:%H:%M}, before {what}."
            yield Check("overlap", on_time, message, number, (leg.from_id, stop.place_id))
            in_order = leg.depart_local <= leg.arrive_local <= stop.start_local < stop.end_local
            message = f"{name} begins at {stop.start_local:%H:%M}, before one can be there ({leg.arrive_local:%H:%M})."
            yield Check("overlap", in_order, message, number, (leg.from_id, stop.place_id))
            free, what = stop.end_local, f"{name} ends"
        if day.back is not None and free is not None:
            right = free <= day.back.depart_local <= day.back.arrive_local
            yield Check("overlap", right, f"The way back begins before {what}.", number, (day.back.from_id,))
        yield from _after_night(number, day, ended)
        ended = _end_of(day) or ended


def _after_night(number: int, day: Day, ended: datetime | None) -> Iterator[Check]:
    if day.stops and ended is not None:
        begins = instant(day.stops[0].leg.depart_local, day.time_zone)
        yield Check("overlap", begins >= ended, f"Day {number} begins before the day before has ended.", number)


def _end_of(day: Day) -> datetime | None:
    if day.back is not None:
        return instant(day.back.arrive_local, day.time_zone)
    return instant(day.stops[-1].end_local, day.time_zone) if day.stops else None


def check_bounds(trip: Trip) -> Iterator[Check]:
    """No stop before the day's start, back by its end; journeys and stated arrival and departure cut it.

    A day of other hours is right where a warning names its date and the hour (asked for that day only).
    """
    for number, day in trip.days():
        if not day.stops:
            continue
        start, end = trip.span(number, day)
        first = day.stops[0]
        begins = minutes_of(first.start_local, day.on)
        message = f"Day {number} begins at {clock(begins)} at {trip.name(first.place_id)}; not before {clock(start)}."
        yield Check(
            "bounds", begins >= start or trip.warns_on(day.on, clock(begins)), message, number, (first.place_id,)
        )
        last = day.back.arrive_local if day.back else day.stops[-1].end_local
        ends = minutes_of(last, day.on)
        message = f"Day {number} ends at {clock(ends)}, it should by {clock(end)}."
        yield Check(
            "bounds", ends <= end or trip.warns_on(day.on, clock(ends)), message, number, (day.stops[-1].place_id,)
        )
        if (earliest := _in_town(trip, number, day)) is not None:
            sets_off = minutes_of(first.leg.depart_local, day.on)
            message = f"Day {number} sets off at {clock(sets_off)}, before the arrival at {clock(earliest)}."
            yield Check("bounds", sets_off >= earliest, message, number, (first.place_id,))


def _in_town(trip: Trip, number: int, day: Day) -> int | None:
    """When the party arrives on a day on which it does, in minutes after midnight."""
    stated = trip.request.arrive_min if number == 1 else None
    landed = minutes_of(day.travel_in.legs[-1].arrive_local, day.on) if day.travel_in else None
    return max((m for m in (stated, landed) if m is not None), default=None)
