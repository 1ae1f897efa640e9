"""A bed for every night, in the right city, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from domain.checks.claims import Check
from domain.checks.trip import Trip
from domain.itinerary import Day, StayBooking
from domain.place import Kind


def check_nights(trip: Trip) -> Iterator[Check]:
    booked = _booked(trip)
    for number, day in trip.days():
        if number == len(trip.itinerary.days):
            yield Check("night", day.sleep_id is None, "The last day has a night after it.", number)
            break
        stays = booked.pop(day.on, [])
        message = f"The night after day {number} ({day.on}) is booked {len(stays)} times."
        yield Check("night", len(stays) == 1, message, number, tuple(stays))
        right = day.sleep_id is not None and stays == [day.sleep_id]
        booked_names = ", ".join(map(trip.name, stays))
        message = f"Day {number} ends at {trip.name(day.sleep_id or 'no stay')}, booked is {booked_names}."
        yield Check("night", right or len(stays) != 1, message, number, (*stays,))
        yield _in_city(trip, number, day)
    for on, stays in booked.items():
        yield Check(
            "night",
            False,
            f"A stay is booked for the night of {on}, which is no night of the trip.",
            None,
            tuple(stays),
        )
    yield from _bases(trip)


def _booked(trip: Trip) -> dict[date, list[str]]:
    """Booked stays by the date on which the night begins; a year is the most that is looked at."""
    nights: dict[date, list[str]] = {}
    for booking in trip.itinerary.stays:
        for n in range(min((booking.check_out_on - booking.check_in_on).days, 366)):
            nights.setdefault(booking.check_in_on + timedelta(days=n), []).append(booking.place_id)
    return nights


def _in_city(trip: Trip, number: int, day: Day) -> Check:
    """The night is in the day's city, or where an evening journey leads."""
    city_id = trip.itinerary.days[number].city_id if day.travel_out is not None else day.city_id
    there = day.sleep_id is not None and day.sleep_id.split("/", 1)[0] == city_id
    return Check("night", there, f"The night after day {number} is not in {city_id}.", number)


def _bases(trip: Trip) -> Iterator[Check]:
    """A day starts where the night was spent and ends where the next will be."""
    days = trip.itinerary.days
    for number, day in trip.days():
        home = day.sleep_id is None or day.travel_out is not None or day.sleep_id == day.base_id
        yield Check("night", home, f"Day {number} ends at {trip.name(day.base_id)}, the night is elsewhere.", number)
    for number, (one, other) in enumerate(pairwise(days), 2):
        woke = one.sleep_id == other.base_id or other.travel_in is not None
        message = f"Day {number} starts at {trip.name(other.base_id)}, the night before was elsewhere."
        yield Check("night", woke, message, number, (other.base_id,))


def check_capacity(trip: Trip) -> Iterator[Check]:
    for booking in trip.itinerary.stays:
        yield from _booking(trip, booking)


def _booking(trip: Trip, booking: StayBooking) -> Iterator[Check]:
    party, name, ids = trip.request.party, trip.name(booking.place_id), (booking.place_id,)
    yield Check(
        "night", booking.check_out_on > booking.check_in_on, f"{name}: check-out is not after check-in.", None, ids
    )
    rooms = party.rooms or 1
    yield Check(
        "capacity", booking.rooms >= rooms, f"{name}: {booking.rooms} rooms, {rooms} were asked for.", None, ids
    )
    place = trip.places.get(booking.place_id)
    if place is None:
        return
    yield Check("night", place.kind is Kind.STAY, f"{name} is not a place to sleep.", None, ids)
    holds = place.sleeps is not None and booking.rooms * place.sleeps >= party.size
    message = (
        f"{name}: {booking.rooms} rooms for {place.sleeps or 'nobody knows how many'} do not hold {party.size} people."
    )
    yield Check("capacity", holds, message, None, ids)
