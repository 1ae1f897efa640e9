"""Why not everything fits: the wishes that collide, and what giving one up would save.

A deletion filter (Chinneck and Dravnieks, 1991: Locating minimal infeasible constraint sets in
linear programs): leave wishes out one by one; what can be left out without making the rest fit is
no part of the conflict. What remains cannot be fulfilled together, but any one less can, as far as
the search sees: it is heuristic, so a conflict it reports is one that it could not resolve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.problem import MUST_PRIZE, Problem, Stop, Task
from planner.solver import solve


@dataclass(frozen=True)
class Conflict:
    """Place ids that do not fit together, and those of which giving up one makes the rest fit, least loss first."""

    wishes: tuple[str, ...]
    ways_out: tuple[str, ...]


def explain(problem: Problem, stop: Stop, seed: int) -> Conflict | None:
    """None when every must-see and lock fits. Solves the problem once per wish and once more."""
    wanted = _wanted(problem)
    if not _missing(problem, wanted, stop, seed):
        return None
    conflict = list(wanted)
    for wish in wanted:
        fewer = [other for other in conflict if other != wish]
        if _missing(problem, fewer, stop, seed):
            conflict = fewer
    ways_out = [
        wish for wish in conflict if not _missing(problem, [other for other in wanted if other != wish], stop, seed)
    ]
    worth = {task.place_id: max(task.scores) for task in problem.tasks}
    return Conflict(tuple(conflict), tuple(sorted(ways_out, key=lambda place: (worth[place], place))))


def _wanted(problem: Problem) -> list[str]:
    return list(dict.fromkeys(task.place_id for task in problem.tasks if task.prize >= MUST_PRIZE))


def _missing(problem: Problem, wishes: Sequence[str], stop: Stop, seed: int) -> bool:
    """Whether some of the wishes stay out when the other must-sees are not wanted at all."""
    if not wishes:
        return False
    tasks = tuple(task for task in problem.tasks if task.place_id in wishes or not _is_wish(task))
    plan = solve(replace(problem, tasks=tasks, start=()), stop, seed)
    chosen = {item.place_id for day in plan.days for item in day.stops}
    return not set(wishes) <= chosen


def _is_wish(task: Task) -> bool:
    return task.prize >= MUST_PRIZE
