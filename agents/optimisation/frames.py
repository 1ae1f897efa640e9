"""How much of each day is the traveller's: what arrival, departure and habits leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.city import CityFacts
from domain.itinerary import Day, Purpose
from domain.request import Pace, TripRequest

LUGGAGE_MIN = 15
MEAL_COVER_MIN = 120
MAX_SIGHTS = {Pace.RELAXED: 3, Pace.MODERATE: 5, Pace.FAST: 7}
MAX_VISIT_MIN = {Pace.RELAXED: 300, Pace.MODERATE: 390, Pace.FAST: 510}
STRETCH_MIN = 30  # what tidying may add; the certificate's limits are this much higher


@dataclass(frozen=True)
class Frame:
    """Minutes after local midnight of `on` between which stops may be planned, legs included."""

    on: date
    start: int
    end: int
    pace: Pace


def minutes_of(wall: datetime, on: date) -> int:
    """Minutes after midnight of `on`, past 1440 on the next date."""
    return (wall.date() - on).days * 1440 + wall.hour * 60 + wall.minute


def span(text: str) -> tuple[int, int]:
    """The minutes of 11:30-14:00; an end before the start is after midnight."""
    first, last = ((int(part[:2]) * 60 + int(part[3:])) for part in text.split("-"))
    return first, last if last > first else last + 1440


def meal_spans(city: CityFacts) -> dict[Purpose, tuple[int, int]]:
    return {
        Purpose.LUNCH: span(city.meal_times.lunch),
        Purpose.DINNER: span(city.meal_times.dinner),
    }


def frame_for(request: TripRequest, on: date, arrive: datetime | None, leave: datetime | None) -> Frame:
    """`arrive` at the stay and `leave` from it are wall times there, None where the day is whole."""
    start, end = request.day_start_min, request.day_end_min
    if arrive is not None:
        start = max(start, minutes_of(arrive, on) + LUGGAGE_MIN)
    if leave is not None:
        end = min(end, minutes_of(leave, on))
    return Frame(on, start, max(start, end), request.pace)


def frame_of(request: TripRequest, day: Day, pace: Pace | None = None) -> Frame:
    """The frame of a day that is already planned, from its journeys."""
    come = day.travel_in.legs[-1].arrive_local if day.travel_in else None
    go = day.travel_out.legs[0].depart_local if day.travel_out else None
    frame = frame_for(request, day.on, come, go)
    start, end = frame.start, frame.end
    if day.on == request.start_on and request.arrive_min is not None and come is None:
        start = max(start, request.arrive_min)
    if day.on == request.end_on and request.leave_min is not None:
        end = min(end, request.leave_min)
    return Frame(day.on, start, max(start, end), pace or request.pace)


def meals_covered(frame: Frame, city: CityFacts) -> tuple[Purpose, ...]:
    """Meals whose local time the planned part covers by two hours or more."""
    return tuple(
        meal
        for meal, (first, last) in meal_spans(city).items()
        if min(last, frame.end) - max(first, frame.start) >= MEAL_COVER_MIN
    )
