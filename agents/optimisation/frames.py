"""How much of each day is the traveller's: what arrival, departure and habits leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.city import CityFacts
from domain.itinerary import Day, Purpose, Stop, Travel
from domain.request import DayLimit, Pace, TripRequest

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


def frame_of_date(request: TripRequest, on: date) -> Frame:
    """The hours and the pace asked for on a date: the day's own, else the trip's."""
    number = (on - request.start_on).days + 1
    own = next((limit for limit in request.day_limits if limit.day == number), DayLimit(day=max(1, number)))
    return Frame(
        on,
        request.day_start_min if own.start_min is None else own.start_min,
        request.day_end_min if own.end_min is None else own.end_min,
        own.pace or request.pace,
    )


def frame_between(
    request: TripRequest, on: date, journeys: tuple[Travel | None, Travel | None], following: Travel | None = None
) -> Frame:
    """What the journeys into and out of a day leave of it; `following` may set out the evening before its day."""
    asked = frame_of_date(request, on)
    start, end = asked.start, asked.end
    come, go = journeys
    if come is not None:
        start = max(start, minutes_of(come.legs[-1].arrive_local, on) + LUGGAGE_MIN)
    elif on == request.start_on and request.arrive_min is not None:
        start = max(start, request.arrive_min)
    if go is not None:
        end = min(end, minutes_of(go.legs[0].depart_local, on))
    elif on == request.end_on and request.leave_min is not None:
        end = min(end, request.leave_min)
    if following is not None:
        end = min(end, minutes_of(following.legs[0].depart_local, on))
    return Frame(on, start, max(start, end), asked.pace)


def frame_of(request: TripRequest, day: Day, following: Day | None = None) -> Frame:
    """The frame of a day that is already planned, from its journeys and the next day's."""
    return frame_between(request, day.on, (day.travel_in, day.travel_out), following.travel_in if following else None)


def meals_covered(frame: Frame, city: CityFacts) -> tuple[Purpose, ...]:
    """Meals whose local time the planned part covers by two hours or more."""
    return tuple(
        meal
        for meal, (first, last) in meal_spans(city).items()
        if min(last, frame.end) - max(first, frame.start) >= MEAL_COVER_MIN
    )


def visits(day: Day) -> list[Stop]:
    return [stop for stop in day.stops if stop.purpose is Purpose.VISIT]


def keeps_pace(day: Day, pace: Pace) -> bool:
    """Whether a day that is planned already has no more sights, and no more time at them, than a pace allows."""
    seen = visits(day)
    spent = sum((stop.end_local - stop.start_local).total_seconds() / 60 for stop in seen)
    return len(seen) <= MAX_SIGHTS[pace] and spent <= MAX_VISIT_MIN[pace] + STRETCH_MIN
