"""From a problem to a plan: the one door to the solver."""

from __future__ import annotations

from dataclasses import replace

from domain.plan import Plan, PlannedDay, PlannedStop, Unmet
from planner.bound import upper_bound
from planner.objective import plan_cost, plan_value
from planner.polish import feasible, polish
from planner.problem import LOCK_PRIZE, MUST_PRIZE, Problem, Stop
from planner.routing import route
from planner.search.engine import is_orienteering, search, threads_for
from planner.thrift import afford
from planner.tidy import tidy
from planner.timing import Timeline

ROUTE_SHARE = 0.6  # of the time; the rest is left to the polish
_PRICE_FACTORS = (1.0, 4.0)  # times the plan's own score per unit of money


def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
    """The best plan found before `stop`; never fails: what does not fit is in `unmet`.

    The same problem, seed and a stop by solutions give the same plan.
    """
    if is_orienteering(problem):
        lines = feasible(problem, search(problem, stop, seed, threads_for(stop)))
        return _to_plan(problem, lines)
    routed = replace(stop, seconds=stop.seconds * ROUTE_SHARE)
    lines = _search(problem, routed, seed)
    lines = polish(problem, afford(problem, lines), stop.evaluations)
    return _to_plan(problem, [tidy(problem, day, line) for day, line in enumerate(lines)])


def _search(problem: Problem, stop: Stop, seed: int) -> list[Timeline]:
    """Search free of money first; where that is too dear, with rising prices for it (Lagrangian relaxation).

    A start that is given is kept where the search finds nothing better.
    """
    if problem.start and stop.seconds <= 0:
        return afford(problem, feasible(problem, problem.start))
    lines = feasible(problem, route(problem, stop, seed))
    if problem.start:
        lines = max(lines, feasible(problem, problem.start), key=lambda tried: plan_value(problem, tried))
    if problem.budget is None or plan_cost(problem, lines) <= problem.budget:
        return lines
    price = _first_price(problem, lines)
    tried = [lines]
    for factor in _PRICE_FACTORS:
        part = replace(stop, seconds=stop.seconds / len(_PRICE_FACTORS))
        lines = feasible(problem, route(problem, part, seed, price * factor))
        tried.append(lines)
        if plan_cost(problem, lines) <= problem.budget:
            break
    return max((afford(problem, lines) for lines in tried), key=lambda lines: _standing(problem, lines))


def _standing(problem: Problem, lines: list[Timeline]) -> tuple[int, int]:
    """Within the budget first, then by value."""
    assert problem.budget is not None
    return -max(0, plan_cost(problem, lines) - problem.budget), plan_value(problem, lines)


def _first_price(problem: Problem, lines: list[Timeline]) -> float:
    """What money is worth in this plan: its ordinary score over its cost."""
    ordinary = sum(min(problem.tasks[i].scores[day], 10_000) for day, line in enumerate(lines) for i in line.order)
    return ordinary / max(1, plan_cost(problem, lines))


def _to_plan(problem: Problem, lines: list[Timeline]) -> Plan:
    return Plan(
        days=tuple(_day(problem, line) for line in lines),
        unmet=_unmet(problem, lines),
        objective=plan_value(problem, lines),
        cost_minor=plan_cost(problem, lines),
        bound=upper_bound(problem),
    )


def _day(problem: Problem, line: Timeline) -> PlannedDay:
    stops = []
    for index, start, minutes in zip(line.order, line.starts, line.minutes, strict=True):
        task = problem.tasks[index]
        stops.append(
            PlannedStop(place_id=task.place_id, purpose=task.purpose, start_min=start, end_min=start + minutes)
        )
    return PlannedDay(stops=tuple(stops))


def _unmet(problem: Problem, lines: list[Timeline]) -> tuple[Unmet, ...]:
    """Must-sees and locks that are out, then wanted meals that are missing."""
    chosen = {problem.tasks[i].place_id for line in lines for i in line.order}
    found: dict[str, Unmet] = {}
    for task in problem.tasks:
        if task.prize >= MUST_PRIZE and task.place_id not in chosen:
            kind = "it was locked" if task.prize >= LOCK_PRIZE else "it was asked for"
            reason = (
                f"{kind}, but it does not fit beside the rest"
                if any(task.openings)
                else f"{kind}, but it is not open for long enough on any day of the plan"
            )
            found[task.place_id] = Unmet(place_id=task.place_id, purpose=task.purpose, reason=reason)
    missing = [
        Unmet(day=day, purpose=meal, reason=f"no place for {meal.value} fits that day")
        for day, (frame, line) in enumerate(zip(problem.days, lines, strict=True))
        for meal in frame.meals
        if meal not in {problem.tasks[i].purpose for i in line.order}
    ]
    return (*found.values(), *missing)
