"""Ruin takes out, recreate puts in, and what is there afterwards still keeps the rules of a day."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.search.chance import seeded
from planner.search.engine import prepare
from planner.search.recreate import desk_for, recreate
from planner.search.ruin import ruin
from planner.search.tours import empty_tours
from planner.timing import day_plan
from tests.planner.problems import problems


def planned(tours):
    return [tours.order[day, : tours.size[day]].tolist() for day in range(len(tours.size))]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.integers(0, 99))
def test_what_is_put_in_fits_and_costs_no_more_than_there_is(problem, seed):
    facts, model, way, _ = prepare(problem)
    tours, chance = empty_tours(model), seeded(seed)
    recreate(facts, model, tours, way, desk_for(*model.prize.shape), chance)
    for day, order in enumerate(planned(tours)):
        assert day_plan(problem, day, order) is not None
        assert all(tours.where[task] == day for task in order)
    assert problem.budget is None or tours.sums[2] <= problem.budget
    first = planned(tours)
    assert ruin(model, tours, way, chance) in (True, False)
    left = planned(tours)
    assert all(set(after) <= set(before) for before, after in zip(first, left, strict=True))
    if any(first):
        assert sum(map(len, left)) <= sum(map(len, first))
