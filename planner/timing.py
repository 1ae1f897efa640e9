"""From an order of tasks to times: the earliest schedule of one day, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.problem import GRID_MIN, DayFrame, Problem, Task


@dataclass(frozen=True, slots=True)
class Timeline:
    """A feasible day. `starts` and `minutes` per task; `leave` is when one sets out from the base."""

    order: tuple[int, ...]
    starts: tuple[int, ...]
    minutes: tuple[int, ...]
    leave: int
    back: int
    travel: int
    wait: int
    fares: int


EMPTY = Timeline((), (), (), 0, 0, 0, 0, 0)


@lru_cache(maxsize=64)
def steps_of(minutes: tuple[tuple[int, ...], ...]) -> list[list[int]]:
    """Travel minutes on the grid, computed once a matrix."""
    return [[-(-value // GRID_MIN) * GRID_MIN for value in row] for row in minutes]


def schedule(problem: Problem, day: int, order: Sequence[int], minutes: Sequence[int] = ()) -> Timeline | None:
    """Each task as early as it goes; None where some task cannot start or the base is reached late.

    Opening hours are unions of intervals and travel is fixed, so being earlier never hurts:
    if any schedule of this order exists, this one does. `minutes` overrides the visits' lengths.
    """
    frame, tasks, steps = problem.days[day], problem.tasks, steps_of(problem.minutes)
    if not order:
        return EMPTY
    lengths = tuple(minutes) or tuple(tasks[index].minutes for index in order)
    starts: list[int] = []
    here, now, travel, wait, fares = frame.base, -(-frame.start // GRID_MIN) * GRID_MIN, 0, 0, 0
    for position, index in enumerate(order):
        task = tasks[index]
        step = steps[here][task.location]
        start = task.start_from(day, now + step)
        if start is None or start + lengths[position] > task.close_at(day, start):
            return None
        if starts:
            wait += start - now - step
        travel += problem.minutes[here][task.location]
        fares += problem.fares[here][task.location]
        starts.append(start)
        here, now = task.location, start + lengths[position]
    back = now + steps[here][frame.base]
    if back > frame.end:
        return None
    leave = starts[0] - steps[frame.base][tasks[order[0]].location]
    travel += problem.minutes[here][frame.base]
    fares += problem.fares[here][frame.base]
    return Timeline(tuple(order), tuple(starts), lengths, leave, back, travel, wait, fares)


def within_pace(frame: DayFrame, tasks: Sequence[Task]) -> bool:
    """Whether a day's tasks respect the pace and hold no meal twice."""
    visits = [task for task in tasks if task.is_visit]
    meals = [task.purpose for task in tasks if not task.is_visit]
    return (
        len(visits) <= frame.max_visits
        and sum(task.minutes for task in visits) <= frame.max_minutes
        and len(meals) == len(set(meals))
    )
