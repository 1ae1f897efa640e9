"""Dates and destinations: the days asked for, in order, in the cities asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from domain.checks.claims import Check
from domain.checks.trip import DAY_MIN, Trip, minutes_of

# A day may run past midnight by as much as a request may ask for (day_end_min), and a little for the way home.
_LATEST_MIN = DAY_MIN + 5 * 60


def check_dates(trip: Trip) -> Iterator[Check]:
    asked, planned = trip.request.dates, tuple(day.on for day in trip.itinerary.days)
    yield Check("dates", len(asked) == len(planned), f"The trip has {len(planned)} days, {len(asked)} were asked for.")
    for number, (wanted, found) in enumerate(zip(asked, planned, strict=False), 1):
        yield Check("dates", wanted == found, f"Day {number} is on {found}, it should be on {wanted}.", number)
    for number, day, stop in trip.stops():
        start, end = minutes_of(stop.start_local, day.on), minutes_of(stop.end_local, day.on)
        message = f"{trip.name(stop.place_id)} is planned from {stop.start_local} on the day of {day.on}."
        yield Check("dates", 0 <= start < end <= _LATEST_MIN, message, number, (stop.place_id,))
    yield from _weather(trip)


def _weather(trip: Trip) -> Iterator[Check]:
    for number, day in trip.days():
        if day.weather is not None:
            right = (day.weather.on, day.weather.city_id) == (day.on, day.city_id)
            yield Check(
                "dates", right, f"Day {number} shows the weather of {day.weather.on}, {day.weather.city_id}.", number
            )


def check_destinations(trip: Trip) -> Iterator[Check]:
    request, days = trip.request, trip.itinerary.days
    wanted = {destination.city_id for destination in request.destinations}
    for number, day in trip.days():
        yield Check("destination", day.city_id in wanted, f"Day {number} is in {day.city_id}: not asked for.", number)
    visited = [city for city, _ in groupby(day.city_id for day in days)]
    for city_id in wanted:
        name = next(d.name for d in request.destinations if d.city_id == city_id)
        there = city_id in visited or trip.warns_of(city_id, name)
        yield Check("destination", there, f"{name} was asked for and is not in the trip.")
        once = visited.count(city_id) <= sum(d.city_id == city_id for d in request.destinations)
        yield Check("destination", once, f"{name} is left and visited again.")
    if request.keep_order:
        kept = [d.city_id for d in request.destinations if d.city_id in visited]
        yield Check("destination", visited == kept, "The cities are not in the order asked for.")
    yield from _nights(trip)


def _nights(trip: Trip) -> Iterator[Check]:
    """Stated nights; more only where all are stated and the trip is longer than their sum."""
    slept = Counter(day.sleep_id.split("/", 1)[0] for day in trip.itinerary.days if day.sleep_id)
    destinations = trip.request.destinations
    loose = (
        all(d.nights is not None for d in destinations)
        and sum(d.nights or 0 for d in destinations) < trip.request.nights
    )
    for city_id in {d.city_id for d in destinations}:
        stated = [d for d in destinations if d.city_id == city_id]
        if any(d.nights is None for d in stated):
            continue
        wanted, found = sum(d.nights or 0 for d in stated), slept[city_id]
        right = found == wanted or (loose and found > wanted) or trip.warns_of(city_id, stated[0].name)
        yield Check("destination", right, f"{stated[0].name}: {found} nights planned, {wanted} asked for.")
