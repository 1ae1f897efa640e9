"""From an order of tasks to times: the earliest schedule of one day, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.problem import GRID_MIN, DayFrame, Problem, Task

LONG_WAIT_MIN = 90


@dataclass(frozen=True, slots=True)
class Timeline:
    """A feasible day. `starts` and `minutes` per task; `leave` is when one sets out from the base.

    `wait` counts the minutes of a wait beyond LONG_WAIT_MIN thrice: two short breaks are better than a long one.
    """

    order: tuple[int, ...]
    starts: tuple[int, ...]
    minutes: tuple[int, ...]
    leave: int
    back: int
    travel: int
    wait: int
    fares: int


EMPTY = Timeline((), (), (), 0, 0, 0, 0, 0)


def schedule(problem: Problem, day: int, order: Sequence[int], minutes: Sequence[int] = ()) -> Timeline | None:
    """Each task as early as it goes; None where some task cannot start or the base is reached late.

    Opening hours are unions of intervals and travel is fixed, so being earlier never hurts:
    if any schedule of this order exists, this one does. `minutes` overrides the visits' lengths.
    """
    if not order:
        return EMPTY
    frame, chosen = problem.days[day], [problem.tasks[index] for index in order]
    lengths = tuple(minutes) or tuple([task.minutes for task in chosen])
    steps, starts = problem.steps, list[int]()
    here, now, wait = frame.base, -(-frame.start // GRID_MIN) * GRID_MIN, 0
    for task, length in zip(chosen, lengths, strict=True):
        arrival = now + steps[here][task.location]
        start = task.start_from(day, arrival, length)
        if start is None:
            return None
        if starts:
            gap = start - arrival
            wait += gap if gap <= LONG_WAIT_MIN else gap + 2 * (gap - LONG_WAIT_MIN)
        starts.append(start)
        here, now = task.location, start + length
    back = now + steps[here][frame.base]
    if back > frame.end:
        return None
    route = [frame.base, *(task.location for task in chosen), frame.base]
    return Timeline(
        order=tuple(order),
        starts=tuple(starts),
        minutes=lengths,
        leave=starts[0] - steps[frame.base][route[1]],
        back=back,
        travel=sum([problem.minutes[a][b] for a, b in pairwise(route)]),
        wait=wait,
        fares=sum([problem.fares[a][b] for a, b in pairwise(route)]),
    )


def within_pace(frame: DayFrame, tasks: Sequence[Task]) -> bool:
    """Whether a day's tasks respect the pace, and no meal and no place comes twice."""
    visits = [task for task in tasks if task.is_visit]
    meals = [task.purpose for task in tasks if not task.is_visit]
    return (
        len(visits) <= frame.max_visits
        and sum(task.minutes for task in visits) <= frame.max_minutes
        and len(meals) == len(set(meals))
        and len(tasks) == len({task.place_id for task in tasks})
    )
