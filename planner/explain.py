"""Why not everything fits: the wishes that collide, and what giving one up would save.

A deletion filter (Chinneck and Dravnieks, 1991: Locating minimal infeasible constraint sets in
linear programs): leave wishes out one by one; what can be left out without making the rest fit is
no part of the conflict. What remains cannot be fulfilled together, but any one less can, as far as
the search sees: it is heuristic, so a conflict it reports is one that it could not resolve.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from domain.plan import Plan
from planner.problem import MUST_PRIZE, Problem, Stop

Solve = Callable[[Problem, Stop, int], Awaitable[Plan]]


@dataclass(frozen=True)
class Conflict:
    """Place ids that do not fit together, and those of which giving up one makes the rest fit, least loss first."""

    wishes: tuple[str, ...]
    ways_out: tuple[str, ...]


async def explain(problem: Problem, solve: Solve, stop: Stop, seed: int) -> Conflict | None:
    """None when every must-see and lock fits. Solves twice per wish, with nothing but wishes to place."""
    tasks = tuple(task for task in problem.tasks if task.prize >= MUST_PRIZE)
    wanted = list(dict.fromkeys(task.place_id for task in tasks))

    async def fit(wishes: Sequence[str]) -> bool:
        chosen = tuple(task for task in tasks if task.place_id in wishes)
        plan = await solve(replace(problem, tasks=chosen, start=()), stop, seed)
        return set(wishes) <= {item.place_id for day in plan.days for item in day.stops}

    if await fit(wanted):
        return None
    conflict = list(wanted)
    for wish in wanted:
        fewer = [other for other in conflict if other != wish]
        if not await fit(fewer):
            conflict = fewer
    ways_out = [wish for wish in conflict if await fit([other for other in wanted if other != wish])]
    worth = {task.place_id: max(task.scores) for task in tasks}
    return Conflict(tuple(conflict), tuple(sorted(ways_out, key=lambda place: (worth[place], place))))
