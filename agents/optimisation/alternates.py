"""Plan B: for each stop two or three other places that fit its slot, each tried and certified.

One for rain (indoors), one for when it is closed or sold out (the same kind, near by), one for when it is late
(shorter), and where these are few simply another good one. A day with the swap made is certified on its own; what
ties days together (no sight twice, the budget) is held to beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from agents.optimisation.build import Setup, cost_of, meal_length, suits_diets, ways_among, welcome
from agents.optimisation.chances import with_chance
from agents.optimisation.frames import minutes_of
from agents.optimisation.rehearsal import Swap, certified
from domain.candidates import Scored
from domain.geo import Point
from domain.itinerary import Alternate, AlternateCode, Day, Purpose, Stop
from domain.money import Money
from domain.place import Place, Setting
from tools.routes.offline import Matrix

MOST = 3
_LOOKED_AT = 25
_NEAR_KM = 3.0
_POINTS_PER_KM = 8.0
_SHORTER = 0.7  # of the stop's time, at most, for who is late
_DEARER = 1.5
_RESERVED = 8


@dataclass(frozen=True)
class Slot:
    """Where a stop's place in the day begins and ends, minutes after midnight, and its neighbours."""

    free_from: int
    start: int
    end: int
    due: int
    before_id: str
    after_id: str


@dataclass(frozen=True)
class _Fit:
    """A place that can take a slot: from when, for how long, and the ways to and from it."""

    scored: Scored
    begin: int
    end: int
    km: float

    @property
    def place(self) -> Place:
        return self.scored.place


def with_alternates(setup: Setup, day: Day, used: Collection[str], headroom: int | None) -> Day:
    """The day with its stops' alternates, and its chance of going to plan.

    `headroom` is what the budget has left, minor units; None is no limit.
    """
    known = {s.place.id: s.place for s in (*setup.city.stays, *setup.city.sights, *setup.city.eats)}
    bare = day.model_copy(update={"stops": tuple(s.model_copy(update={"alternates": ()}) for s in day.stops)})
    costs = _costs(setup, (*setup.city.sights, *setup.city.eats)) if day.stops else {}
    used = {*used, *_reserved(setup, used)}
    found = [_choices(setup, bare, index, used, (headroom, costs), known) for index in range(len(day.stops))]
    swaps = [Swap(i, fit.place, fit.begin, fit.end) for i, fits in enumerate(found) for _, fit in fits]
    good = {(swap.position, swap.place.id) for swap in certified(setup, bare, swaps, known)}
    stops = []
    for index, (stop, fits) in enumerate(zip(bare.stops, found, strict=True)):
        chosen = [
            _alternate(setup, stop, known[stop.place_id], fit.scored, code)
            for code, fit in fits
            if (index, fit.place.id) in good
        ]
        stops.append(stop.model_copy(update={"alternates": tuple(chosen[:MOST])}))
    return with_chance(setup, day.model_copy(update={"stops": tuple(stops)}), known)


def fit_of(setup: Setup, day: Day, index: int, place: Place) -> tuple[int, int] | None:
    """When `place` could be had instead of a stop and nothing else moved: minutes after midnight; None if never."""
    known = {s.place.id: s.place for s in (*setup.city.stays, *setup.city.sights, *setup.city.eats)}
    pool = [s for s in (*setup.city.sights, *setup.city.eats) if s.place.id == place.id]
    fits = _fitting(setup, day, slot_of(day, index), day.stops[index], pool, known)
    return (fits[0].begin, fits[0].end) if fits else None


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


def _choices(
    setup: Setup,
    day: Day,
    index: int,
    used: Collection[str],
    money: tuple[int | None, Mapping[str, int]],
    known: Mapping[str, Place],
) -> list[tuple[AlternateCode, _Fit]]:
    """One place for each mishap and then the best of the rest; one more than wanted, should one not be certified."""
    stop, was = day.stops[index], known[day.stops[index].place_id]
    today = {other.place_id for other in day.stops}
    # A sight is seen once; a table may be had again on another day.
    busy = used if stop.purpose is Purpose.VISIT else today
    pool = [_again(s, used) for s in _pool(setup, stop, money, busy)]
    fits = _fitting(setup, day, slot_of(day, index), stop, pool, known)
    length = minutes_of(stop.end_local, day.on) - minutes_of(stop.start_local, day.on)
    wanted: list[tuple[AlternateCode, list[_Fit]]] = [
        ("rain", [f for f in fits if f.place.setting is Setting.INDOOR] if was.setting is not Setting.INDOOR else []),
        ("closed", _alike(was, fits) or [f for f in fits if f.km <= _NEAR_KM]),
        ("late", [f for f in fits if _quick(f.place, stop, length)]),
        ("like", fits),
        ("like", fits),
    ]
    chosen: list[tuple[AlternateCode, _Fit]] = []
    for code, some in wanted:
        left = [fit for fit in some if fit.place.id not in {other.place.id for _, other in chosen}]
        if left and len(chosen) <= MOST:
            chosen.append((code, max(left, key=lambda f: (f.scored.score - _POINTS_PER_KM * f.km, f.place.id))))
    return chosen


