"""A problem's facts packed for the kernels: few arrays, a task's numbers side by side in one row.

Few and wide rather than one array per noun: what one visit needs lies in one cache line, and a
call from Python costs by the number of arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.arrays import MEALS, VISIT, Arrays, to_arrays
from planner.kernels.transport import Transport, transport_of
from planner.problem import Problem

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]

# Columns of `tasks`. A first task (a luggage drop) has a kind of its own, so that the pace leaves it alone.
LOCATION, MINUTES, LEAST, KIND, KEY, CATEGORY, GROUP, PLACE = range(8)
COST, AFTER_MEAL, BEST, BEST_END, AFTER, AFTER_END, AHEAD, AHEAD_END = range(8, 16)
# Columns of `days`: the start on the grid and as it is, the end, the bases, the pace.
START, BEGIN, END, FROM, TO, VISITS, MOST_MINUTES = range(7)
# Columns of `quotas`, by category.
DAY_LEAST, DAY_MOST, TRIP_LEAST, TRIP_MOST = range(4)
# Entries of `scale`: the weights, then what holds for the whole problem.
TRAVEL_MIN, WAIT_MIN, LATE_MIN, SAME_DAY, SAME_TRIP, NOT_AT_BEST, SHRINK_MIN, LEAST_VOICE, SHORT_OF = range(9)
GRID, BUDGET, SHRINKS, HURRIES, ORDERED, QUOTED, KEYS, GROUPS, PLACES = range(9, 18)

FIRST = 1 + max(MEALS.values())
KINDS = 1 + FIRST
NO_LIMIT = 1 << 30
NO_BUDGET = 1 << 60


class Facts(NamedTuple):
    """n tasks, D days, L locations, B bands of the day, C categories, V voices; see the columns above.

    `follows` holds tasks: those that must come before a task at AFTER…AFTER_END of its row, those
    that must come after it at AHEAD…AHEAD_END. `quick` is as `step`, `ride` and `fares` in a row,
    by the quickest means; without a choice of means it has no bands.
    """

    tasks: Int32  # [n, 16]
    worth: Int64  # [n, D]
    opening_at: Int32  # [n * D + 1]
    openings: Int32  # [o, 3]
    spans: Int32  # [b, 2] the times of day at which tasks are at their best
    follows: Int32  # [f]
    step: Int32  # [B, L, L]
    ride: Int32  # [B, L, L]
    fares: Int32  # [L, L]
    quick: Int32  # [3, B or 0, L, L]
    bands: Int32  # [B]
    days: Int32  # [D, 7]
    quotas: Int32  # [C, 4]
    voices: Int64  # [n, V]
    scale: Int64  # [18]


@lru_cache(maxsize=8)
def facts_of(problem: Problem) -> Facts:
    """Worked out once a problem (by identity: problems never change)."""
    arrays, transport = to_arrays(problem), transport_of(problem)
    spans = [span for task in problem.tasks for span in task.best]
    follows, rows = _follows(problem)
    return Facts(
        tasks=_tasks(problem, arrays, rows),
        worth=arrays.prize,
        opening_at=arrays.opening_at,
        openings=arrays.openings,
        spans=np.array(spans, dtype=np.int32).reshape(len(spans), 2),
        follows=follows,
        step=transport.step,
        ride=transport.ride,
        fares=transport.fares,
        quick=transport.quick,
        bands=transport.bands,
        days=_days(problem, arrays),
        quotas=_quotas(problem, arrays),
        voices=_voices(problem),
        scale=_scale(problem, arrays, transport, len(follows)),
    )


def _tasks(problem: Problem, arrays: Arrays, follow_rows: Int32) -> Int32:
    tasks = problem.tasks
    rows = np.zeros((len(tasks), 16), dtype=np.int32)
    rows[:, LOCATION], rows[:, MINUTES] = arrays.location, arrays.minutes
    rows[:, LEAST] = np.minimum(arrays.least, arrays.minutes)
    rows[:, KIND], rows[:, KEY] = arrays.kind, arrays.key
    rows[:, CATEGORY], rows[:, GROUP], rows[:, COST] = arrays.category, arrays.group, arrays.cost
    rows[:, PLACE] = numbered([task.place_id for task in tasks])
    rows[:, AFTER_MEAL] = [MEALS.get(task.after_meal, VISIT) if task.after_meal else VISIT for task in tasks]
    ends = np.cumsum([0, *(len(task.best) for task in tasks)])
    rows[:, BEST], rows[:, BEST_END] = ends[:-1], ends[1:]
    rows[:, AFTER : AHEAD_END + 1] = follow_rows
    rows[[i for i, task in enumerate(tasks) if task.first], KIND] = FIRST
    return rows


def numbered(values: Sequence[Any]) -> Int32:
    """Equal values get one number from 0 on."""
    numbers: dict[Any, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int32)


def _follows(problem: Problem) -> tuple[Int32, Int32]:
    """The tasks before and after each, in one list, and where each task's begin and end in it."""
    rows = np.zeros((len(problem.tasks), 4), dtype=np.int32)
    if not any(task.after for task in problem.tasks):
        return np.zeros(0, dtype=np.int32), rows
    at: dict[str, list[int]] = {}
    for index, task in enumerate(problem.tasks):
        at.setdefault(task.place_id, []).append(index)
    before = [[i for place in task.after for i in at.get(place, ())] for task in problem.tasks]
    ahead: list[list[int]] = [[] for _ in problem.tasks]
    for index, earlier in enumerate(before):
        for other in earlier:
            ahead[other].append(index)
    found: list[int] = []
    for index, lists in enumerate(zip(before, ahead, strict=True)):
        for column, members in zip((0, 2), lists, strict=True):
            rows[index, column], rows[index, column + 1] = len(found), len(found) + len(members)
            found.extend(members)
    return np.array(found, dtype=np.int32), rows


