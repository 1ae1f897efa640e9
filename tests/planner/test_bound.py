from hypothesis import HealthCheck, given, settings

from planner import Stop, solve
from planner.bound import upper_bound
from tests.planner.problems import brute_force, make_problem, make_task, problems


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(most_tasks=5, most_days=2))
def test_no_plan_at_all_is_above_it(problem):
    assert upper_bound(problem) >= brute_force(problem)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_a_plan_carries_its_bound_and_is_not_above_it(problem):
    plan = solve(problem, Stop(seconds=5, solutions=5), 0)
    assert plan.bound is not None
    assert plan.objective <= plan.bound


def test_it_is_met_where_all_fits_at_no_loss():
    problem = make_problem([make_task(f"t{n}", 0) for n in range(3)])
    assert upper_bound(problem) == solve(problem, Stop(seconds=5, solutions=5), 0).objective == 15_000


def test_time_and_pace_bound_it():
    tasks = [make_task(f"t{n}", 0) for n in range(30)]
    assert upper_bound(make_problem(tasks)) == 5 * 5_000
    assert upper_bound(make_problem(tasks, max_visits=30, end=540 + 180)) == 3 * 5_000


def test_nothing_to_do_is_worth_nothing():
    assert upper_bound(make_problem([])) == 0
