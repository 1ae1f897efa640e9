"""Which meals fall to which town, and how many sights a day has room for."""

from __future__ import annotations

from collections.abc import Sequence

from planner.journey.problem import Leg, Table

MEAL_MIN = 60  # a meal, and the way from it to where one departs
SIGHT_MIN = 180  # free time for which a sight is planned on a day of travel
_DAY_ENDS = 18 * 60


def leg_hours(table: Table, leg: Leg) -> tuple[int, int]:
    """When a leg departs and arrives, in minutes after midnight of its day."""
    departs = table.set_out_min if leg.depart_min is None else leg.depart_min
    return departs, departs + leg.minutes if leg.arrive_min is None else leg.arrive_min


def leg_meals(
    table: Table | None, leg: Leg, *, from_home: bool, to_home: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The meals of the leg's day in the town left and in the town reached; none at a home."""
    if table is None:
        return (), ()
    departs, arrives = leg_hours(table, leg)
    left = tuple(meal.name for meal in table.meals if departs >= meal.from_min + MEAL_MIN)
    reached = tuple(meal.name for meal in table.meals if arrives <= meal.to_min and meal.name not in left)
    if from_home:
        return (), _with(table, reached, table.on_arrival)
    if to_home:
        return _with(table, left, table.on_departure), ()
    return left, reached


def _with(table: Table, names: Sequence[str], always: str) -> tuple[str, ...]:
    return tuple(meal.name for meal in table.meals if meal.name in names or meal.name == always)


def part_day_sights(table: Table, arriving: Leg | None, leaving: Leg | None) -> int:
    """How many sights fit a day on which one arrives or leaves (or both)."""
    begins = table.set_out_min
    ends = _DAY_ENDS
    if arriving is not None:
        begins = max(begins, leg_hours(table, arriving)[1] + MEAL_MIN)
    if leaving is not None:
        ends = min(ends, leg_hours(table, leaving)[0] - MEAL_MIN)
    return min(max(1, table.sights_a_day[1] // 2), max(0, (ends - begins) // SIGHT_MIN))
