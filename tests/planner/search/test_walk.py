"""What a walk says that its plan is worth is what the exact measure says, whatever the problem asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.itinerary import Purpose
from planner.objective import plan_cost, plan_value
from planner.polish import feasible
from planner.problem import Quota
from planner.search.engine import Walker, prepare
from tests.planner.problems import make_meal, make_problem, make_task, problems


def walked(problem, seed=0, steps=60, heat=500.0):
    walker = Walker(problem, prepare(problem), seed)
    walker.steps(steps, heat)
    return walker, walker.value


def rich(problem, data):
    """The same problem with groups, order, quotas and travellers who differ."""
    names = [task.place_id for task in problem.tasks]
    tasks = []
    for number, task in enumerate(problem.tasks):
        earlier = tuple(data.draw(st.sets(st.sampled_from(names[:number]), max_size=1))) if number else ()
        after = data.draw(st.sampled_from([None, None, Purpose.LUNCH])) if task.is_visit else None
        tasks.append(
            replace(
                task,
                group=data.draw(st.sampled_from(["", "", "tower"])),
                after=earlier,
                after_meal=after,
                first=task.is_visit and data.draw(st.integers(0, 5)) == 0,
                voices=tuple(data.draw(st.tuples(st.integers(0, 9_000), st.integers(0, 9_000)))),
            )
        )
    quotas = (Quota("museum", least=1, most=2, day_most=1),)
    return replace(problem, tasks=tuple(tasks), quotas=quotas)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(most_tasks=10), st.data(), st.booleans(), st.integers(0, 5))
def test_the_walk_tells_the_exact_worth_of_a_plan_that_keeps_every_rule(problem, data, is_rich, seed):
    if is_rich:
        problem = rich(problem, data)
    walker, told = walked(problem, seed)
    orders = walker.orders()
    lines = feasible(problem, orders)
    assert [list(line.order) for line in lines] == orders, "nothing has to go to make it feasible"
    assert told == plan_value(problem, lines)
    assert problem.budget is None or plan_cost(problem, lines) <= problem.budget
    groups = [problem.tasks[i].group for order in orders for i in order if problem.tasks[i].group]
    assert len(groups) == len(set(groups))


def test_more_steps_are_never_worse():
    tasks = [make_task(f"t{n}", n, 2, scores=(700 * n,) * 2) for n in range(1, 12)] + [make_meal("inn", 3, 2)]
    problem = make_problem(tasks, days=2)
    walker, told = Walker(problem, prepare(problem), 1), []
    for _ in range(20):
        walker.steps(5, 300.0)
        told.append(walker.value)
    assert told == sorted(told)
    assert told[-1] > 0


@pytest.mark.parametrize("opens", [True, False])
def test_what_comes_after_another_is_never_on_an_earlier_day(opens):
    lunch = make_meal("inn", 1, 3)
    later = make_task("later", 1, 3, minutes=30, scores=(401,) * 3, after=("town/inn",), first=opens)
    other = make_task("other", 1, 3, minutes=30, scores=(0,) * 3, first=opens, openings=((), *lunch.openings[1:]))
    problem = make_problem([other, lunch, later], days=3, meals=(Purpose.LUNCH,), max_visits=1)
    for seed in range(400):
        orders = walked(problem, seed)[0].orders()
        assert [list(line.order) for line in feasible(problem, orders)] == orders
