from __future__ import annotations

import pytest

from evals.suites.toptw.baselines import solve_with_ortools, solve_with_pyvrp
from evals.suites.toptw.check import score_of
from evals.suites.toptw.sample import TOWNS, make_instance
from evals.suites.toptw.suite import solve_with_planner

SOLVERS = [solve_with_planner, solve_with_pyvrp, solve_with_ortools]


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("town", [TOWNS[0], TOWNS[-1]], ids=["one window", "weekday hours"])
def test_every_solver_answers_with_tours_that_keep_the_rules(solver, town):
    instance = make_instance(town)
    tours = solver(instance, 2, 0.2, 0)
    assert len(tours) == 2
    total = sum(point.score for point in instance.points) / 100
    assert 0.15 * total < score_of(instance, tours) <= total
