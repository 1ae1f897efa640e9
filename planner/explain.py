"""Why not everything fits: the wishes that collide, each of them needed for the collision.

A deletion filter (Chinneck and Dravnieks, 1991: Locating minimal infeasible constraint sets in linear programs):
leave wishes out one by one; what can be left out without making the rest fit is no part of the conflict. What remains
cannot be fulfilled together, but any one less can, each verified by solving, as far as the search sees: it is
heuristic, so a conflict it reports is one that it could not resolve.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from domain.plan import Plan
from planner.problem import MUST_PRIZE, Problem, Stop

Solve = Callable[[Problem, Stop, int], Awaitable[Plan]]
Fits = Callable[[frozenset[str]], Awaitable[bool]]


@dataclass(frozen=True)
class Conflict:
    """Place ids that do not fit together, and those of which giving up one makes the rest fit, least loss first."""

    wishes: tuple[str, ...]
    ways_out: tuple[str, ...]


async def minimal_conflict(wishes: Sequence[str], fits: Fits) -> tuple[str, ...] | None:
    """Wishes that do not fit together while all but any one of them do; None where all fit, () where nothing does.

    `fits` says whether these wishes can be kept together; it is asked about each set once, at most twice as often as
    there are wishes. Of several conflicts the one of later wishes is found.
    """
    asked: dict[frozenset[str], bool] = {}

    async def fit(some: Sequence[str]) -> bool:
        key = frozenset(some)
        if key not in asked:
            asked[key] = await fits(key)
        return asked[key]

    if await fit(wishes):
        return None
    conflict = list(wishes)
    shrunk = True
    while shrunk:  # once more where an answer was not monotone, until each proper subset is seen to fit
        shrunk = False
        for wish in list(conflict):
            fewer = [other for other in conflict if other != wish]
            if not await fit(fewer):
                conflict, shrunk = fewer, True
    return tuple(conflict)


async def explain(problem: Problem, solve: Solve, stop: Stop, seed: int) -> Conflict | None:
    """None when every must-see and lock fits. Solves twice per wish, with nothing but wishes to place."""
    tasks = tuple(task for task in problem.tasks if task.prize >= MUST_PRIZE)
    wanted = list(dict.fromkeys(task.place_id for task in tasks))

    async def fits(wishes: frozenset[str]) -> bool:
        chosen = tuple(task for task in tasks if task.place_id in wishes)
        plan = await solve(replace(problem, tasks=chosen, start=()), stop, seed)
        return wishes <= {item.place_id for day in plan.days for item in day.stops}

    conflict = await minimal_conflict(wanted, fits)
    if conflict is None:
        return None
    ways_out = [wish for wish in conflict if await fits(frozenset(wanted) - {wish})]
    worth = {task.place_id: max(task.scores) for task in tasks}
    return Conflict(conflict, tuple(sorted(ways_out, key=lambda place: (worth[place], place))))
