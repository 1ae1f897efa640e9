"""From a problem to a plan: the one door to the solver."""

from __future__ import annotations

from dataclasses import replace

from domain.plan import Plan, PlannedDay, PlannedStop, Unmet
from planner.bound import upper_bound
from planner.objective import plan_cost, plan_value
from planner.polish import feasible, polish
from planner.problem import LOCK_PRIZE, MUST_PRIZE, Problem, Stop
from planner.search.engine import is_orienteering, search, threads_for
from planner.thrift import afford
from planner.tidy import tidy
from planner.timing import Timeline

# Choices times days from which on a search takes all of its time; a handful is searched through long before.
_FULL_SIZE, _FULL_SIZE_OF_PRIZES = 400, 100


def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
    """The best plan found before `stop`; never fails: what does not fit is in `unmet`.

    The same problem, seed and a stop by solutions give the same plan.
    """
    if stop.seconds <= 0 and problem.start:
        return _to_plan(problem, _refined(problem, feasible(problem, problem.start), stop))
    bound = upper_bound(problem)
    lines = _searched(problem, stop, seed, bound)
    if not is_orienteering(problem):  # where prizes are all that counts, the search has done what can be done
        lines = _refined(problem, lines, stop)
    return _to_plan(problem, lines, bound)


def _searched(problem: Problem, stop: Stop, seed: int, bound: int) -> list[Timeline]:
    """What the search finds; a start that is given is kept where that is no better."""
    full = _FULL_SIZE_OF_PRIZES if is_orienteering(problem) else _FULL_SIZE
    share = min(1.0, len(problem.tasks) * len(problem.days) / full)
    found = search(problem, replace(stop, seconds=stop.seconds * share), seed, threads_for(stop), bound)
    lines = feasible(problem, found)
    if not problem.start:
        return lines
    return max(lines, feasible(problem, problem.start), key=lambda tried: _standing(problem, tried))


def _refined(problem: Problem, lines: list[Timeline], stop: Stop) -> list[Timeline]:
    """Within the budget, at a local optimum, and made pleasant."""
    lines = polish(problem, afford(problem, lines), stop.evaluations)
    return [tidy(problem, day, line) for day, line in enumerate(lines)]


def _standing(problem: Problem, lines: list[Timeline]) -> tuple[int, int]:
    """Within the budget first, then by value."""
    over = 0 if problem.budget is None else max(0, plan_cost(problem, lines) - problem.budget)
    return -over, plan_value(problem, lines)


def _to_plan(problem: Problem, lines: list[Timeline], bound: int | None = None) -> Plan:
    return Plan(
        days=tuple(_day(problem, line) for line in lines),
        unmet=_unmet(problem, lines),
        objective=plan_value(problem, lines),
        cost_minor=plan_cost(problem, lines),
        bound=bound,
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
