"""What the traveller asked for and asked to be spared."""

from __future__ import annotations

from collections.abc import Iterator

from domain.checks.claims import Check
from domain.checks.trip import Trip, folded
from domain.itinerary import Purpose
from domain.place import Access, Children, Place
from domain.request import Pace

# Sights a day and minutes among them.
PACE_LIMITS = {Pace.RELAXED: (3, 330), Pace.MODERATE: (5, 420), Pace.FAST: (7, 540)}


def check_must_sees(trip: Trip) -> Iterator[Check]:
    visited = {stop.place_id for _, _, stop in trip.stops()}
    for wish in trip.request.must_see:
        told = trip.warns_of(wish.text) or (wish.place_id is not None and trip.warns_of_place(wish.place_id))
        message = f"{wish.text} is a must-see; it is not in the trip and no warning says why."
        ids = (wish.place_id,) if wish.place_id else ()
        yield Check("must_see", wish.place_id in visited or told, message, None, ids)


def check_avoided(trip: Trip) -> Iterator[Check]:
    shunned = {wish.place_id for wish in trip.request.must_avoid} - {None}
    words = {folded(word) for word in trip.request.avoid}
    if not shunned and not words:
        return
    for number, _, stop in trip.stops():
        offered = [a.place_id for a in stop.alternates]
        for place in (trip.places.get(place_id) for place_id in (stop.place_id, *offered)):
            if place is not None:
                spared = place.id not in shunned and not words & _words(place)
                yield Check("avoid", spared, f"{place.name} is what the traveller wants to avoid.", number, (place.id,))
    for booking in trip.itinerary.stays:
        spared = booking.place_id not in shunned
        yield Check("avoid", spared, f"{trip.name(booking.place_id)} is to be avoided.", None, (booking.place_id,))


def _words(place: Place) -> set[str]:
    return {folded(word) for word in (place.category.value, *place.tags)}


def check_people(trip: Trip) -> Iterator[Check]:
    """Steps and adults-only places, where that matters to this party."""
    stays = {stay.place_id for stay in trip.itinerary.stays}
    used = [(n, stop.place_id) for n, _, stop in trip.stops()] + [(None, place_id) for place_id in sorted(stays)]
    for number, place_id in used:
        place = trip.places.get(place_id)
        if place is None:
            continue
        if trip.request.step_free:
            free = place.step_free is not Access.NO
            yield Check("step_free", free, f"{place.name} cannot be reached without steps.", number, (place.id,))
        stay_for_children = place_id in stays and "children" in trip.request.house_rules
        if trip.request.party.children or stay_for_children:
            fine = place.children is not Children.ADULTS_ONLY
            yield Check("children", fine, f"{place.name} is for adults only.", number, (place.id,))


def check_pace(trip: Trip) -> Iterator[Check]:
    for number, day in trip.days():
        asked = trip.own_limit(number).pace or trip.request.pace
        most, most_min = PACE_LIMITS[asked]
        visits = [stop for stop in day.stops if stop.purpose is Purpose.VISIT]
        minutes = sum((stop.end_local - stop.start_local).total_seconds() for stop in visits) / 60
        # One day may be fuller than the rest where the traveller asked for it and the trip says so.
        told = trip.warns_on(day.on, "pace")
        pace = asked.value
        message = f"Day {number} has {len(visits)} sights; {most} are the most at a {pace} pace."
        yield Check("pace", len(visits) <= most or told, message, number)
        message = f"Day {number} has {minutes:.0f} min of visits; {most_min} are the most at a {pace} pace."
        yield Check("pace", minutes <= most_min or told, message, number)


def check_modes(trip: Trip) -> Iterator[Check]:
    avoided: set[str] = set(trip.request.avoid_modes)
    if not avoided:
        return
    used: list[tuple[int, str]] = [(number, leg.mode) for number, _, leg in trip.legs()]
    used += [(number, leg.mode) for number, _, travel in trip.travels() for leg in travel.legs]
    for number, mode in used:
        yield Check("mode", mode not in avoided or trip.warns_of(mode), f"Day {number} uses a {mode}.", number)
