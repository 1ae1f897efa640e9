"""What must hold before anything else can be asked: times are wall times, in zones and years that exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.checks.claims import Check
from domain.checks.trip import Trip

_YEARS = range(2000, 2200)


def check_structure(trip: Trip) -> Iterator[Check]:
    """Claims without which the other checks would have nothing to compute with."""
    for number, label, moment, zone in _moments(trip):
        sound = moment.tzinfo is None and moment.year in _YEARS and _exists(zone)
        yield Check("zone", sound, f"{label} is not a wall-clock time in a known zone ({moment}, {zone}).", number)
    years = (trip.request.start_on.year, *(day.on.year for day in trip.itinerary.days))
    stays = (day.year for s in trip.itinerary.stays for day in (s.check_in_on, s.check_out_on))
    sound = all(year in _YEARS for year in (*years, *stays))
    yield Check("dates", sound, "The trip has a date that no calendar of ours covers.")


def check_wall_times(trip: Trip) -> Iterator[Check]:
    """Every wall time survives the way to UTC and back: it is not in the hour that summer time skips."""
    for number, label, moment, zone in _moments(trip):
        there = moment.replace(tzinfo=ZoneInfo(zone))
        back = datetime.fromtimestamp(there.timestamp(), ZoneInfo(zone)).replace(tzinfo=None)
        yield Check("zone", back == moment, f"{label}: {moment:%H:%M} does not exist in {zone} on that day.", number)
    for number, day in trip.days():
        city = trip.cities.get(day.city_id)
        right = city is None or city.time_zone == day.time_zone
        yield Check("zone", right, f"Day {number} is in {day.time_zone}, its city is not.", number)


def _moments(trip: Trip) -> Iterator[tuple[int, str, datetime, str]]:
    for number, day, stop in trip.stops():
        yield number, trip.name(stop.place_id), stop.start_local, day.time_zone
        yield number, trip.name(stop.place_id), stop.end_local, day.time_zone
    for number, day, leg in trip.legs():
        yield number, f"The way to {trip.name(leg.to_id)}", leg.depart_local, day.time_zone
        yield number, f"The way to {trip.name(leg.to_id)}", leg.arrive_local, day.time_zone
    for number, _, travel in trip.travels():
        for part in travel.legs:
            yield number, f"The journey to {part.to_name}", part.depart_local, part.depart_zone
            yield number, f"The journey to {part.to_name}", part.arrive_local, part.arrive_zone


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
