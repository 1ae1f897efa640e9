"""A stop at another time or on another day."""

from __future__ import annotations

from dataclasses import replace

from agents.optimisation.frames import minutes_of
from agents.optimisation.replan import Edit, mend, mend_each
from agents.optimisation.trip import Trip
from agents.optimisation.whynot import clock
from agents.refinement.stop_edits import Found, find, lost, movable, name_of
from domain.conflict import of_day, of_place
from domain.edits import MoveStop
from domain.errors import Infeasible
from domain.itinerary import Purpose
from planner.repair import Change

_ABOUT_MIN = (0, 15, 45, 120)  # how near to the time that was asked for, tried one after the other
_AS_ASKED_MIN = 15


async def move(trip: Trip, edit: MoveStop) -> Trip:
    name, target = name_of(trip, edit.place_id), edit.to_day - 1
    here = trip.find(edit.place_id, target)  # of a table that two days have, that day's
    found = Found(*here) if here is not None else find(trip, edit.place_id, None)
    movable(trip, found, "move")
    if target >= len(trip.days) or trip.days[target].city_id != trip.days[found.number].city_id:
        message = f"{name} cannot be on day {edit.to_day}: the trip is elsewhere then"
        raise Infeasible(message, wishes=(of_place(name, edit.place_id), of_day(edit.to_day)))
    now = minutes_of(found.stop.start_local, trip.days[found.number].on)
    if target == found.number and edit.at_min in (None, now):
        return trip.told(f"{name} is on day {edit.to_day} already.")
    after = await _moved(trip, found, edit, now)
    there = after.find(edit.place_id, target)
    if there is None:
        raise Infeasible(
            f"{name} does not fit into day {edit.to_day}: it is closed then, or there is no room",
            wishes=(of_place(name, edit.place_id), of_day(edit.to_day)),
            ways_out=("another day", f"remove another stop from day {edit.to_day}"),
        )
    starts = minutes_of(there[2].start_local, trip.days[target].on)
    if target == found.number and starts == now:
        when = clock(edit.at_min or now)
        raise Infeasible(
            f"{name} cannot be at {when} on day {edit.to_day}: it is closed then, or nothing could make room for it",
            wishes=(of_place(f"{name} at {when}", edit.place_id), of_day(edit.to_day)),
            ways_out=("another time", "another day", f"remove another stop from day {edit.to_day}"),
        )
    gone = [*lost(trip, after, found.number, but={edit.place_id}), *lost(trip, after, target)]
    return after.told(_told_of(name, found, edit, starts), *gone)


async def _moved(trip: Trip, found: Found, edit: MoveStop, now: int) -> Trip:
    """For the fewest other stops; among those as near to the time that was asked for as it goes."""
    target = edit.to_day - 1
    moved = frozenset({edit.place_id}) if target == found.number else frozenset[str]()
    purpose = None if found.stop.purpose is Purpose.VISIT or not moved else found.stop.purpose
    wish = Edit(
        drop=moved, need={edit.place_id: target}, at=now if edit.at_min is None else edit.at_min, purpose=purpose
    )
    numbers = sorted({found.number, target})
    best: tuple[Change, Trip] | None = None
    for minutes in _ABOUT_MIN if edit.at_min is not None else ():
        try:
            [(tried, change)] = await mend_each(trip, numbers, [replace(wish, within=minutes)])
        except Infeasible:  # something locked is there then
            continue
        if tried.find(edit.place_id, target) and (best is None or change.stops < best[0].stops):
            best = change, tried
        if best is not None and best[0].stops < len(numbers):
            break
    if best is not None:
        return best[1]
    return (await mend(trip, numbers, wish))[0]


def _told_of(name: str, found: Found, edit: MoveStop, starts: int) -> str:
    as_asked = edit.at_min is None or abs(starts - edit.at_min) <= _AS_ASKED_MIN
    near = "" if as_asked else f", as near to {clock(edit.at_min)} as it goes"
    if found.number != edit.to_day - 1:
        return f"{name} moved from day {found.number + 1} to day {edit.to_day}{near}."
    return f"Day {edit.to_day}: {name} at {clock(starts)}{near}."
