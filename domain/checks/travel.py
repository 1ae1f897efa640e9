"""Journeys between cities, and from and to home: complete, in order, at a speed that exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from domain.checks.claims import Check
from domain.checks.legs import plausible_metres
from domain.checks.trip import Trip, instant
from domain.geo import Point
from domain.itinerary import Day, Travel, TravelLeg

# Door-to-door speed over the great circle that no scheduled service exceeds, km/h.
_KMH = {"flight": 1000, "train": 350, "bus": 120, "car": 120, "ferry": 90, "transit": 160, "taxi": 120, "walk": 6}
_LEAST_MIN = {"flight": 40}
_SAME_SPOT_M = 500
_NEAR_HOME_M = 60_000  # who lives in the city they visit needs no journey
_HOME_M = 150_000  # a home's airport or station may be far from its centre


def check_travel(trip: Trip) -> Iterator[Check]:
    for number, _, travel in trip.travels():
        for leg in travel.legs:
            problem = _implausible(leg)
            yield Check("travel", not problem, f"{leg.from_name} to {leg.to_name} by {leg.mode}: {problem}.", number)
        for one, other in pairwise(travel.legs):
            problem = _broken(one, other)
            yield Check("travel", not problem, f"{travel.from_name} to {travel.to_name}: {problem}.", number)
    yield from _edges(trip)
    yield from _teleports(trip)
    yield from _ways_home(trip)


def _implausible(leg: TravelLeg) -> str:
    """What is wrong with one part of a journey; empty when nothing is."""
    straight_m = leg.from_at.metres_to(leg.to_at)
    took_min = _minutes(leg)
    if not plausible_metres(leg.metres, straight_m):
        return f"{leg.metres} m said, {straight_m:.0f} m apart in a straight line"
    if took_min < (1 if straight_m > 30 else 0) or took_min < _LEAST_MIN.get(leg.mode, 0):
        return f"{took_min:.0f} min are too few"
    if straight_m > 30 and straight_m / 1000 > _KMH[leg.mode] * took_min / 60:
        return f"{straight_m / 1000:.0f} km in {took_min:.0f} min is too fast"
    return ""


def _minutes(leg: TravelLeg) -> float:
    took = instant(leg.arrive_local, leg.arrive_zone) - instant(leg.depart_local, leg.depart_zone)
    return took.total_seconds() / 60


def _broken(one: TravelLeg, other: TravelLeg) -> str:
    if one.to_at.metres_to(other.from_at) > _SAME_SPOT_M:
        return f"it arrives at {one.to_name} and goes on from {other.from_name}"
    if instant(one.arrive_local, one.arrive_zone) > instant(other.depart_local, other.depart_zone):
        return f"it goes on from {other.from_name} before it has arrived there"
    if not _same_clock(one.arrive_local, one.arrive_zone, other.depart_zone):
        return f"clocks at {other.from_name} show {one.arrive_zone} on arrival and {other.depart_zone} on departure"
    return ""


def _same_clock(local: datetime, zone: str, other: str) -> bool:
    """Whether two zones show the same time then; they may have different names."""
    return local.replace(tzinfo=ZoneInfo(zone)).utcoffset() == local.replace(tzinfo=ZoneInfo(other)).utcoffset()


def _edges(trip: Trip) -> Iterator[Check]:
    """A journey begins and ends at the stays (or home), after what came before and before what follows."""
    days = trip.itinerary.days
    for number, day in trip.days():
        before = days[number - 2] if number > 1 else None
        after = days[number] if number < len(days) else None
        if day.travel_in is not None:
            yield from _arrival(trip, number, day, day.travel_in, before)
        if day.travel_out is not None:
            yield from _departure(trip, number, day, day.travel_out, after)


def _arrival(trip: Trip, number: int, day: Day, travel: Travel, before: Day | None) -> Iterator[Check]:
    first, last = travel.legs[0], travel.legs[-1]
    yield Check(
        "travel", _at(trip, day.base_id, last.to_at), f"The journey does not end at {trip.name(day.base_id)}.", number
    )
    punctual = last.arrive_local.date() == day.on and last.arrive_zone == day.time_zone
    yield Check("travel", punctual, f"The journey arrives on {last.arrive_local:%Y-%m-%d}, not on {day.on}.", number)
    if before is None:
        yield from _home(trip, number, first.from_at)
        return
    yield Check(
        "travel", _at(trip, before.base_id, first.from_at), f"It does not begin at {trip.name(before.base_id)}.", number
    )
    clock = _same_clock(first.depart_local, first.depart_zone, before.time_zone)
    message = f"The journey sets out in {first.depart_zone}, the night before was in {before.time_zone}."
    yield Check("travel", clock, message, number)
    if before.back is not None:
        left = instant(first.depart_local, first.depart_zone) >= instant(before.back.arrive_local, before.time_zone)
        yield Check("travel", left, "The journey begins before the day before has ended.", number)


def _departure(trip: Trip, number: int, day: Day, travel: Travel, after: Day | None) -> Iterator[Check]:
    first, last = travel.legs[0], travel.legs[-1]
    yield Check(
        "travel",
        _at(trip, day.base_id, first.from_at),
        f"The journey does not begin at {trip.name(day.base_id)}.",
        number,
    )
    punctual = first.depart_local.date() == day.on and first.depart_zone == day.time_zone
    yield Check("travel", punctual, f"The journey departs on {first.depart_local:%Y-%m-%d}, not on {day.on}.", number)
    if day.back is not None:
        ready = day.back.arrive_local <= first.depart_local
        yield Check(
            "travel", ready, f"The journey departs at {first.depart_local:%H:%M}, before the day's stops end.", number
        )
    if after is None:
        yield from _home(trip, number, last.to_at)
        return
    yield Check(
        "travel", _at(trip, after.base_id, last.to_at), f"It does not end at {trip.name(after.base_id)}.", number
    )
    if after.stops:
        begins = instant(after.stops[0].leg.depart_local, after.time_zone)
        there = instant(last.arrive_local, last.arrive_zone) <= begins
        yield Check("travel", there, "The journey arrives after the next day has begun.", number)


def _home(trip: Trip, number: int, at: Point) -> Iterator[Check]:
    origin = trip.request.origin
    if origin is not None:
        near = origin.at.metres_to(at) <= _HOME_M
        yield Check("travel", near, f"The journey has its other end far from {origin.name}.", number)


def _at(trip: Trip, place_id: str, point: Point) -> bool:
    place = trip.places.get(place_id)
    return place is None or place.at.metres_to(point) <= _SAME_SPOT_M


def _teleports(trip: Trip) -> Iterator[Check]:
    days = trip.itinerary.days
    for number, (one, other) in enumerate(pairwise(days), 2):
        moved = one.city_id != other.city_id or one.base_id != other.base_id
        joined = not moved or one.travel_out is not None or other.travel_in is not None
        message = (
            f"Day {number} is at {trip.name(other.base_id)}, and nothing leads there from {trip.name(one.base_id)}."
        )
        yield Check("travel", joined, message, number, (one.base_id, other.base_id))


def _ways_home(trip: Trip) -> Iterator[Check]:
    """Who sets out from home gets there and back, or is told that the way is not in the plan."""
    origin, days = trip.request.origin, trip.itinerary.days
    if origin is None:
        return
    ends = (("to", 1, days[0], days[0].travel_in), ("from", len(days), days[-1], days[-1].travel_out))
    for word, number, day, travel in ends:
        city = trip.cities.get(day.city_id)
        at_home = city is not None and city.at.metres_to(origin.at) <= _NEAR_HOME_M
        told = travel is not None or at_home or trip.warns_of(origin.name)
        message = f"The trip sets out from {origin.name}, and the way {word} {day.city_id} is missing."
        yield Check("travel", told, message, number)
