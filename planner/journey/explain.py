"""Why there is no journey: the smallest set of wishes that collide, and what would help."""

from __future__ import annotations

from dataclasses import replace

from planner.journey.frame import Frame
from planner.journey.hunt import Clock, search
from planner.journey.problem import Budget, JourneyProblem, NoJourney, Relaxation, Table, Town, Wish

_SECONDS = 0.5  # for each question whether there is a journey


def explain(problem: JourneyProblem, seed: int, *, proven: bool) -> NoJourney:
    """The conflict found by leaving wishes out one after the other, each time solved anew."""
    problem = replace(problem, legs=Frame(replace(problem, wishes=())).useful_legs)  # once, not in every question
    core = list(problem.wishes)
    for wish in problem.wishes:
        fewer = [w for w in core if w is not wish]
        feasible, sure = _feasible(replace(problem, wishes=tuple(fewer)), seed)
        if not feasible:
            core, proven = fewer, proven and sure
    return NoJourney(tuple(core), _relaxations(problem, core, seed), proven)


def _feasible(problem: JourneyProblem, seed: int) -> tuple[bool, bool]:
    """Whether there is a journey, and whether that is sure."""
    found = search(problem, Clock.of(_SECONDS), seed, any_will_do=True)
    return found.filling is not None, found.filling is not None or found.ended


def _relaxations(problem: JourneyProblem, core: list[Wish], seed: int) -> tuple[Relaxation, ...]:
    """For each wish of the conflict the least change that makes the whole possible; the money first."""
    found: list[Relaxation] = []
    for wish in core:
        others = replace(problem, wishes=tuple(w for w in problem.wishes if w is not wish))
        if isinstance(wish, Budget):
            needed = least_cost(others, seed)
            if needed is not None:
                found.append(Relaxation(wish, Budget(needed), needed - wish.limit))
        elif _feasible(others, seed)[0]:
            found.append(Relaxation(wish))
    return tuple(sorted(found, key=lambda relaxation: relaxation.instead is None))


def least_cost(problem: JourneyProblem, seed: int) -> int | None:
    """What a journey costs at least, money being all that counts; None where there is none."""
    bare = replace(
        problem,
        minute_cents=0,
        money_cents=100,
        uneven=0,
        legs=tuple(replace(leg, points=0) for leg in problem.legs),
        towns=tuple(_without_points(town) for town in problem.towns),
        table=_thrifty(problem.table) if problem.table else None,
    )
    found = search(bare, Clock.of(_SECONDS), seed, exact=True)
    return found.filling.cost if found.filling else None


def _without_points(town: Town) -> Town:
    return replace(
        town,
        points=0,
        stays=tuple(replace(stay, points=0) for stay in town.stays),
        eateries=tuple(replace(place, points=0) for place in town.eateries),
    )


def _thrifty(table: Table) -> Table:
    return replace(table, meal_points=0)
