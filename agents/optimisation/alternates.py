"""For each stop up to two other places that fit the same slot, checked one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from agents.optimisation.build import Setup, cost_of, meal_length, suits_diets, traveller_of, welcome
from agents.optimisation.frames import minutes_of
from domain.candidates import Scored
from domain.itinerary import Alternate, Day, Purpose, Stop
from domain.place import Place, Setting
from tools.routes.offline import Matrix, matrix

MOST = 2
_LOOKED_AT = 25
_DEARER_BY = 4  # at most a quarter dearer than what it replaces


@dataclass(frozen=True)
class Slot:
    """Where a stop's place in the day begins and ends, minutes after midnight, and its neighbours."""

    free_from: int
    start: int
    end: int
    due: int
    before_id: str
    after_id: str


def with_alternates(setup: Setup, day: Day, used: Collection[str], headroom: int | None) -> Day:
    """The day with its stops' alternates.

    `headroom` is what the budget has left, minor units; None is no limit.
    """
    known = {s.place.id: s.place for s in (*setup.city.stays, *setup.city.sights, *setup.city.eats)}
    stops = []
    for index, stop in enumerate(day.stops):
        pool = _pool(setup, stop, headroom, used)
        found = _choose(known[stop.place_id], fitting(setup, day, slot_of(day, index), stop.purpose, pool, known))
        chosen = tuple(_alternate(known[stop.place_id], scored) for scored in found)
        stops.append(stop.model_copy(update={"alternates": chosen}))
    return day.model_copy(update={"stops": tuple(stops)})


def slot_of(day: Day, index: int) -> Slot:
    """From the end of the stop before to the start of the next one, or the edges of the day."""
    stop = day.stops[index]
    before = day.stops[index - 1] if index else None
    after = day.stops[index + 1] if index + 1 < len(day.stops) else None
    due = after.start_local if after else (day.back.arrive_local if day.back else stop.end_local)
    return Slot(
        free_from=minutes_of(before.end_local if before else stop.leg.depart_local, day.on),
        start=minutes_of(stop.start_local, day.on),
        end=minutes_of(stop.end_local, day.on),
        due=minutes_of(due, day.on),
        before_id=before.place_id if before else day.base_id,
        after_id=after.place_id if after else day.base_id,
    )


def fitting(
    setup: Setup, day: Day, slot: Slot, purpose: Purpose, pool: Collection[Scored], known: Mapping[str, Place]
) -> list[Scored]:
    """Those of `pool` that can be reached, seen and left within the slot, the best first."""
    ranked = sorted((s for s in pool if _serves(setup, s.place, purpose)), key=lambda s: (-s.score, s.place.id))
    # What is indoors must not be crowded out by better places outdoors.
    spare = [s for s in ranked[_LOOKED_AT:] if s.place.setting is Setting.INDOOR]
    short = ranked[:_LOOKED_AT] + spare[: _LOOKED_AT // 2]
    if not short:
        return []
    ends = [known[slot.before_id].at, known[slot.after_id].at]
    result = matrix([*ends, *(s.place.at for s in short)], setup.city.city, traveller_of(setup.request))
    return [s for index, s in enumerate(short, start=2) if _fits(s.place, day, slot, purpose, (result, index))]


def _fits(place: Place, day: Day, slot: Slot, purpose: Purpose, way: tuple[Matrix, int]) -> bool:
    """Open while one would be there, for at least its shortest worthwhile visit."""
    result, index = way
    begin = max(slot.start, slot.free_from + int(result.minutes[0, index]))
    end = min(slot.end, slot.due - int(result.minutes[index, 1]))
    least = place.visit_min_short if purpose is Purpose.VISIT else min(meal_length(place), slot.end - slot.start)
    if place.hours is None or end - begin < least:
        return False
    return any(
        first <= slot.start and max(end, slot.start + least) <= close and begin <= close - place.last_entry_min
        for first, close in place.hours.windows_on(day.on)
    )


def _pool(setup: Setup, stop: Stop, headroom: int | None, used: Collection[str]) -> list[Scored]:
    now = stop.cost.minor
    more = now // _DEARER_BY
    dearest = now + (more if headroom is None else min(headroom, more))
    pool = setup.city.sights if stop.purpose is Purpose.VISIT else setup.city.eats
    return [
        s
        for s in pool
        if s.place.price is not None
        and s.place.id not in used
        and welcome(s.place, setup.request)
        and cost_of(s.place, setup.request, setup.exchange) <= dearest
    ]


def _serves(setup: Setup, place: Place, purpose: Purpose) -> bool:
    if purpose is Purpose.VISIT:
        return True
    return purpose.value in place.meals and suits_diets(place, setup.request)


def _choose(was: Place, found: list[Scored]) -> list[Scored]:
    """The best two, one of them indoors where the stop is outdoors."""
    chosen = found[:MOST]
    if was.setting is Setting.OUTDOOR and not any(s.place.setting is Setting.INDOOR for s in chosen):
        indoor = next((s for s in found if s.place.setting is Setting.INDOOR), None)
        chosen = [*chosen[: MOST - 1], indoor] if indoor else chosen
    return chosen


def _alternate(was: Place, scored: Scored) -> Alternate:
    place = scored.place
    if was.setting is Setting.OUTDOOR and place.setting is Setting.INDOOR:
        reason = "indoors, should the weather turn"
    elif scored.reasons:
        reason = scored.reasons[0]
    else:
        reason = f"open at the same time and in reach instead of {was.name}"
    return Alternate(place_id=place.id, reason=reason)
