"""Local search on the exact measure: in, out, instead, elsewhere, to another day, days swapped.

A search that ignores waiting, sameness and the best time of day leaves a plan that this takes to a
local optimum of the full objective. Bounded by a count of days worked out, so that it is
deterministic. The moves are in planner/kernels/moves.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.kernels.change import Trip
from planner.kernels.facts import Int64, facts_of
from planner.kernels.moves import polished
from planner.problem import Problem
from planner.timing import EMPTY, Timeline, day_plan

_MEALS_AND_DROP = 4  # beside the visits of the pace a day holds three meals and a luggage drop at most


def polish(problem: Problem, lines: Sequence[Timeline], evaluations: int) -> list[Timeline]:
    """A plan at least as good; never over the budget where the given one was not."""
    if not problem.days or not problem.tasks:
        return list(lines)
    return from_trip(problem, lines, polished(facts_of(problem), *to_orders(problem, lines), evaluations))


def to_orders(problem: Problem, lines: Sequence[Timeline]) -> tuple[Int64, Int64]:
    """Orders in rows as long as a day can get, and how many tasks each day has."""
    most = max(frame.max_visits for frame in problem.days) + _MEALS_AND_DROP
    longest = max(min(len(problem.tasks), most), *(len(line.order) for line in lines), 1)
    orders = np.zeros((len(problem.days), longest), dtype=np.int64)
    sizes = np.array([len(line.order) for line in lines], dtype=np.int64)
    for row, line in zip(orders, lines, strict=True):
        row[: len(line.order)] = line.order
    return orders, sizes


def from_trip(problem: Problem, before: Sequence[Timeline], trip: Trip) -> list[Timeline]:
    """The days' timelines; those that did not change as they were."""
    lines = []
    for day, (row, size, line) in enumerate(zip(trip.orders.tolist(), trip.sizes.tolist(), before, strict=True)):
        order = tuple(row[:size])
        found = line if order == line.order else day_plan(problem, day, order)
        assert found is not None, "the kernels only make days that may be so"
        lines.append(found)
    return lines


def feasible(problem: Problem, orders: Sequence[Sequence[int]]) -> list[Timeline]:
    """Timelines of the orders; a task that does not fit is left out, least worth first."""
    lines = []
    for day, order in enumerate(_keeping_trip_rules(problem, orders)):
        kept = list(order)
        while (line := day_plan(problem, day, kept)) is None:
            kept.remove(min(kept, key=lambda i: problem.tasks[i].worth(day)))
        lines.append(line)
    return lines or [EMPTY for _ in problem.days]


def _keeping_trip_rules(problem: Problem, orders: Sequence[Sequence[int]]) -> list[list[int]]:
    """Without what comes twice, goes beyond a quota, or comes before what it has to come after; the best stay."""
    most = {quota.category: quota.most for quota in problem.quotas if quota.most is not None}
    ranked = sorted(
        ((day, index) for day, order in enumerate(orders) for index in order),
        key=lambda item: -problem.tasks[item[1]].worth(item[0]),
    )
    kept: dict[int, int] = {}
    used: set[tuple[str, int] | str] = set()
    for day, index in ranked:
        task = problem.tasks[index]
        full = (
            task.category in most
            and sum(problem.tasks[i].category == task.category for i in kept) >= most[task.category]
        )
        if full or task.key in used or (task.group and task.group in used) or _out_of_order(problem, kept, day, index):
            continue
        kept[index] = day
        used |= {task.key, task.group}
    return [[index for index in order if kept.get(index) == day] for day, order in enumerate(orders)]


def _out_of_order(problem: Problem, kept: dict[int, int], day: int, index: int) -> bool:
    """Whether a task would be on an earlier day than what must precede it, or on a later one than what follows."""
    task = problem.tasks[index]
    return any(
        (problem.tasks[other].place_id in task.after and on > day)
        or (task.place_id in problem.tasks[other].after and on < day)
        for other, on in kept.items()
    )
