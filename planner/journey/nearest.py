"""The journey nearest to wishes that cannot all be had: what is given up is said."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from planner.journey.problem import Journey, JourneyProblem, NoJourney, Relaxation
from planner.journey.solve import solve_journey

_ROUNDS = 6


class Nearest(NamedTuple):
    """`given_up` is empty where every wish is kept; `why` is the first conflict; no journey: not even so."""

    journey: Journey | None
    given_up: tuple[Relaxation, ...] = ()
    why: NoJourney | None = None


def nearest_journey(problem: JourneyProblem, stop_seconds: float = 2.0, seed: int = 0) -> Nearest:
    """Solves; where wishes collide gives way in one of them, more money first, and solves again."""
    given_up: list[Relaxation] = []
    why: NoJourney | None = None
    for _ in range(_ROUNDS):
        found = solve_journey(problem, stop_seconds, seed)
        if isinstance(found, Journey):
            return Nearest(found, tuple(given_up), why)
        why = why or found
        if not found.conflict:
            break
        # Two conflicts at once: no single change helps, so one wish of the first goes and the rest is asked again.
        change = found.relaxations[0] if found.relaxations else Relaxation(found.conflict[-1])
        given_up.append(change)
        problem = _changed(problem, change)
    return Nearest(None, (), why)


def _changed(problem: JourneyProblem, change: Relaxation) -> JourneyProblem:
    kept = tuple(wish for wish in problem.wishes if wish != change.wish)
    return replace(problem, wishes=(*kept, change.instead) if change.instead else kept)
