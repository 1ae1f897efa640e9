"""Edits of the order of things: two days change places, a day's stops in the order that saves the most time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from agents.optimisation.replan import Edit, kept_of, mend, reorder
from agents.optimisation.trip import Trip
from agents.refinement.day_edits import day_number
from agents.refinement.stop_edits import name_of
from domain.conflict import of_day, of_lock
from domain.edits import OrderDays, Reorder, SwapDays
from domain.errors import Infeasible
from domain.itinerary import Day


async def swap_days(trip: Trip, edit: SwapDays) -> Trip:
    """What was on one day is on the other; what is closed there goes back, or out where it fits nowhere."""
    one, other = day_number(trip, edit.day), day_number(trip, edit.with_day)
    if one == other:
        return trip.told(f"Day {edit.day} stays where it is.")
    after = await _exchanged(trip, {one: other, other: one})
    said = f"Day {edit.day} and day {edit.with_day} have changed places."
    return after.told(said, *_not_moved(trip, after, {one: other, other: one}))


async def order_days(trip: Trip, edit: OrderDays) -> Trip:
    """Every day's plan at its new place; what is closed there goes elsewhere, or out where it fits nowhere."""
    if sorted(edit.order) != list(range(1, len(trip.days) + 1)):
        raise Infeasible(f"the order must name each of the {len(trip.days)} days once", wishes=("the order of days",))
    target = {day - 1: number for number, day in enumerate(edit.order) if day - 1 != number}
    if not target:
        return trip.told("The days are in this order already.")
    after = await _exchanged(trip, target)
    return after.told(
        f"The days in another order: {', '.join(map(str, edit.order))}.", *_not_moved(trip, after, target)
    )


async def _exchanged(trip: Trip, target: Mapping[int, int]) -> Trip:
    """The plans of days at other days, city by city; raises Infeasible where one leads elsewhere or holds a lock."""
    for number, to in target.items():
        _check_movable(trip, number, to)
    for city_id in dict.fromkeys(trip.days[number].city_id for number in target):
        days = {number: trip.days[number] for number in target if trip.days[number].city_id == city_id}
        kept = [replace(item, number=target[item.number]) for item in kept_of(days)]
        trip, _ = await mend(trip, sorted(days), Edit(), kept)
    return trip


def _check_movable(trip: Trip, number: int, to: int) -> None:
    if trip.days[number].city_id != trip.days[to].city_id:
        raise Infeasible(
            f"day {number + 1} and day {to + 1} are in different cities, so they cannot change places",
            wishes=(of_day(number + 1), of_day(to + 1)),
            ways_out=(f"plan day {number + 1} again",),
        )
    for stop in trip.days[number].stops:
        if stop.locked:
            name = name_of(trip, stop.place_id)
            raise Infeasible(
                f"{name} is locked on day {number + 1}, so that day cannot move",
                wishes=(of_lock(name, stop.place_id), "the days in another order"),
                ways_out=(f"unlock {name}",),
            )


def _not_moved(before: Trip, after: Trip, target: Mapping[int, int]) -> list[str]:
    """A sentence for each stop that is not on the day where it should be now."""
    said = []
    for here, there in target.items():
        for stop in before.days[here].stops:
            if stop.place_id in {new.place_id for new in after.days[there].stops}:
                continue
            name = name_of(before, stop.place_id)
            where = after.find(stop.place_id)
            said.append(
                f"{name} is out: it fits on none of the days."
                if where is None
                else f"{name} {'stays' if where[0] == here else 'is now'} on day {where[0] + 1}."
            )
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
