from hypothesis import HealthCheck, given, settings

from planner import Stop, solve
from planner.objective import plan_cost, plan_value
from planner.polish import feasible, polish
from planner.timing import EMPTY
from tests.planner import reference
from tests.planner.problems import make_problem, make_task, problems
from tests.planner.rich import rich_problems

ALL = 1 << 40  # as many days worked out as it takes


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rich_problems())
def test_a_polished_plan_may_be_and_is_worth_what_it_says(problem):
    lines = polish(problem, [EMPTY for _ in problem.days], ALL)
    orders = [line.order for line in lines]
    whole = reference.whole_value(problem, orders)
    found = [reference.day_of(problem, day, order) for day, order in enumerate(orders)]
    assert whole is not None
    assert all(item is not None for item in found)
    assert plan_value(problem, lines) == whole + sum(item.value for item in found)
    assert plan_cost(problem, lines) == sum(item.cost for item in found)
    assert problem.budget is None or plan_cost(problem, lines) <= problem.budget


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rich_problems())
def test_no_task_can_come_in_go_out_or_take_anothers_place_to_more_gain(problem):
    lines = polish(problem, [EMPTY for _ in problem.days], ALL)
    orders, value = [list(line.order) for line in lines], plan_value(problem, lines)
    used = {i for order in orders for i in order}
    for day, order in enumerate(orders):
        rest = [[*order[:p], *order[p + 1 :]] for p in range(len(order))]
        spare = [i for i in range(len(problem.tasks)) if i not in used]
        more = [[*base[:p], i, *base[p:]] for i in spare for base in (order, *rest) for p in range(len(base) + 1)]
        for changed in rest + more:
            tried = _value(problem, [*orders[:day], changed, *orders[day + 1 :]])
            assert tried is None or tried <= value


def _value(problem, orders):
    whole = reference.whole_value(problem, orders)
    found = [reference.day_of(problem, day, order) for day, order in enumerate(orders)]
    if whole is None or any(item is None for item in found):
        return None
    if problem.budget is not None and sum(item.cost for item in found) > problem.budget:
        return None
    return whole + sum(item.value for item in found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_it_never_makes_a_plan_worse_or_too_dear(problem):
    orders = [
        [i for i in range(len(problem.tasks)) if i % len(problem.days) == day] for day in range(len(problem.days))
    ]
    before = feasible(problem, orders)
    after = polish(problem, before, ALL)
    assert plan_value(problem, after) >= plan_value(problem, before)
    assert problem.budget is None or plan_cost(problem, after) <= max(problem.budget, plan_cost(problem, before))
    assert polish(problem, before, ALL) == after


def test_no_days_worked_out_change_nothing():
    problem = make_problem([make_task("a", 1), make_task("b", 2)])
    before = feasible(problem, [[1]])
    assert polish(problem, before, 0) == before


def test_a_cluster_goes_to_the_day_on_which_one_is_near_it():
    spots = [0, 0, 60, 61, 62, 63, 1]
    minutes = tuple(tuple(abs(a - b) for b in spots) for a in spots)
    near, far = [make_task(f"near-{n}", n, 2) for n in (1, 6)], [make_task(f"far-{n}", n, 2) for n in (2, 3, 4, 5)]
    problem = make_problem([*near, *far], days=2, minutes=minutes, fares=((0,) * 7,) * 7, max_visits=4)
    lines = polish(problem, feasible(problem, [[2, 3, 0], [4, 5, 1]]), ALL)
    assert {frozenset(line.order) for line in lines} >= {frozenset({2, 3, 4, 5})}


def test_days_change_places_when_that_is_all_that_helps():
    scores = [(9_000, 4_000), (9_000, 4_000), (4_000, 9_000), (4_000, 9_000)]
    tasks = [make_task(f"t{n}", 1 + n, 2, scores=score) for n, score in enumerate(scores)]
    problem = make_problem(tasks, days=2, max_visits=2)
    lines = polish(problem, feasible(problem, [[2, 3], [0, 1]]), ALL)
    assert [set(line.order) for line in lines] == [{0, 1}, {2, 3}]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(rich_problems())
def test_tiny_plans_with_every_feature_are_within_ten_points_of_the_best_of_all(problem):
    """Tidying, which the reference does not know, may win a little."""
    best, found = reference.best_value(problem), solve(problem, Stop(seconds=60, solutions=60), 0).objective
    assert best - 1_000 <= found <= best + 2_000
