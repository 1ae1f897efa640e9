"""The problem as flat arrays: what compiled kernels read instead of objects."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.itinerary import Purpose
from planner.kernels.transport import transport_of
from planner.problem import Problem

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]

VISIT = 0
MEALS = {Purpose.BREAKFAST: 1, Purpose.LUNCH: 2, Purpose.DINNER: 3}
KINDS = 1 + len(MEALS)


class Arrays(NamedTuple):
    """n tasks, D days, L locations; times in the problem's minutes, money in minor units.

    A visit of task i on day d may start in any of the rows `opening_at[i * D + d]` to the next one of
    `openings`, each (first, last, close). `travel[b]` holds from departure `band_starts[b]` on until the
    next band begins, rounded up to the grid; `ride` is the same as it is, for measuring. -1 in `category`
    or `group` is none.
    """

    location: Int32  # [n]
    minutes: Int32  # [n] the length one plans with
    least: Int32  # [n] the shortest a visit may become
    kind: Int32  # [n] VISIT or a value of MEALS
    key: Int32  # [n] of the tasks with one key at most one is in a plan
    category: Int32  # [n]
    group: Int32  # [n]
    cost: Int32  # [n]
    prize: Int64  # [n, D] prize and score together
    opening_at: Int32  # [n * D + 1]
    openings: Int32  # [o, 3]
    travel: Int32  # [bands, L, L]
    ride: Int32  # [bands, L, L]
    band_starts: Int32  # [bands], the first is 0
    fares: Int32  # [L, L]
    day_start: Int32  # [D]
    day_end: Int32  # [D]
    day_from: Int32  # [D] location one sets out from
    day_to: Int32  # [D] location one comes back to
    day_visits: Int32  # [D] most visits
    day_minutes: Int32  # [D] most minutes at visits
    grid: int  # starts are on multiples of it where the opening allows


def to_arrays(problem: Problem) -> Arrays:
    """The compiled form of `problem`; takes a few milliseconds at 300 tasks and 7 days."""
    tasks, days = problem.tasks, problem.days
    grid, transport = problem.grid, transport_of(problem)
    opening_at, openings = _openings(problem)
    bases = [frame.base for frame in days]
    return Arrays(
        location=_ints([task.location for task in tasks]),
        minutes=_ints([task.minutes for task in tasks]),
        least=_ints([task.least or task.minutes for task in tasks]),
        kind=_ints([MEALS.get(task.purpose, VISIT) for task in tasks]),
        key=_numbered([task.key for task in tasks]),
        category=_numbered([task.category or None for task in tasks]),
        group=_numbered([task.group or None for task in tasks]),
        cost=_ints([task.cost for task in tasks]),
        prize=_prizes(problem),
        opening_at=opening_at,
        openings=openings,
        travel=transport.step,
        ride=transport.ride,
        band_starts=transport.bands,
        fares=transport.fares,
        day_start=_ints([-(-frame.start // grid) * grid for frame in days]),
        day_end=_ints([frame.end for frame in days]),
        day_from=_ints(bases),
        day_to=_ints([frame.last_base for frame in days]),
        day_visits=_ints([frame.max_visits for frame in days]),
        day_minutes=_ints([frame.max_minutes for frame in days]),
        grid=grid,
    )


def _ints(values: list[int]) -> Int32:
    return np.array(values, dtype=np.int32)


def _numbered(values: list[object]) -> Int32:
    """Equal values get one number from 0 on; None gets -1."""
    numbers: dict[object, int] = {}
    return _ints([-1 if value is None else numbers.setdefault(value, len(numbers)) for value in values])


def _prizes(problem: Problem) -> Int64:
    scores = np.array([task.scores for task in problem.tasks], dtype=np.int64)
    prizes = np.array([task.prize for task in problem.tasks], dtype=np.int64)
    return scores.reshape(len(problem.tasks), len(problem.days)) + prizes[:, None]


def _openings(problem: Problem) -> tuple[Int32, Int32]:
    """Flattened by the library's own loops: with some thousand openings this is most of the work."""
    by_day = [openings for task in problem.tasks for openings in task.openings]
    flat = list(chain.from_iterable(chain.from_iterable(by_day)))
    ends = np.cumsum([0, *map(len, by_day)], dtype=np.int32)
    return ends, np.array(flat, dtype=np.int32).reshape(len(flat) // 3, 3)
