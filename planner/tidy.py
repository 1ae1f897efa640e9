"""A solved day made pleasant: short waits filled by longer visits or a later start."""

from __future__ import annotations

from planner.problem import GRID_MIN, Problem
from planner.timing import Timeline, schedule

LATE_START_MIN = 60  # a longer gap is free time, not a reason to sleep in


def tidy(problem: Problem, day: int, line: Timeline) -> Timeline:
    """The same order; no stop after a filled wait moves, and nothing passes its closing time."""
    for position in range(1, len(line.order)):
        line = _fill(problem, day, line, position)
    return _start_later(problem, day, line)


def _fill(problem: Problem, day: int, line: Timeline, position: int) -> Timeline:
    """Stretch the visits before the wait at `position`, the nearest first."""
    for earlier in range(position - 1, -1, -1):
        task = problem.tasks[line.order[earlier]]
        room = min(_wait(problem, line, position), _spare(problem, day, line))
        extra = min(room, task.stretch - (line.minutes[earlier] - task.minutes)) // GRID_MIN * GRID_MIN
        if task.is_visit and extra > 0:
            longer = list(line.minutes)
            longer[earlier] += extra
            tried = schedule(problem, day, line.order, longer)
            if tried is not None and tried.starts[position:] == line.starts[position:]:
                line = tried
    return line


def _spare(problem: Problem, day: int, line: Timeline) -> int:
    frame = problem.days[day]
    spent = sum(length for index, length in zip(line.order, line.minutes, strict=True) if problem.tasks[index].is_visit)
    return max(0, frame.max_minutes + frame.stretch_minutes - spent)


def _wait(problem: Problem, line: Timeline, position: int) -> int:
    before, here = problem.tasks[line.order[position - 1]], problem.tasks[line.order[position]]
    left = line.starts[position - 1] + line.minutes[position - 1]
    return line.starts[position] - left - problem.steps[before.location][here.location]


def _start_later(problem: Problem, day: int, line: Timeline) -> Timeline:
    """Shift what comes before the first wait to close it, where that wait is short."""
    first = next((p for p in range(1, len(line.order)) if _wait(problem, line, p) > 0), None)
    if first is None:
        return line
    shift = _wait(problem, line, first) // GRID_MIN * GRID_MIN
    if not 0 < shift <= LATE_START_MIN:
        return line
    starts = tuple(start + shift if p < first else start for p, start in enumerate(line.starts))
    for position in range(first):
        task = problem.tasks[line.order[position]]
        inside = any(
            a <= starts[position] <= b and starts[position] + line.minutes[position] <= close
            for a, b, close in task.openings[day]
        )
        if not inside:
            return line
    return Timeline(
        line.order, starts, line.minutes, line.leave + shift, line.back, line.travel, line.wait - shift, line.fares
    )
