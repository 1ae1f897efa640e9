"""From the friends that were read to a day that meets as many of them as can be met."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from agents.tours.wish import Friend, MeetingWish
from domain.itinerary import Purpose
from planner import solve
from planner.exact import MOST_APPOINTMENTS, NO_WAY, Appointment, Kept, Round, best_round
from planner.problem import DayFrame, Opening, Problem, Stop, Task, Weights

_PRIZE = 100_000  # hundredths: one more friend outweighs a whole day of waiting and walking
_LAST_MIN = 2_880  # appointments of an evening may run past midnight
_WIDTH = 800  # sets of friends of one size looked at, where there are too many to look at all
_FAR = 5_000  # minutes: too far for any day, yet harmless in a sum


class Meeting(NamedTuple):
    """A friend met from `start` to `end` after `travel` minutes from the last place; minutes after midnight."""

    friend: Friend
    travel: int
    arrival: int
    start: int
    end: int


def plan_meetings(wish: MeetingWish) -> tuple[Meeting, ...]:
    """The most friends, then the earliest end, then the least travel; proven best up to 16 friends."""
    if len(wish.friends) <= MOST_APPOINTMENTS:
        return _timed(wish, best_round(_round(wish)))
    return max(searched(wish), _timed(wish, best_round(_round(wish), _WIDTH)), key=len)


def searched(wish: MeetingWish, seconds: float = 2.0, seed: int = 0) -> tuple[Meeting, ...]:
    """The same by the planner's search, which takes any number of friends and proves nothing."""
    if not wish.friends:
        return ()
    day = solve(_problem(wish), Stop(seconds=seconds), seed).days[0]
    order = [int(stop.place_id) for stop in day.stops]
    return _timed(wish, _replayed(_round(wish), order))


def places_of(wish: MeetingWish) -> tuple[str, ...]:
    """All places, the start first."""
    told = (name for way in wish.travel for name in (way.origin, way.target))
    named = chain((friend.place for friend in wish.friends), told)
    return tuple(dict.fromkeys((wish.start, *named)))


def _minutes(wish: MeetingWish, no_way: int) -> tuple[tuple[int, ...], ...]:
    """A way that is told in one direction only counts for both; one that is not told cannot be gone."""
    places = places_of(wish)
    told = {(way.origin, way.target): way.minutes for way in wish.travel}
    return tuple(tuple(0 if a == b else told.get((a, b), told.get((b, a), no_way)) for b in places) for a in places)


def _round(wish: MeetingWish) -> Round:
    index = {place: i for i, place in enumerate(places_of(wish))}
    return Round(
        base=0,
        start=wish.start_min,
        appointments=tuple(Appointment(index[f.place], f.minutes, f.windows) for f in wish.friends),
        minutes=_minutes(wish, NO_WAY),
    )


def _problem(wish: MeetingWish) -> Problem:
    """A day that begins at the start and ends anywhere: the way back costs nothing."""
    index = {place: i for i, place in enumerate(places_of(wish))}
    free = ((0,) * len(index),) * len(index)
    minutes = tuple((0, *row[1:]) for row in _minutes(wish, _FAR))
    frame = DayFrame(start=wish.start_min, end=_LAST_MIN, base=0, max_visits=len(wish.friends), max_minutes=_LAST_MIN)
    tasks = tuple(
        Task(
            place_id=str(number),
            purpose=Purpose.VISIT,
            location=index[friend.place],
            minutes=friend.minutes,
            cost=0,
            openings=(tuple(Opening(a, b - friend.minutes, b) for a, b in friend.windows),),
            scores=(_PRIZE,),
        )
        for number, friend in enumerate(wish.friends)
    )
    weights = Weights(travel_min=0, wait_min=0, late_min=0, same_category_day=0, same_category_trip=0, not_at_best=0)
    return Problem(days=(frame,), tasks=tasks, minutes=minutes, fares=free, weights=weights, grid=1)


def _replayed(problem: Round, order: list[int]) -> tuple[Kept, ...]:
    """The order at its exact minutes, as the search may keep to a coarser grid."""
    kept: list[Kept] = []
    here, now = problem.base, problem.start
    for index in order:
        appointment = problem.appointments[index]
        arrival = now + problem.minutes[here][appointment.location]
        start = appointment.start_from(arrival)
        if start is None:
            continue
        kept.append(Kept(index, arrival, start, start + appointment.minutes))
        here, now = appointment.location, start + appointment.minutes
    return tuple(kept)


def _timed(wish: MeetingWish, kept: tuple[Kept, ...]) -> tuple[Meeting, ...]:
    meetings: list[Meeting] = []
    now = wish.start_min
    for index, arrival, start, end in kept:
        meetings.append(Meeting(wish.friends[index], arrival - now, arrival, start, end))
        now = end
    return tuple(meetings)
