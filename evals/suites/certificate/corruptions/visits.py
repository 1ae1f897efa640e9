"""Opening hours and the length of visits."""

from __future__ import annotations

from domain.itinerary import Day, Itinerary, Purpose, Stop
from domain.place import Kind, Place
from domain.request import TripRequest
from evals.suites.certificate.changes import (
    MINUTE,
    hours,
    nth,
    silent,
    spots,
    stop_at,
    with_leg_at,
    with_place,
    with_stop_at,
)
from evals.suites.certificate.corruptions.registry import Pair, spoils
from tools.places.atlas.records import city_ids, load_places

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_LONGER_MIN = 300  # beyond what is typical: nobody stays so long


@spoils("closed")
def closed_that_weekday(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    place = itinerary.place(stop_at(itinerary, spot).place_id)
    weekday = _WEEKDAYS[itinerary.days[spot[0]].on.weekday()]
    # Closed the day after as well: a stop past midnight may be in that day's window.
    other = _WEEKDAYS[(itinerary.days[spot[0]].on.weekday() + 1) % 7]
    spec = f"Mo-Su 00:00-24:00; {weekday} off; {other} off"
    return request, with_place(itinerary, place.id, hours=hours(itinerary, place, spec))


@spoils("closed")
def museum_on_its_closing_day(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A visit is given to a real place of the city that is closed all that day (the Monday closure)."""
    there = {place.id for place in itinerary.places}
    chances = [
        (spot, place)
        for spot in spots(itinerary, Purpose.VISIT)
        for place in _closed_all_day(itinerary, spot)
        if place.id not in there
    ]
    chance = nth(chances, n)
    if chance is None:
        return None
    spot, place = chance
    changed = with_leg_at(with_stop_at(itinerary, spot, place_id=place.id), spot, to_id=place.id)
    return request, changed.model_copy(update={"places": (*changed.places, place)})


def _closed_all_day(itinerary: Itinerary, spot: tuple[int, int]) -> list[Place]:
    day = itinerary.days[spot[0]]
    if day.city_id not in city_ids():
        return []
    return [
        place
        for place in load_places(day.city_id).values()
        if place.kind is Kind.SIGHT and place.hours is not None and not place.hours.windows_on(day.on)
    ]


@spoils("closed")
def closes_during_the_visit(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    place = itinerary.place(stop.place_id)
    spec = f"Mo-Su 08:00-{stop.end_local - MINUTE:%H:%M}"
    return request, with_place(itinerary, place.id, hours=hours(itinerary, place, spec))


@spoils("closed")
def opens_after_the_visit_begins(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, fits=lambda day, stop: stop.end_local.date() == day.on), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    place = itinerary.place(stop.place_id)
    spec = f"Mo-Su {stop.start_local + MINUTE:%H:%M}-23:59"
    return request, with_place(itinerary, place.id, hours=hours(itinerary, place, spec))


@spoils("closed")
def pause_in_the_middle_of_the_visit(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    def long_enough(_: Day, stop: Stop) -> bool:
        return stop.end_local - stop.start_local > 15 * MINUTE and stop.start_local.hour >= 1

    spot = nth(spots(itinerary, fits=long_enough), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    place, pause = itinerary.place(stop.place_id), stop.start_local + 5 * MINUTE
    if pause.date() != stop.end_local.date():
        return None
    spec = f"Mo-Su 00:00-{pause:%H:%M},{pause + 5 * MINUTE:%H:%M}-24:00"
    return request, with_place(itinerary, place.id, hours=hours(itinerary, place, spec))


@spoils("closed")
def after_the_last_admission(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, fits=lambda day, stop: stop.end_local.date() == day.on), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    place = itinerary.place(stop.place_id)
    visit = int((stop.end_local - stop.start_local) / MINUTE)
    open_until = hours(itinerary, place, f"Mo-Su 00:01-{stop.end_local:%H:%M}")
    return request, with_place(itinerary, place.id, hours=open_until, last_entry_min=visit + 1)


@spoils("closed")
def hours_not_known_and_not_said(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    quiet = spots(itinerary, fits=lambda _, stop: silent(itinerary, itinerary.place(stop.place_id).name, stop.place_id))
    spot = nth(quiet, n)
    if spot is None:
        return None
    return request, with_place(itinerary, stop_at(itinerary, spot).place_id, hours=None)


@spoils("duration")
def too_short_a_visit(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.VISIT), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    least = itinerary.place(stop.place_id).visit_min_short
    return request, with_stop_at(itinerary, spot, end_local=stop.start_local + (least - 1) * MINUTE)


@spoils("duration")
def too_long_a_visit(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    most = itinerary.place(stop.place_id).visit_min + _LONGER_MIN
    return request, with_stop_at(itinerary, spot, end_local=stop.start_local + most * MINUTE)
