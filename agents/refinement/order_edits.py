"""Edits of the order of things: two days change places, a day's stops in the order that saves the most time."""

from __future__ import annotations

from dataclasses import replace

from agents.optimisation.replan import Edit, kept_of, mend, reorder
from agents.optimisation.trip import Trip
from agents.refinement.day_edits import day_number
from agents.refinement.stop_edits import name_of
from domain.edits import Reorder, SwapDays
from domain.errors import Infeasible
from domain.itinerary import Day


async def swap_days(trip: Trip, edit: SwapDays) -> Trip:
    """What was on one day is on the other; what is closed there goes back, or out where it fits nowhere."""
    one, other = day_number(trip, edit.day), day_number(trip, edit.with_day)
    if one == other:
        return trip.told(f"Day {edit.day} stays where it is.")
    days = {one: trip.days[one], other: trip.days[other]}
    if trip.days[one].city_id != trip.days[other].city_id:
        raise Infeasible(
            f"day {edit.day} and day {edit.with_day} are in different cities, so they cannot change places",
            wishes=(f"day {edit.day}", f"day {edit.with_day}"),
            ways_out=(f"plan day {edit.day} again",),
        )
    for number, day in days.items():
        for stop in day.stops:
            if stop.locked:
                name = name_of(trip, stop.place_id)
                raise Infeasible(
                    f"{name} is locked on day {number + 1}, so that day cannot move",
                    wishes=(f"{name} locked", "the days swapped"),
                    ways_out=(f"unlock {name}",),
                )
    kept = [replace(item, number=other if item.number == one else one) for item in kept_of(days)]
    after, _ = await mend(trip, sorted(days), Edit(), kept)
    said = f"Day {edit.day} and day {edit.with_day} have changed places."
    return after.told(said, *_not_moved(trip, after, (one, other)))


def _not_moved(before: Trip, after: Trip, days: tuple[int, int]) -> list[str]:
    """A sentence for each stop that is not on the day where it should be now."""
    said = []
    for here, there in (days, days[::-1]):
        for stop in before.days[here].stops:
            if stop.place_id in {new.place_id for new in after.days[there].stops}:
                continue
            name = name_of(before, stop.place_id)
            stays = stop.place_id in {new.place_id for new in after.days[here].stops}
            said.append(f"{name} stays on day {here + 1}." if stays else f"{name} is out: it fits on neither day.")
    return said


async def put_in_order(trip: Trip, edit: Reorder) -> Trip:
    """Nothing comes or goes; told with the minutes that are saved on the way."""
    number = day_number(trip, edit.day)
    before = travel_minutes(trip.days[number])
    after = await reorder(trip, number) if trip.days[number].stops else None
    saved = 0 if after is None else before - travel_minutes(after.days[number])
    if after is None or saved <= 0:
        return trip.told(f"Day {edit.day} is in the best order already: no time to be saved on the way.")
    order = ", ".join(name_of(after, stop.place_id) for stop in after.days[number].stops)
    return after.told(f"Day {edit.day} in another order saves {saved} min on the way: {order}.")


def travel_minutes(day: Day) -> int:
    """On the way between the day's stops, from and to its base."""
    return sum(stop.leg.minutes for stop in day.stops) + (day.back.minutes if day.back else 0)


async def time_to_save(trip: Trip) -> dict[int, int]:
    """Minutes on the way that another order of a day's stops would save, by day number from 1; only days that can."""
    found = {}
    for number, day in enumerate(trip.days):
        better = await reorder(trip, number) if day.stops else None
        saved = travel_minutes(day) - travel_minutes(better.days[number]) if better is not None else 0
        if saved > 0:
            found[number + 1] = saved
    return found