def _reserved(setup: Setup, used: Collection[str]) -> list[str]:
    """The best sights that are in no plan: not promised to a slot, they stay free for changes on any day."""
    free = sorted((s for s in setup.city.sights if s.place.id not in used), key=lambda s: (-s.score, s.place.id))
    return [scored.place.id for scored in free[: min(_RESERVED, len(free) // 4)]]


def _again(scored: Scored, used: Collection[str]) -> Scored:
    """What the trip has already is offered where there is little else."""
    return scored.model_copy(update={"score": scored.score / 2}) if scored.place.id in used else scored


def _alike(was: Place, fits: Iterable[_Fit]) -> list[_Fit]:
    """The same kind near by: a category, or a cuisine."""
    return [
        fit
        for fit in fits
        if fit.km <= _NEAR_KM and (fit.place.category is was.category or set(fit.place.cuisines) & set(was.cuisines))
    ]


def _quick(place: Place, stop: Stop, length: int) -> bool:
    usual = place.visit_min if stop.purpose is Purpose.VISIT else meal_length(place)
    return usual <= _SHORTER * length


def _fitting(
    setup: Setup, day: Day, slot: Slot, stop: Stop, pool: Collection[Scored], known: Mapping[str, Place]
) -> list[_Fit]:
    """Those of `pool` that can be reached, seen and left within the slot, the best first."""
    at = known[stop.place_id].at
    ranked = sorted(
        (s for s in pool if _serves(setup, s.place, stop.purpose)),
        key=lambda s: (_km(at, s.place) * _POINTS_PER_KM - s.score, s.place.id),
    )
    # What is indoors must not be crowded out by better places outdoors.
    spare = [s for s in ranked[_LOOKED_AT:] if s.place.setting is Setting.INDOOR]
    short = ranked[:_LOOKED_AT] + spare[: _LOOKED_AT // 2]
    if not short:
        return []
    ends = [known[slot.before_id], known[slot.after_id]]
    ways = ways_among(setup, [*ends, *(s.place for s in short)])
    fits = (_fit(s, day, slot, stop.purpose, (ways, i), _km(at, s.place)) for i, s in enumerate(short, start=2))
    return [fit for fit in fits if fit is not None]


def _km(at: Point, place: Place) -> float:
    return at.metres_to(place.at) / 1000


def _fit(scored: Scored, day: Day, slot: Slot, purpose: Purpose, way: tuple[Matrix, int], km: float) -> _Fit | None:
    """Open while one would be there, for at least its shortest worthwhile visit."""
    ways, index = way
    place = scored.place
    begin = max(slot.start, -(-(slot.free_from + int(ways.minutes[0, index])) // 5) * 5)
    end = slot.due - int(ways.minutes[index, 1])
    visit = purpose is Purpose.VISIT
    usual = slot.end - slot.start
    least = place.visit_min_short if visit else min(meal_length(place), usual)
    end = min(end, begin + max(least, place.visit_min * 5 // 4 if visit else usual))
    if place.hours is None or end - begin < least or least > usual:
        return None
    for first, close in place.hours.windows_on(day.on):
        if first <= slot.start and max(end, slot.start + least) <= close and begin <= close - place.last_entry_min:
            return _Fit(scored, begin, end, km)
    return None


def _pool(setup: Setup, stop: Stop, money: tuple[int | None, Mapping[str, int]], busy: Collection[str]) -> list[Scored]:
    """Known prices only: within what the budget has left, or without one not much dearer than is usual here."""
    headroom, costs = money
    pool = setup.city.sights if stop.purpose is Purpose.VISIT else setup.city.eats
    usual = median([costs[s.place.id] for s in pool if s.place.id in costs] or [0])
    now = stop.cost.minor
    dearest = now + headroom if headroom is not None else max(round(_DEARER * now), round(usual))
    return [
        s
        for s in pool
        if s.place.id not in busy and costs.get(s.place.id, dearest + 1) <= dearest and welcome(s.place, setup.request)
    ]


def _costs(setup: Setup, pool: Sequence[Scored]) -> dict[str, int]:
    return {s.place.id: cost_of(s.place, setup.request, setup.exchange) for s in pool if s.place.price is not None}


def _serves(setup: Setup, place: Place, purpose: Purpose) -> bool:
    if purpose is Purpose.VISIT:
        return True
    return purpose.value in place.meals and suits_diets(place, setup.request)


def _alternate(setup: Setup, stop: Stop, was: Place, scored: Scored, code: AlternateCode) -> Alternate:
    place = scored.place
    reason = {
        "rain": "indoors, should the weather turn",
        "closed": f"near by, should {was.name} be closed or full",
        "late": f"shorter, should you be late: {_usual(place, stop)} min are enough",
        "like": scored.reasons[0] if scored.reasons else f"open at the same time and in reach instead of {was.name}",
    }[code]
    more = cost_of(place, setup.request, setup.exchange) - stop.cost.minor
    if more > 0:
        reason += f"; {Money(minor=more, currency=setup.exchange.currency)} more"
    return Alternate(place_id=place.id, reason=reason, code=code)


def _usual(place: Place, stop: Stop) -> int:
    return place.visit_min_short if stop.purpose is Purpose.VISIT else meal_length(place)
