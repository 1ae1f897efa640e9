"""From an order of tasks to times: the earliest schedule of one day, exactly.

The work is done by planner/kernels/day.py; here are the values that callers see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.kernels.day import BACK, FARES, LEAVE, LONG_WAIT_MIN, TRAVEL, WAIT
from planner.kernels.door import HEAD, LENGTHS, TIMES, WHOLE, day_of
from planner.kernels.facts import Int32, Int64, facts_of
from planner.kernels.transport import transport_of
from planner.problem import DayFrame, Problem, Task

__all__ = ["EMPTY", "LONG_WAIT_MIN", "Timeline", "day_plan", "leg_ways", "schedule", "within_pace"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A feasible day. `starts` and `minutes` per task; `leave` is when one sets out from the base.

    `wait` counts the minutes of a wait beyond LONG_WAIT_MIN thrice: two short breaks are better than a long one.
    `gaps` are the minutes waited before each task; `hurry` says of each leg, the last one back
    included, whether it is by the quickest means rather than the usual.
    """

    order: tuple[int, ...]
    starts: tuple[int, ...]
    minutes: tuple[int, ...]
    leave: int
    back: int
    travel: int
    wait: int
    fares: int
    gaps: tuple[int, ...] = ()
    hurry: tuple[int, ...] = ()


_NO_ROWS: Int32 = np.zeros((0, 0), dtype=np.int32)
EMPTY = Timeline((), (), (), 0, 0, 0, 0, 0)


def schedule(problem: Problem, day: int, order: Sequence[int], minutes: Sequence[int] = ()) -> Timeline | None:
    """Each task as early as it goes; None where some task cannot start or the base is reached late.

    Visits are made shorter, and legs quicker, only where the problem lets them be and the day
    could not be kept otherwise. `minutes` overrides the visits' lengths. The pace is not looked at.
    """
    if not order:
        return EMPTY
    rows = np.array([minutes], dtype=np.int32) if minutes else _NO_ROWS
    how = LENGTHS if minutes else TIMES
    return _timeline(order, day_of(facts_of(problem), day, np.array(order, dtype=np.int64), rows, how))


def day_plan(problem: Problem, day: int, order: Sequence[int]) -> Timeline | None:
    """As `schedule`, by all the rules of a day: the pace, one meal of a kind, each place once, quotas."""
    if not order:
        return EMPTY
    return _timeline(order, day_of(facts_of(problem), day, np.array(order, dtype=np.int64), _NO_ROWS, WHOLE))


def _timeline(order: Sequence[int], found: Int64) -> Timeline | None:
    values, count = found.tolist(), len(order)
    if not values[0]:
        return None
    return Timeline(
        tuple(order),
        tuple(values[HEAD : HEAD + count]),
        tuple(values[HEAD + count : HEAD + 2 * count]),
        values[1 + LEAVE],
        values[1 + BACK],
        values[1 + TRAVEL],
        values[1 + WAIT],
        values[1 + FARES],
        tuple(values[HEAD + 2 * count : HEAD + 3 * count]),
        tuple(values[HEAD + 3 * count :]),
    )


def leg_ways(problem: Problem, day: int, line: Timeline) -> tuple[int, ...]:
    """The means of each leg, the last one back included: 0 the problem's own, n its ways[n - 1]."""
    if not line.order:
        return ()
    transport, frame = transport_of(problem), problem.days[day]
    stops = [frame.base, *(problem.tasks[i].location for i in line.order), frame.last_base]
    ends = [line.leave, *(start + length for start, length in zip(line.starts, line.minutes, strict=True))]
    found = []
    for leg, (out, hurry) in enumerate(zip(ends, line.hurry or [0] * len(ends), strict=True)):
        band = int(np.searchsorted(transport.bands, out, side="right")) - 1
        here, there = stops[leg], stops[leg + 1]
        found.append(int(transport.quick_way[band, here, there] if hurry else transport.way[here, there]))
    return tuple(found)


def within_pace(frame: DayFrame, tasks: Sequence[Task]) -> bool:
    """Whether a day's tasks respect the pace at their least, and no meal and no place comes twice."""
    visits = [task for task in tasks if task.is_visit and not task.first]
    meals = [task.purpose for task in tasks if not task.is_visit]
    return (
        len(visits) <= frame.max_visits
        and sum(task.least or task.minutes for task in visits) <= frame.max_minutes
        and len(meals) == len(set(meals))
        and len(tasks) == len({task.place_id for task in tasks})
    )
