"""A solved day made pleasant: short waits filled by longer visits or a later start."""

from __future__ import annotations

from dataclasses import replace

from planner.problem import Problem
from planner.timing import Timeline, schedule

LATE_START_MIN = 60  # a longer gap is free time, not a reason to sleep in


def tidy(problem: Problem, day: int, line: Timeline) -> Timeline:
    """The same order; no stop after a filled wait moves, and nothing passes its closing time."""
    for position in range(1, len(line.order)):
        if line.gaps[position] > 0:
            line = _fill(problem, day, line, position)
    return _start_later(problem, day, line)


def _fill(problem: Problem, day: int, line: Timeline, position: int) -> Timeline:
    """Stretch the visits before the wait at `position`, the nearest first."""
    for earlier in range(position - 1, -1, -1):
        task = problem.tasks[line.order[earlier]]
        if not task.is_visit or task.first:
            continue
        room = min(line.gaps[position], _spare(problem, day, line))
        extra = min(room, task.stretch - (line.minutes[earlier] - task.minutes)) // problem.grid * problem.grid
        if extra > 0:
            longer = list(line.minutes)
            longer[earlier] += extra
            tried = schedule(problem, day, line.order, longer)
            if tried is not None and tried.hurry == line.hurry and tried.starts[position:] == line.starts[position:]:
                line = tried
    return line


def _spare(problem: Problem, day: int, line: Timeline) -> int:
    """Minutes at sights that the pace and its stretching leave."""
    frame, spent = problem.days[day], 0
    for index, length in zip(line.order, line.minutes, strict=True):
        task = problem.tasks[index]
        spent += length if task.is_visit and not task.first else 0
    return max(0, frame.max_minutes + frame.stretch_minutes - spent)


def _start_later(problem: Problem, day: int, line: Timeline) -> Timeline:
    """Shift what comes before the first wait to close it, where that wait is short."""
    first = next((p for p in range(1, len(line.order)) if line.gaps[p] > 0), None)
    if first is None or problem.bands or problem.ways:  # at another hour the ways would take another time
        return line
    shift = line.gaps[first] // problem.grid * problem.grid
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
    gaps = (line.gaps[0] + shift, *line.gaps[1:first], line.gaps[first] - shift, *line.gaps[first + 1 :])
    return replace(line, starts=starts, leave=line.leave + shift, wait=line.wait - shift, gaps=gaps)