def _days(problem: Problem, arrays: Arrays) -> Int32:
    rows = np.zeros((len(problem.days), 7), dtype=np.int32)
    rows[:, START], rows[:, END] = arrays.day_start, arrays.day_end
    rows[:, BEGIN] = [frame.start for frame in problem.days]
    rows[:, FROM], rows[:, TO] = arrays.day_from, arrays.day_to
    rows[:, VISITS], rows[:, MOST_MINUTES] = arrays.day_visits, arrays.day_minutes
    return rows


def _quotas(problem: Problem, arrays: Arrays) -> Int32:
    """A row per category; one that no task has can be short all the same, so it gets a row too."""
    names: dict[str, int] = {}
    for task, number in zip(problem.tasks, arrays.category.tolist(), strict=True):
        if task.category:
            names[task.category] = number
    for quota in problem.quotas:
        names.setdefault(quota.category, len(names))
    rows = np.zeros((len(names), 4), dtype=np.int32)
    rows[:, [DAY_MOST, TRIP_MOST]] = NO_LIMIT
    for quota in problem.quotas:
        row = rows[names[quota.category]]
        row[DAY_LEAST], row[TRIP_LEAST] = max(row[DAY_LEAST], quota.day_least), max(row[TRIP_LEAST], quota.least)
        row[DAY_MOST] = min(row[DAY_MOST], NO_LIMIT if quota.day_most is None else quota.day_most)
        row[TRIP_MOST] = min(row[TRIP_MOST], NO_LIMIT if quota.most is None else quota.most)
    return rows


def _voices(problem: Problem) -> Int64:
    """A row of zeros for who has no voice of their own about a task."""
    most = max((len(task.voices) for task in problem.tasks), default=0)
    rows = np.zeros((len(problem.tasks), most), dtype=np.int64)
    for row, task in zip(rows, problem.tasks, strict=True):
        row[: len(task.voices)] = task.voices
    return rows


def _scale(problem: Problem, arrays: Arrays, transport: Transport, follows: int) -> Int64:
    weights = problem.weights
    return np.array(
        [
            weights.travel_min,
            weights.wait_min,
            weights.late_min,
            weights.same_category_day,
            weights.same_category_trip,
            weights.not_at_best,
            weights.shrink_min,
            weights.least_voice,
            weights.short_of,
            problem.grid,
            NO_BUDGET if problem.budget is None else problem.budget,
            any(task.least for task in problem.tasks),
            transport.quick.shape[1] > 0,
            follows > 0,
            len(problem.quotas) > 0,
            arrays.key.max(initial=-1) + 1,
            arrays.group.max(initial=-1) + 1,
            len({task.place_id for task in problem.tasks}),
        ],
        dtype=np.int64,
    )
