"""Edits of whole days: hours, pace, rain, interests, planning a day anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from agents.optimisation.draft import Search
from agents.optimisation.frames import Frame, keeps_pace, minutes_of, visits
from agents.optimisation.matching import match
from agents.optimisation.replan import SOFT_KEEP_PRIZE, Edit, Terms, mend, replan
from agents.optimisation.trip import Trip
from agents.optimisation.whynot import clock
from agents.refinement.limits import with_hours, with_pace
from agents.refinement.stop_edits import name_of
from domain.candidates import Candidates, Scored
from domain.conflict import of_day
from domain.edits import ChangeHours, ChangeInterests, ChangePace, Rain, RegenerateDay
from domain.errors import Infeasible
from domain.itinerary import Day, Purpose
from domain.place import Setting
from domain.request import Pace

_PACES = (Pace.RELAXED, Pace.MODERATE, Pace.FAST)
MORE_POINTS, LESS_POINTS = 30.0, 45.0


def day_number(trip: Trip, day: int) -> int:
    if day > len(trip.days):
        raise Infeasible(f"there is no day {day}: the trip has {len(trip.days)} days", wishes=(of_day(day),))
    return day - 1


def in_scope(trip: Trip, day: int | None) -> list[int]:
    return list(range(len(trip.days))) if day is None else [day_number(trip, day)]


async def mend_all(trip: Trip, numbers: Iterable[int], edit: Edit) -> Trip:
    """City by city, with the smallest change."""
    for group in _by_city(trip, numbers):
        trip, _ = await mend(trip, group, edit)
    return trip


def _by_city(trip: Trip, numbers: Iterable[int]) -> list[list[int]]:
    groups: dict[str, list[int]] = {}
    for number in numbers:
        groups.setdefault(trip.days[number].city_id, []).append(number)
    return list(groups.values())


async def replan_all(trip: Trip, numbers: Iterable[int], terms: Terms, search: Search) -> Trip:
    """City by city, as a problem has one city."""
    for group in _by_city(trip, numbers):
        trip, _ = await replan(trip, group, terms, search)
    return trip


def differences(before: Trip, after: Trip, numbers: Iterable[int]) -> list[str]:
    """What went and what came, a sentence a day."""
    said = []
    for number in numbers:
        old = [stop.place_id for stop in before.days[number].stops]
        new = [stop.place_id for stop in after.days[number].stops]
        gone = [name_of(before, place) for place in old if place not in new]
        come = [name_of(after, place) for place in new if place not in old]
        parts = [f"{word} {_listed(names)}" for word, names in (("without", gone), ("with", come)) if names]
        if parts:
            said.append(f"Day {number + 1}: now {' and '.join(parts)}.")
        elif before.days[number] != after.days[number]:
            said.append(f"Day {number + 1}: the same places at other times.")
    return said


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


async def change_hours(trip: Trip, edit: ChangeHours) -> Trip:
    """Only days that do not keep the new hours change; one that gains time gets what moves nothing."""
    numbers = in_scope(trip, edit.day)
    wanted = replace(trip, request=with_hours(trip.request, edit.day, edit.start_min, edit.end_min))
    frames = {n: (trip.frame(n), wanted.frame(n)) for n in numbers}
    broken = [n for n, (_, new) in frames.items() if not _keeps(trip.days[n], new)]
    longer = [n for n, (old, new) in frames.items() if n not in broken and _gains(old, new)]
    after = await mend_all(wanted, broken, Edit())
    after = await mend_all(after, longer, Edit(newcomers=len(longer)))
    return after.told(_hours_said(edit), *differences(trip, after, sorted((*broken, *longer))))


def _keeps(day: Day, frame: Frame) -> bool:
    if not day.stops:
        return True
    first = minutes_of(day.stops[0].leg.depart_local, day.on)
    last = minutes_of(day.back.arrive_local if day.back else day.stops[-1].end_local, day.on)
    return frame.start <= first and last <= frame.end


def _gains(old: Frame, new: Frame) -> bool:
    """Whether the change gives time rather than taking it."""
    return new.start < old.start or new.end > old.end


def _hours_said(edit: ChangeHours) -> str:
    where = "Every day" if edit.day is None else f"Day {edit.day}"
    parts = [] if edit.start_min is None else [f"starts at {clock(edit.start_min)} or later"]
    parts += [] if edit.end_min is None else [f"is over by {clock(edit.end_min)}"]
    return f"{where} {' and '.join(parts) or 'keeps its hours'}."


async def change_pace(trip: Trip, edit: ChangePace) -> Trip:
    """A slower day loses what the pace does not allow; a faster one gets what fits in without moving anything."""
    numbers = in_scope(trip, edit.day)
    wanted = replace(trip, request=with_pace(trip.request, edit.day, edit.pace))
    broken = [n for n in numbers if not keeps_pace(trip.days[n], edit.pace)]
    faster = [n for n in numbers if n not in broken and _faster(trip, wanted, n)]
    after = await mend_all(wanted, broken, Edit())
    after = await mend_all(after, faster, Edit(newcomers=2 * len(faster)))
    where = "The trip" if edit.day is None else f"Day {edit.day}"
    return after.told(f"{where} is {edit.pace.value} now.", *differences(trip, after, sorted((*broken, *faster))))


def _faster(before: Trip, after: Trip, number: int) -> bool:
    return _PACES.index(after.frame(number).pace) > _PACES.index(before.frame(number).pace)


async def rain(trip: Trip, edit: Rain) -> Trip:
    """Outdoor stops that are neither locked nor must-sees give way to indoor ones; the rest stays as it is."""
    number = next((n for n, day in enumerate(trip.days) if day.on == edit.on), None)
    if number is None:
        raise Infeasible(f"{edit.on.isoformat()} is not a day of this trip", wishes=(edit.on.isoformat(),))
    musts = {wish.place_id for wish in trip.request.must_see}
    day = trip.days[number]
    outdoor = [s for s in visits(day) if trip.place(s.place_id).setting is Setting.OUTDOOR]
    going = frozenset(s.place_id for s in outdoor if not s.locked and s.place_id not in musts)
    staying = [name_of(trip, s.place_id) for s in outdoor if s.place_id not in going]
    if not outdoor:
        return trip.told(f"Day {number + 1} has nothing outdoors; it can stay as it is if it rains.")
    wet = tuple(
        weather.model_copy(update={"bad": True}) if weather.on == edit.on else weather
        for weather in trip.candidates.weather
    )
    wanted = replace(trip, candidates=trip.candidates.model_copy(update={"weather": wet}))
    after, _ = await mend(wanted, [number], Edit(drop=going, newcomers=len(going), only=Setting.INDOOR))
    note = [f"{_listed(staying)} stays in spite of the rain: you asked for it."] if staying else []
    return after.told(f"Day {number + 1} is ready for rain.", *differences(trip, after, [number]), *note)


async def regenerate(trip: Trip, edit: RegenerateDay, search: Search) -> Trip:
    """Other places where there are; locked stops and must-sees stay."""
    number = day_number(trip, edit.day)
    musts = {wish.place_id for wish in trip.request.must_see}
    free = [s for s in trip.days[number].stops if not s.locked and s.place_id not in musts]
    going = frozenset(s.place_id for s in free)
    after, _ = await replan(trip, [number], Terms(drop=going, thorough=True), search)
    if not after.days[number].stops and trip.days[number].stops:
        after, _ = await replan(trip, [number], Terms(prize=0, thorough=True), search)
    sights = frozenset(s.place_id for s in free if s.purpose is Purpose.VISIT)
    eaten = {stop.purpose for stop in after.days[number].stops}
    if any(s.purpose not in eaten for s in trip.days[number].stops):
        # No other table to be had: better the same one than none.
        after, _ = await replan(trip, [number], Terms(drop=sights, prize=0, thorough=True), search)
    return after.told(f"Day {edit.day} is planned anew.", *differences(trip, after, [number]))


async def change_interests(trip: Trip, edit: ChangeInterests, search: Search) -> Trip:
    """Scores shift; stops stay unless something clearly better is to be had."""
    numbers = in_scope(trip, edit.day)
    if not edit.more and not edit.less:
        return trip.told("Nothing to change.")
    scored = replace(trip, candidates=_rescored(trip.candidates, edit))
    unwanted = frozenset(
        one.place.id
        for city in trip.candidates.cities
        for one in city.sights
        if any(match(word, one.place) >= 1 for word in edit.less)
    )
    kept_words = [word for word in trip.request.interests if word not in edit.less]
    interests = (*edit.more, *(word for word in kept_words if word not in edit.more))
    request = trip.request if edit.day else trip.request.model_copy(update={"interests": interests})
    terms = Terms(prize=SOFT_KEEP_PRIZE, drop=_but_musts(trip, unwanted))
    after = await replan_all(replace(scored, request=request), numbers, terms, search)
    said = [f"more {word}" for word in edit.more] + [f"less {word}" for word in edit.less]
    changes = differences(trip, after, numbers) or ["There was nothing better to put in."]
    return after.told(f"{_listed(said).capitalize()}, as you asked.", *changes)


def _but_musts(trip: Trip, places: frozenset[str]) -> frozenset[str]:
    return places - {wish.place_id for wish in trip.request.must_see if wish.place_id}


def _rescored(candidates: Candidates, edit: ChangeInterests) -> Candidates:
    cities = tuple(
        city.model_copy(update={"sights": tuple(_shifted(scored, edit) for scored in city.sights)})
        for city in candidates.cities
    )
    return candidates.model_copy(update={"cities": cities})


def _shifted(scored: Scored, edit: ChangeInterests) -> Scored:
    more = any(match(word, scored.place) >= 1 for word in edit.more)
    less = any(match(word, scored.place) >= 1 for word in edit.less)
    score = scored.score + MORE_POINTS * more - LESS_POINTS * less
    reasons = (
        (*(word for word in edit.more if match(word, scored.place) >= 1), *scored.reasons) if more else scored.reasons
    )
    return scored.model_copy(update={"score": min(100.0, max(0.0, score)), "reasons": reasons})
