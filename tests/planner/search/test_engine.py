from dataclasses import replace
from itertools import permutations

import pytest

from planner.problem import Opening, Stop, Weights
from planner.search.engine import is_orienteering, search, threads_for
from planner.timing import schedule
from tests.planner.problems import make_problem, make_task

FREE = Weights(travel_min=0, wait_min=0, late_min=0, same_category_day=0, same_category_trip=0, not_at_best=0)


def prizes(problem, orders):
    return sum(problem.tasks[i].worth(day) for day, order in enumerate(orders) for i in order)


def small(seed=0):
    """Seven points on a line with windows that leave no room for all."""
    tasks = [
        make_task(
            f"p{n}",
            n,
            1,
            minutes=30,
            scores=(100 * (n * 7 % 11),),
            openings=((Opening(540 + 37 * n, 600 + 41 * n, 999),),),
        )
        for n in range(1, 8)
    ]
    return make_problem(tasks, weights=FREE, grid=1, end=780, max_visits=9, max_minutes=999)


def best_of_all(problem):
    tasks = range(len(problem.tasks))
    return max(
        prizes(problem, [order])
        for size in range(len(problem.tasks) + 1)
        for order in permutations(tasks, size)
        if schedule(problem, 0, order) is not None
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_best_tour_is_found_where_one_can_count_it(seed):
    problem = small()
    assert is_orienteering(problem)
    assert prizes(problem, search(problem, Stop(seconds=9, solutions=10), seed)) == best_of_all(problem)


def test_the_same_seed_gives_the_same_plan_on_one_thread_and_on_two():
    problem = make_problem([make_task(f"t{n}", n, 3, scores=(300 * n,) * 3) for n in range(1, 20)], days=3)
    stop = Stop(seconds=60, solutions=8)
    for threads in (1, 2):
        assert search(problem, stop, 5, threads) == search(problem, stop, 5, threads)


def test_it_stops_at_the_bound():
    problem = small()
    reached = prizes(problem, search(problem, Stop(seconds=9, solutions=10), 0))
    assert prizes(problem, search(problem, Stop(seconds=3_600), 0, threads=2, bound=reached)) >= reached


def test_no_time_no_tasks_and_no_days_are_answered_too():
    assert search(small(), Stop(seconds=0), 0) == [[]]
    assert search(make_problem([]), Stop(seconds=1, solutions=1), 0) == [[]]
    assert search(replace(small(), days=(), tasks=()), Stop(seconds=1, solutions=1), 0) == []


def test_a_start_is_where_it_sets_out():
    tasks = [make_task(f"t{n}", n) for n in range(1, 4)]
    assert search(replace(make_problem(tasks), start=((2, 0),)), Stop(seconds=0), 0) == [[2, 0]]


def test_counted_steps_take_one_thread_so_that_the_seed_alone_decides():
    assert threads_for(Stop(solutions=3)) == 1
    assert threads_for(Stop(seconds=1)) >= 1
