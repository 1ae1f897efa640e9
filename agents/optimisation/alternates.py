"""For each stop up to two other places that fit the same slot, checked one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from agents.optimisation.build import Setup, cost_of, suits_diets, traveller_of, welcome
from domain.candidates import Scored
from domain.geo import Point
from domain.itinerary import Alternate, Day, Purpose, Stop
from domain.place import Place, Setting
from tools.routes.offline import matrix

MOST = 2
_LOOKED_AT = 14
_DEARER_BY = 4  # at most a quarter dearer than what it replaces


def with_alternates(setup: Setup, day: Day, used: Collection[str], headroom: int | None) -> tuple[Day, set[str]]:
    """The day with its stops' alternates, and the ids of the places offered.

    `headroom` is what the budget has left, minor units; None is no limit.
    """
    points = {s.place.id: s.place.at for s in (*setup.city.sights, *setup.city.eats, *setup.city.stays)}
    offered: set[str] = set()
    stops = []
    for index, stop in enumerate(day.stops):
        before = (points[day.stops[index - 1].place_id], day.stops[index - 1]) if index else None
        after = day.stops[index + 1] if index + 1 < len(day.stops) else None
        found = _choose(
            setup,
            stop,
            [s for s in _fitting(setup, day, stop, before, after, points, headroom) if s.place.id not in used],
        )
        offered |= {scored.place.id for scored in found}
        stops.append(stop.model_copy(update={"alternates": tuple(_alternate(setup, stop, s) for s in found)}))
    return day.model_copy(update={"stops": tuple(stops)}), offered


def _choose(setup: Setup, stop: Stop, fitting: list[Scored]) -> list[Scored]:
    """The best two, one of them indoors where the stop is outdoors."""
    chosen = fitting[:MOST]
    outdoor = _place(setup, stop.place_id).setting is Setting.OUTDOOR
    if outdoor and not any(s.place.setting is Setting.INDOOR for s in chosen):
        indoor = next((s for s in fitting if s.place.setting is Setting.INDOOR), None)
        chosen = [*chosen[: MOST - 1], indoor] if indoor else chosen
    return chosen


def _place(setup: Setup, place_id: str) -> Place:
    return next(s.place for s in (*setup.city.sights, *setup.city.eats) if s.place.id == place_id)


def _fitting(
    setup: Setup,
    day: Day,
    stop: Stop,
    before: tuple[Point, Stop] | None,
    after: Stop | None,
    points: dict[str, Point],
    headroom: int | None,
) -> list[Scored]:
    """Candidates that are open for the whole slot, in reach from both sides and not much dearer."""
    pool = setup.city.sights if stop.purpose is Purpose.VISIT else setup.city.eats
    now = stop.cost.minor
    dearest = now + now // _DEARER_BY if headroom is None else now + min(headroom, max(now // _DEARER_BY, 0))
    possible = [
        s
        for s in pool
        if s.place.id != stop.place_id
        and s.place.price is not None
        and welcome(s.place, setup.request)
        and serves(s.place, stop, setup)
        and covers(s.place, stop, day)
        and cost_of(s.place, setup.request, setup.exchange) <= dearest
    ]
    possible.sort(key=lambda s: (-s.score, s.place.id))
    # What is indoors must not be crowded out by better places outdoors.
    short = possible[:_LOOKED_AT] + [s for s in possible[_LOOKED_AT:] if s.place.setting is Setting.INDOOR][:6]
    return list(_reached(setup, day, stop, before, after, points, short))


def serves(place: Place, stop: Stop, setup: Setup) -> bool:
    if stop.purpose is Purpose.VISIT:
        return True
    return stop.purpose.value in place.meals and suits_diets(place, setup.request)


def covers(place: Place, stop: Stop, day: Day) -> bool:
    """Open from the stop's start to its end, admission included, and the length fits the place."""
    if place.hours is None:
        return False
    length = round((stop.end_local - stop.start_local).total_seconds() / 60)
    if not place.visit_min_short <= length <= max(place.visit_min + 120, 60):
        return False
    start = (stop.start_local.date() - day.on).days * 1440 + stop.start_local.hour * 60 + stop.start_local.minute
    return any(
        first <= start and start + length <= close and start <= close - place.last_entry_min
        for first, close in place.hours.windows_on(day.on)
    )


def _reached(
    setup: Setup,
    day: Day,
    stop: Stop,
    before: tuple[Point, Stop] | None,
    after: Stop | None,
    points: dict[str, Point],
    short: list[Scored],
) -> Iterator[Scored]:
    """Keep those whose ways there and on fit between the neighbours' times."""
    if not short:
        return
    base = points[day.base_id]
    here = before[0] if before else base
    onward = points[after.place_id] if after else base
    result = matrix([here, onward, *(s.place.at for s in short)], setup.city.city, traveller_of(setup.request))
    free_from = before[1].end_local if before else stop.leg.depart_local
    due = after.start_local if after else (day.back.arrive_local if day.back else stop.end_local)
    ahead = (stop.start_local - free_from).total_seconds() / 60
    left = (due - stop.end_local).total_seconds() / 60
    for index, scored in enumerate(short, start=2):
        if result.minutes[0, index] <= ahead and result.minutes[index, 1] <= left:
            yield scored


def _alternate(setup: Setup, stop: Stop, scored: Scored) -> Alternate:
    place = scored.place
    was = _place(setup, stop.place_id)
    if was.setting is Setting.OUTDOOR and place.setting is Setting.INDOOR:
        reason = "indoors, should the weather turn"
    elif scored.reasons:
        reason = scored.reasons[0]
    else:
        reason = f"open at the same time and as easy to reach as {was.name}"
    return Alternate(place_id=place.id, reason=reason)
