"""The order of a day's stops: never longer than the order they came in, and short of naive orders."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from planner import Stop, solve
from planner.problem import Problem
from tests.planner.problems import make_problem, make_task


def on_a_plane(seed: int, count: int) -> Problem:
    """Places scattered over a plane, minutes by distance, all open all day and all worth a visit."""
    chance = random.Random(seed)
    at = [(chance.uniform(0, 30), chance.uniform(0, 30)) for _ in range(count + 1)]
    minutes = tuple(tuple(round(abs(a[0] - b[0]) + abs(a[1] - b[1])) for b in at) for a in at)
    tasks = [make_task(f"place-{n}", n, minutes=20) for n in range(1, count + 1)]
    return make_problem(tasks, minutes=minutes, fares=tuple((0,) * (count + 1) for _ in at), max_visits=count)


def travel(problem: Problem, order: list[int]) -> int:
    return sum(problem.minutes[a][b] for a, b in zip([0, *order], [*order, 0], strict=True))


@given(st.integers(0, 10_000), st.integers(3, 7))
def test_the_order_is_never_longer_than_the_order_of_the_input(seed, count):
    problem = on_a_plane(seed, count)
    stops = solve(problem, Stop(solutions=60), seed=1).days[0].stops
    order = [int(stop.place_id.rsplit("-", 1)[1]) for stop in stops]
    assert sorted(order) == list(range(1, count + 1)), "everything fits, so everything is visited"
    assert travel(problem, order) <= travel(problem, sorted(order))


def test_it_is_much_shorter_than_chance():
    solved, naive = 0, 0
    for seed in range(15):
        problem = on_a_plane(seed, 7)
        stops = solve(problem, Stop(solutions=60), seed=1).days[0].stops
        order = [int(stop.place_id.rsplit("-", 1)[1]) for stop in stops]
        solved += travel(problem, order)
        naive += travel(problem, sorted(order))
    assert solved < 0.75 * naive
