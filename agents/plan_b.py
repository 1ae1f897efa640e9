"""Plan B at once: a stop gives way to an alternate that was verified with the plan; nobody is asked, nothing solved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents.booking import attach_links
from agents.optimisation.alternates import fit_of
from agents.optimisation.frames import minutes_of
from agents.optimisation.replan import planned, retime
from agents.optimisation.trip import Trip, close_trip
from agents.refinement.knowing import trip_of_itself
from agents.writing.keeping import keep_words
from domain.certificate import Certificate, certify
from domain.errors import Conflict, NotFound
from domain.itinerary import Itinerary
from domain.plan import PlannedStop
from domain.request import TripRequest


@dataclass(frozen=True)
class Swapped:
    itinerary: Itinerary
    certificate: Certificate
    changes: tuple[str, ...]


def swap_in(
    request: TripRequest,
    itinerary: Itinerary,
    day: int,
    place_id: str,
    to_place_id: str,
    affiliates: Mapping[str, str],
) -> Swapped:
    """The trip with the alternate in the stop's place; everything else stays where it is.

    Raises NotFound for a stop or an alternate that the day does not have, Conflict where it is locked or the
    alternate cannot be had any more since the day around it was changed.
    """
    trip = trip_of_itself(request, itinerary)
    position = _position(trip, day, place_id, to_place_id)
    for after in _swaps(trip, day - 1, position, to_place_id):
        linked = attach_links(request, close_trip(after), affiliates=affiliates, linked=itinerary.days)
        told = keep_words((request, itinerary), (request, linked))
        certificate = certify(request, told)
        if certificate.valid:
            names = trip.place(to_place_id).name, trip.place(place_id).name
            return Swapped(told, certificate, (f"Day {day}: {names[0]} instead of {names[1]}.",))
    raise Conflict(f"{trip.place(to_place_id).name} does not fit there any more; ask for another place instead")


def _position(trip: Trip, day: int, place_id: str, to_place_id: str) -> int:
    found = trip.find(place_id, day - 1) if day <= len(trip.days) else None
    if found is None:
        raise NotFound("stop", f"{place_id} on day {day}")
    if found[2].locked:
        raise Conflict(f"{trip.place(place_id).name} is locked: unlock it first")
    if to_place_id not in {alternate.place_id for alternate in found[2].alternates}:
        raise NotFound("alternate", to_place_id)
    return found[1]


def _swaps(trip: Trip, number: int, position: int, to_place_id: str) -> Iterator[Trip]:
    """With the place when it can best be had, and at the very time of the stop that it is for."""
    day, place = trip.days[number], trip.place(to_place_id)
    stop = day.stops[position]
    as_it_was = (minutes_of(stop.start_local, day.on), minutes_of(stop.end_local, day.on))
    for span in (fit_of(trip.setup([number]), day, position, place), as_it_was):
        if span is not None:
            items = planned(day)
            items[position] = PlannedStop(place_id=place.id, purpose=stop.purpose, start_min=span[0], end_min=span[1])
            yield retime(trip, number, items)
