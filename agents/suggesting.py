"""What else one could do: for a gap of a day, and near a place, out of what discovery found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from agents.optimisation.build import traveller_of, welcome
from agents.optimisation.frames import minutes_of
from agents.optimisation.ways_told import transfers_in, ways_between
from domain.candidates import Candidates, CityCandidates, Scored
from domain.checks.opening import is_open
from domain.crowds import Quiet, quiet_at
from domain.errors import NotFound
from domain.itinerary import Day, Itinerary, Stop
from domain.place import Kind, Meal, Place
from domain.request import TripRequest

_POINTS_PER_MIN = 1.5  # what a minute more on the way takes from a score of 0 to 100
_FITS = 25.0  # what it is worth that nothing else has to move
_LOOKED_AT = 60
_NEAR_M = 1_500.0
_POINTS_PER_KM = 12.0
_SITTINGS = {Meal.BREAKFAST: (7 * 60, 10 * 60), Meal.LUNCH: (11 * 60, 15 * 60), Meal.DINNER: (17 * 60, 22 * 60)}


@dataclass(frozen=True)
class Suggestion:
    """A place for a gap: when one would be there, and what it costs in time.

    `detour_min`: minutes more on the way than going straight on; `fits`: it is worth its while before the next item
    must begin, so that nothing has to move; `reasons`: why, in words of the request.
    """

    place: Place
    score: float
    detour_min: int
    start_local: datetime
    end_local: datetime
    fits: bool
    crowd: Quiet
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Gap:
    """From where and when, to where and by when; minutes after midnight."""

    day: Day
    before: Place
    after: Place
    free_from: int
    due: int


def suggestions(
    request: TripRequest,
    itinerary: Itinerary,
    candidates: Candidates,
    day_number: int,
    after_stop: str | None = None,
    *,
    kind: Kind | None = None,
    limit: int = 6,
) -> tuple[Suggestion, ...]:
    """The best places that are not in the plan for the time after a stop (None: at the day's start), best first.

    Ranked by fit less the extra minutes on the way from and to the neighbouring items. Raises NotFound for a day or a
    stop that the trip does not have. None that is open then is an empty tuple.
    """
    gap = _gap(itinerary, day_number, after_stop)
    city = next((one for one in candidates.cities if one.city.id == gap.day.city_id), None)
    if city is None:
        return ()
    pool = list(_pool(request, itinerary, city, kind))[:_LOOKED_AT]
    places = (gap.before, gap.after, *(scored.place for scored in pool))
    ways = ways_between(places, city.city, traveller_of(request), transfers_in(candidates, city.city.id)).minutes
    straight = int(ways[0, 1])
    found = [
        suggestion
        for index, scored in enumerate(pool, 2)
        if (suggestion := _placed(gap, scored, int(ways[0, index]), int(ways[index, 1]), straight)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.place.id)))[:limit]


def nearby(
    pool: Iterable[Scored], place: Place, *, without: Collection[str] = (), limit: int = 3, within_m: float = _NEAR_M
) -> tuple[Scored, ...]:
    """Places of the same kind near by, those of the same category first, then by score less the way."""
    near = [
        (one.place.category is not place.category, _POINTS_PER_KM * metres / 1000 - one.score, one.place.id, one)
        for one in pool
        if one.place.kind is place.kind
        and one.place.id != place.id
        and one.place.id not in without
        and (metres := one.place.at.metres_to(place.at)) <= within_m
    ]
    return tuple(one for *_, one in sorted(near, key=lambda ranked: ranked[:3]))[:limit]


def _gap(itinerary: Itinerary, day_number: int, after_stop: str | None) -> _Gap:
    if not 1 <= day_number <= len(itinerary.days):
        raise NotFound("day", str(day_number))
    day = itinerary.days[day_number - 1]
    base = itinerary.place(day.base_id)
    at = -1 if after_stop is None else next((i for i, stop in enumerate(day.stops) if stop.id == after_stop), None)
    if at is None:
        raise NotFound("stop", str(after_stop))
    before = day.stops[at] if at >= 0 else None
    after = day.stops[at + 1] if at + 1 < len(day.stops) else None
    return _Gap(
        day,
        itinerary.place(before.place_id) if before else base,
        itinerary.place(after.place_id) if after else base,
        _free_from(day, before, after),
        _due(day, after),
    )


def _free_from(day: Day, before: Stop | None, after: Stop | None) -> int:
    """When the traveller can set out."""
    if before is not None:
        return minutes_of(before.end_local, day.on)
    if after is not None:
        return minutes_of(after.leg.depart_local, day.on)
    return 9 * 60


def _due(day: Day, after: Stop | None) -> int:
    """When they must be at the next item, or back."""
    if after is not None:
        return minutes_of(after.start_local, day.on)
    if day.back is not None:
        return minutes_of(day.back.arrive_local, day.on)
    return 21 * 60


def _pool(request: TripRequest, itinerary: Itinerary, city: CityCandidates, kind: Kind | None) -> Iterator[Scored]:
    """What may be suggested at all, best first: not in the plan, not ruled out, its hours known."""
    planned = {stop.place_id for day in itinerary.days for stop in day.stops}
    lists = {Kind.SIGHT: city.sights, Kind.EAT: city.eats}
    wanted = (Kind.SIGHT, Kind.EAT) if kind is None else (kind,)
    for scored in sorted((s for one in wanted for s in lists.get(one, ())), key=lambda s: (-s.score, s.place.id)):
        place = scored.place
        if place.id not in planned and place.hours is not None and welcome(place, request):
            yield scored


def _placed(gap: _Gap, scored: Scored, there: int, onward: int, straight: int) -> Suggestion | None:
    """The place in the gap; None when it is closed then, or would not be visited so long as it is worth."""
    place, begin = scored.place, gap.free_from + there
    left = gap.due - onward - begin
    fits = left >= place.visit_min_short
    length = min(place.visit_min, left) if fits else place.visit_min_short
    begin = _opens(gap, place, begin, begin + left - length if fits else begin)
    if not is_open(place, gap.day.on, begin, begin + length) or not _is_meal(place, begin):
        return None
    detour = max(0, there + onward - straight)
    start = datetime.combine(gap.day.on, time()) + timedelta(minutes=begin)
    end = start + timedelta(minutes=length)
    score = scored.score - _POINTS_PER_MIN * detour + (_FITS if fits else 0.0)
    return Suggestion(place, round(score, 2), detour, start, end, fits, quiet_at(place, start, end), scored.reasons)


def _opens(gap: _Gap, place: Place, first: int, last: int) -> int:
    """The first minute from `first` to `last` at which the place is open, else `first`."""
    assert place.hours is not None
    starts = [window.start for window in place.hours.windows_on(gap.day.on) if first < window.start <= last]
    opened = any(window.start <= first < window.end for window in place.hours.windows_on(gap.day.on))
    return first if opened or not starts else min(starts)


def _is_meal(place: Place, begin: int) -> bool:
    """A place to eat is suggested at the times of the meals that it serves."""
    if place.kind is not Kind.EAT:
        return True
    return any(first <= begin <= last for meal, (first, last) in _SITTINGS.items() if meal in place.meals)
