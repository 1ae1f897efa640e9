"""Edits of a hand: a day exactly as somebody arranged it, a visit of so many minutes."""

from __future__ import annotations

from agents.optimisation.replan import Edit, mend, retime
from agents.optimisation.trip import Trip
from agents.refinement.breaks import Breaks, worded
from agents.refinement.day_edits import day_number
from agents.refinement.mending import repairs
from agents.refinement.stop_edits import find, movable, name_of, not_twice
from domain.conflict import of_day, of_lock, of_place
from domain.edits import ArrangeDay, ChangeDuration
from domain.errors import Infeasible
from domain.itinerary import Stop
from domain.plan import PlannedStop


async def arrange(trip: Trip, edit: ArrangeDay) -> Trip:
    """The day as it was arranged, where all claims hold; otherwise Infeasible with repairs that were tried."""
    after = arranged(trip, edit)
    breaks = Breaks(trip)
    broken = breaks.of(after)
    if broken:
        offers = await repairs(breaks, after, edit, broken)
        said = "; ".join(worded(violation) for violation in broken[:3])
        raise Infeasible(said, wishes=(of_day(edit.day, f"day {edit.day} as you arranged it"),), offers=offers)
    return after.told(f"Day {edit.day} is as you arranged it.")


def arranged(trip: Trip, edit: ArrangeDay) -> Trip:
    """With exactly these stops at these times, whatever that breaks; raises Infeasible for what nobody knows."""
    number = day_number(trip, edit.day)
    _check_locks(trip, number, edit)
    for placed in edit.stops:
        if placed.place_id not in trip.known:
            name = name_of(trip, placed.place_id)
            raise Infeasible(f"{name} is in no city of this trip", wishes=(of_place(name, placed.place_id),))
        if trip.find(placed.place_id, number) is None:
            not_twice(trip, placed.place_id, number)
    ordered = sorted(edit.stops, key=lambda placed: (placed.start_min, placed.minutes))
    return retime(
        trip,
        number,
        [
            PlannedStop(
                place_id=placed.place_id,
                purpose=placed.purpose,
                start_min=placed.start_min,
                end_min=placed.start_min + placed.minutes,
            )
            for placed in ordered
        ],
    )


def _check_locks(trip: Trip, number: int, edit: ArrangeDay) -> None:
    wanted = {(placed.place_id, placed.purpose, placed.start_min, placed.minutes) for placed in edit.stops}
    for stop in trip.days[number].stops:
        if stop.locked and _as_placed(stop) not in wanted:
            name = name_of(trip, stop.place_id)
            raise Infeasible(
                f"{name} is locked at {stop.start_local:%H:%M}, so it stays there",
                wishes=(of_lock(name, stop.place_id), of_day(edit.day, "the day as you arranged it")),
                ways_out=(f"unlock {name}",),
            )


def _as_placed(stop: Stop) -> tuple[str, str, int, int]:
    start = stop.start_local
    minutes = round((stop.end_local - start).total_seconds() / 60)
    return stop.place_id, stop.purpose, start.hour * 60 + start.minute, minutes


async def change_duration(trip: Trip, edit: ChangeDuration) -> Trip:
    """Exactly so long; what follows gives way as little as it can."""
    found = find(trip, edit.place_id, edit.day)
    movable(trip, found, "change")
    name = name_of(trip, edit.place_id)
    after, _ = await mend(trip, [found.number], Edit(lasts={edit.place_id: edit.minutes}))
    stop = after.find(edit.place_id, found.number)
    lasts = 0 if stop is None else round((stop[2].end_local - stop[2].start_local).total_seconds() / 60)
    if lasts != edit.minutes:
        raise Infeasible(
            f"{edit.minutes} minutes at {name} do not fit into day {found.number + 1}",
            wishes=(of_place(f"{edit.minutes} minutes at {name}", edit.place_id), of_day(found.number + 1)),
            ways_out=("a shorter visit", "remove another stop", f"move {name} to another day"),
        )
    if broken := Breaks(trip).of(after):
        said = "; ".join(map(worded, broken[:3]))
        wish = of_place(f"{edit.minutes} minutes at {name}", edit.place_id)
        raise Infeasible(said, wishes=(wish,), ways_out=("another length",))
    return after.told(f"Day {found.number + 1}: {edit.minutes} minutes at {name}.")
