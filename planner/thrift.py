"""Bringing a plan under its budget: replace or drop what costs most for what it gives."""

from __future__ import annotations

from collections.abc import Sequence

from planner.kernels.facts import facts_of
from planner.kernels.saving import afforded
from planner.objective import plan_cost
from planner.polish import from_trip, to_orders
from planner.problem import Problem
from planner.timing import Timeline


def afford(problem: Problem, lines: Sequence[Timeline]) -> list[Timeline]:
    """The plan within the budget, or as near as leaving things out one by one can bring it.

    Each step takes the change that loses least score per unit of money saved.
    """
    if problem.budget is None or plan_cost(problem, lines) <= problem.budget:
        return list(lines)
    return from_trip(problem, lines, afforded(facts_of(problem), *to_orders(problem, lines)))
