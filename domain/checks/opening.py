"""Open when it is visited, for as long as it is visited; alternates too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from domain.checks.claims import Check
from domain.checks.meals import keeps_diet
from domain.checks.trip import DAY_MIN, MEALS, Trip, clock, minutes_of
from domain.hours import Window
from domain.itinerary import Alternate, Day, Stop
from domain.place import Access, Children, Kind, Place

_MEAL_LEAST_MIN = 30
_LINGER_MIN = 4 * 60


def check_opening(trip: Trip) -> Iterator[Check]:
    for number, day, stop in trip.stops():
        place = trip.places.get(stop.place_id)
        if place is None:
            continue
        start, end = minutes_of(stop.start_local, day.on), minutes_of(stop.end_local, day.on)
        told = place.hours is None and trip.warns_of_place(place.id)
        yield Check(
            "closed",
            told or is_open(place, day.on, start, end),
            _closed(place, day.on, start, end),
            number,
            (place.id,),
        )
        least, most = _least(stop, place), place.visit_min + _LINGER_MIN
        message = f"{end - start} min at {place.name}; {least} to {most} would make sense."
        yield Check("duration", least <= end - start <= most, message, number, (place.id,))


def is_open(place: Place, on: date, start: int, end: int) -> bool:
    """Whether one window of the place holds the whole visit; minutes after midnight of `on`."""
    return any(
        window.start <= start and end <= window.end and start <= window.end - place.last_entry_min
        for window in _windows(place, on, start)
    )


def _windows(place: Place, on: date, start: int) -> Iterator[Window]:
    if place.hours is None:
        return
    yield from place.hours.windows_on(on)
    if start >= DAY_MIN:
        for first, last in place.hours.windows_on(on + timedelta(days=1)):
            yield Window(first + DAY_MIN, last + DAY_MIN)


def _closed(place: Place, on: date, start: int, end: int) -> str:
    visit = f"{place.name} is visited {clock(start)}-{clock(end)} on {on:%a} {on}"
    if place.hours is None:
        return f"{visit}, and its opening hours are not known."
    windows = ", ".join(f"{clock(w.start)}-{clock(w.end)}" for w in place.hours.windows_on(on)) or "not at all"
    entry = f", last admission {place.last_entry_min} min before closing" if place.last_entry_min else ""
    return f"{visit}, when it is open {windows}{entry}."


def _least(stop: Stop, place: Place) -> int:
    """A meal takes half an hour, except where people eat faster."""
    return min(_MEAL_LEAST_MIN, place.visit_min) if stop.purpose in MEALS else place.visit_min_short


def check_alternates(trip: Trip) -> Iterator[Check]:
    visited = {stop.place_id for _, _, stop in trip.stops()}
    for number, day, stop in trip.stops():
        for alternate in stop.alternates:
            place = trip.places.get(alternate.place_id)
            if place is None:
                continue
            problem = _misfit(trip, day, stop, place, visited)
            yield Check(
                "alternate", not problem, _alternate(trip, stop, alternate, problem), number, (stop.place_id, place.id)
            )


def _alternate(trip: Trip, stop: Stop, alternate: Alternate, problem: str) -> str:
    return f"{trip.name(alternate.place_id)} is offered instead of {trip.name(stop.place_id)}, but {problem}."


def _table(trip: Trip, day: Day, stop: Stop, place: Place) -> str:
    """Why this meal cannot be had there; empty when it can."""
    if stop.purpose.value not in place.meals:
        return f"it does not serve {stop.purpose.value}"
    for diet in trip.request.diets:
        if not keeps_diet(place, diet) and not (trip.warns_on(day.on, diet) or trip.warns_of_place(place.id)):
            return f"it is not known to be {diet.replace('_', ' ')}"
    return ""


def _misfit(trip: Trip, day: Day, stop: Stop, place: Place, visited: set[str]) -> str:
    """Why a place cannot take the stop's slot; empty when it can."""
    start, end = minutes_of(stop.start_local, day.on), minutes_of(stop.end_local, day.on)
    least = min(_least(stop, place), end - start) if stop.purpose in MEALS else place.visit_min_short
    if (place.kind is Kind.EAT) != (stop.purpose in MEALS) or place.kind is Kind.STAY:
        return "it is another kind of place"
    if place.id == stop.place_id:
        return "it is that place itself"
    if place.kind is Kind.EAT and (problem := _table(trip, day, stop, place)):
        return problem
    if place.id in visited and place.kind is Kind.SIGHT:
        return "it is already in the trip"
    if place.id.split("/", 1)[0] != day.city_id:
        return "it is in another city"
    if trip.request.party.children and place.children is Children.ADULTS_ONLY:
        return "it is for adults only"
    if trip.request.step_free and place.step_free is Access.NO:
        return "it has steps that cannot be avoided"
    opens = [w.start for w in _windows(place, day.on, start)]
    if not any(
        is_open(place, day.on, begin, begin + least) for begin in {start, *opens} if start <= begin <= end - least
    ):
        return "it is not open long enough then"
    return ""
