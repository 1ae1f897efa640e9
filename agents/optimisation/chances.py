"""What a planned day promises, as a course for planner.punctuality, and the chance that it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from agents.optimisation.build import Setup
from agents.optimisation.frames import LUGGAGE_MIN, frame_of_date, meal_spans, minutes_of
from domain.itinerary import Day, Purpose, Stop, Travel, WeakPoint
from domain.place import Place
from planner.punctuality import Course, OnTime, Visit, on_time, spread_of_visit, spread_of_way

GRACE_MIN = 30  # nobody misses anything by being back at the stay half an hour late
_LEAST_MEAL = 0.75  # of what is planned for it
_NEVER_CLOSED_MIN = 48 * 60
_What = Literal["last_entry", "closing", "meal"]


def with_chance(setup: Setup, day: Day, known: Mapping[str, Place]) -> Day:
    """The day with its chance of going to plan, and where it is weakest; without stops there is none."""
    if not day.stops or day.back is None:
        return day.model_copy(update={"on_time": None, "weakest": None})
    found = on_time(course_of(setup, day, known))
    weakest = _weak_point(setup, day, known, found)
    return day.model_copy(update={"on_time": round(found.chance, 3), "weakest": weakest})


def course_of(setup: Setup, day: Day, known: Mapping[str, Place]) -> Course:
    """For a day with stops; minutes after its midnight."""
    assert day.back is not None, "a day with stops has a way back"
    leave = minutes_of(day.stops[0].leg.depart_local, day.on)
    end, fixed = _due(setup, day)
    before, spread, arrived = _journey(day.travel_in, day) if day.travel_in else (0, 0.0, leave)
    return Course(
        leave=leave,
        visits=tuple(_visit(setup, day, stop, known[stop.place_id]) for stop in day.stops),
        back=day.back.minutes,
        back_spread=spread_of_way(day.back.mode),
        due=max(end + (0 if fixed else GRACE_MIN), minutes_of(day.back.arrive_local, day.on)),
        before=before,
        before_spread=spread,
        slack=max(0, leave - arrived - LUGGAGE_MIN),
    )


def _due(setup: Setup, day: Day) -> tuple[int, bool]:
    """When one must be back, and whether something leaves then."""
    frame = next(frame for frame in setup.frames if frame.on == day.on)
    return frame.end, frame.end < frame_of_date(setup.request, day.on).end


def _journey(travel: Travel, day: Day) -> tuple[int, float, int]:
    """Minutes on the way, their spread (the longest part's), and when one is there."""
    first, last = travel.legs[0], travel.legs[-1]
    begun = first.depart_local.replace(tzinfo=ZoneInfo(first.depart_zone))
    over = last.arrive_local.replace(tzinfo=ZoneInfo(last.arrive_zone))
    longest = max(travel.legs, key=lambda leg: leg.metres)
    minutes = round((over - begun).total_seconds() / 60)
    return minutes, spread_of_way(longest.mode), minutes_of(last.arrive_local, day.on)


def _visit(setup: Setup, day: Day, stop: Stop, place: Place) -> Visit:
    start, end = minutes_of(stop.start_local, day.on), minutes_of(stop.end_local, day.on)
    sight = stop.purpose is Purpose.VISIT
    least = min(end - start, place.visit_min_short if sight else round(_LEAST_MEAL * (end - start)))
    close = _close(place, day, start)
    return Visit(
        way=stop.leg.minutes,
        way_spread=spread_of_way(stop.leg.mode),
        start=start,
        minutes=end - start,
        least=least,
        spread=spread_of_visit(place.category.value),
        begin=max(start, min(limit for _, limit in _limits(setup, stop, place, least, close))),
        close=max(end, close),
    )


def _close(place: Place, day: Day, start: int) -> int:
    windows = place.hours.windows_on(day.on) if place.hours else ()
    return next((close for first, close in windows if first <= start < close), _NEVER_CLOSED_MIN)


def _limits(setup: Setup, stop: Stop, place: Place, least: int, close: int) -> list[tuple[_What, int]]:
    """Each commitment at a stop with the latest start that keeps it."""
    limits: list[tuple[_What, int]] = [("last_entry", close - place.last_entry_min), ("closing", close - least)]
    span = meal_spans(setup.city.city).get(stop.purpose)
    return [*limits, ("meal", span[1])] if span else limits


def _weak_point(setup: Setup, day: Day, known: Mapping[str, Place], found: OnTime) -> WeakPoint | None:
    index = found.weakest
    if index is None:
        return None
    chance = round(min(1.0, found.lost[index]), 3)
    if index == len(day.stops):
        return WeakPoint(place_id=day.base_id, what="departure" if _due(setup, day)[1] else "back", chance=chance)
    stop = day.stops[index]
    place, start = known[stop.place_id], minutes_of(stop.start_local, day.on)
    least = _visit(setup, day, stop, place).least
    what = min(_limits(setup, stop, place, least, _close(place, day, start)), key=lambda limit: limit[1])[0]
    return WeakPoint(place_id=stop.place_id, what=what, chance=chance)
