"""One-click repairs of a day that a hand has broken, each tried before it is offered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from agents.optimisation.replan import Edit, mend
from agents.optimisation.trip import Trip
from agents.refinement.breaks import Breaks, standing
from agents.refinement.limits import with_pace
from agents.refinement.moves import move
from agents.refinement.stop_edits import name_of
from domain.certificate import Violation
from domain.diff import arranged as as_it_is
from domain.edits import ArrangeDay, ChangeBudget, ChangePace, MoveStop, WayOut
from domain.errors import Infeasible
from domain.itinerary import Day
from domain.request import Pace

MOST = 3
_FASTER = {Pace.RELAXED: Pace.MODERATE, Pace.MODERATE: Pace.FAST}


async def repairs(breaks: Breaks, after: Trip, edit: ArrangeDay, broken: Sequence[Violation]) -> tuple[WayOut, ...]:
    """At most three, the nearest to what was wished first; `after` is the broken day."""
    found: dict[tuple[object, ...], WayOut] = {}
    async for offer in _tried(breaks, after, edit, broken):
        found.setdefault(offer.edits, offer)
        if len(found) == MOST:
            break
    return tuple(found.values())


async def _tried(breaks: Breaks, after: Trip, edit: ArrangeDay, broken: Sequence[Violation]) -> AsyncIterator[WayOut]:
    codes = {violation.code for violation in broken}
    if codes == {"pace"} and (offer := _faster(breaks, after, edit)):
        yield offer
    if codes == {"budget"}:
        yield _dearer(after, edit)
    culprits = tuple(dict.fromkeys(place for violation in broken for place in violation.place_ids))
    if near := await _nearest(breaks, after, edit.day - 1, frozenset(culprits)):
        yield near
    for place_id in culprits[:2]:
        async for other in _other_days(breaks, place_id, edit.day):
            yield other


async def _nearest(breaks: Breaks, after: Trip, number: int, culprits: frozenset[str]) -> WayOut | None:
    """The least change of the arranged day that makes it hold."""
    everything = frozenset(stop.place_id for stop in after.days[number].stops)
    try:
        mended, _ = await mend(after, [number], Edit(loose=culprits or everything))
    except Infeasible:
        return None
    if breaks.of(mended) or mended.days[number] == breaks.before.days[number]:
        return None
    said = _differences(after, after.days[number], mended.days[number])
    return WayOut(text=said, edits=(as_it_is(number + 1, mended.days[number]),)) if said else None


def _differences(trip: Trip, wished: Day, mended: Day) -> str:
    """What is other than wished: "Louvre 09:30-12:00; without Orsay"."""
    was = {(stop.place_id, stop.purpose): stop for stop in wished.stops}
    now = {(stop.place_id, stop.purpose): stop for stop in mended.stops}
    parts = [
        f"{name_of(trip, stop.place_id)} {stop.start_local:%H:%M}-{stop.end_local:%H:%M}"
        for key, stop in now.items()
        if key not in was or (was[key].start_local, was[key].end_local) != (stop.start_local, stop.end_local)
    ]
    parts += [f"without {name_of(trip, stop.place_id)}" for key, stop in was.items() if key not in now]
    return "; ".join(parts)


async def _other_days(breaks: Breaks, place_id: str, day: int) -> AsyncIterator[WayOut]:
    """The stop on another day of its city, where nothing has to go for it."""
    trip = breaks.before
    if trip.find(place_id) is None:
        return
    for number, other in enumerate(trip.days):
        if number == day - 1 or other.city_id != trip.days[day - 1].city_id:
            continue
        edit = MoveStop(place_id=place_id, to_day=number + 1)
        try:
            moved = await move(trip, edit)
        except Infeasible:
            continue
        stop = moved.find(place_id, number)
        kept = {s.place_id for s in other.stops} <= {s.place_id for s in moved.days[number].stops}
        if stop is not None and kept and not breaks.of(moved):
            text = f"{name_of(trip, place_id)} on day {number + 1}, {stop[2].start_local:%H:%M}"
            yield WayOut(text=text, edits=(edit,))
            return


def _faster(breaks: Breaks, after: Trip, edit: ArrangeDay) -> WayOut | None:
    pace = _FASTER.get(breaks.before.frame(edit.day - 1).pace)
    while pace is not None:
        request = with_pace(after.request, edit.day, pace)
        if not breaks.of(replace(after, request=request)):
            return WayOut(
                text=f"a {pace.value} pace on day {edit.day}", edits=(ChangePace(pace=pace, day=edit.day), edit)
            )
        pace = _FASTER.get(pace)
    return None


def _dearer(after: Trip, edit: ArrangeDay) -> WayOut:
    total = standing(after).costs.total
    over = None
    if after.request.budget is not None and after.request.budget.currency == total.currency:
        over = total - after.request.budget
    return WayOut(text=f"a budget of {total}", edits=(ChangeBudget(amount=total), edit), cost=over)
