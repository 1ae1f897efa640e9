import pickle
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from domain.itinerary import Purpose
from planner import Stop, solve
from planner.objective import plan_cost
from planner.polish import feasible
from planner.problem import LOCK_PRIZE, MEAL_PRIZE, MUST_PRIZE, Opening, Weights
from planner.thrift import afford
from tests.planner.problems import brute_force, make_meal, make_problem, make_task, problems

QUICK = Stop(seconds=5, solutions=25)


def places(plan, day=0):
    return [stop.place_id for stop in plan.days[day].stops]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_every_plan_keeps_every_rule(problem):
    plan = solve(problem, QUICK, 0)
    tasks = {(task.place_id, task.purpose): task for task in problem.tasks}
    used, cost = [], 0
    for day, (frame, planned) in enumerate(zip(problem.days, plan.days, strict=True)):
        here, now, seen = frame.base, frame.start, []
        for stop in planned.stops:
            task = tasks[stop.place_id, stop.purpose]
            assert stop.start_min >= now + problem.minutes[here][task.location]
            assert any(o.first <= stop.start_min <= o.last and stop.end_min <= o.close for o in task.openings[day])
            assert task.minutes <= stop.end_min - stop.start_min <= task.minutes + task.stretch
            cost += task.cost + problem.fares[here][task.location]
            here, now = task.location, stop.end_min
            used.append(task.key)
            seen.append((stop, task))
        assert now + problem.minutes[here][frame.base] <= frame.end or not planned.stops
        cost += problem.fares[here][frame.base]
        visits = [stop for stop, task in seen if task.is_visit]
        assert len(visits) <= frame.max_visits
        assert sum(s.end_min - s.start_min for s in visits) <= frame.max_minutes + frame.stretch_minutes
        assert sum(stop.purpose is Purpose.LUNCH for stop, _ in seen) <= 1
    assert len(used) == len(set(used))
    assert plan.cost_minor == cost
    assert problem.budget is None or cost <= problem.budget


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(most_tasks=5, most_days=2))
def test_tiny_plans_are_as_good_as_the_best_of_all(problem):
    assert solve(problem, QUICK, 0).objective >= 0.97 * brute_force(problem)


def test_the_best_plan_is_found_where_one_can_count_it():
    tasks = [make_task(f"sight-{n}", n, 2, scores=(1_000 * n,) * 2) for n in range(1, 5)] + [make_meal("inn", 2, 2)]
    problem = make_problem(tasks, days=2, max_visits=2)
    assert solve(problem, QUICK, 0).objective == brute_force(problem)


def test_a_must_see_outweighs_everything_else():
    far = make_task("far", 9, prize=MUST_PRIZE, scores=(0,))
    near = [make_task(f"near-{n}", 1, scores=(10_000,)) for n in range(5)]
    assert "town/far" in places(solve(make_problem([far, *near], max_visits=2), QUICK, 0))


def test_a_must_see_that_is_closed_is_reported_with_the_reason():
    closed = make_task("closed", 1, prize=MUST_PRIZE, openings=((),))
    plan = solve(make_problem([closed, make_task("open", 2)]), QUICK, 0)
    assert places(plan) == ["town/open"]
    assert [(unmet.place_id, "not open" in unmet.reason) for unmet in plan.unmet] == [("town/closed", True)]


def test_a_missing_meal_is_reported():
    problem = make_problem([make_task("museum", 1)], meals=(Purpose.LUNCH, Purpose.DINNER))
    assert [(unmet.day, unmet.purpose) for unmet in solve(problem, QUICK, 0).unmet] == [
        (0, Purpose.LUNCH),
        (0, Purpose.DINNER),
    ]


def test_a_locked_stop_is_at_its_minute():
    locked = make_task("locked", 3, openings=((Opening(700, 700, 760),),), prize=LOCK_PRIZE)
    others = [make_task(f"other-{n}", n, scores=(9_000,)) for n in range(1, 7)]
    stops = solve(make_problem([locked, *others]), QUICK, 0).days[0].stops
    assert [(stop.start_min, stop.end_min) for stop in stops if stop.place_id == "town/locked"] == [(700, 760)]


def test_a_restaurant_is_used_again_only_by_its_copy_and_on_another_day():
    both = [make_meal("inn", 1, 2, meal) for meal in (Purpose.LUNCH, Purpose.DINNER)]
    assert sum(len(day.stops) for day in solve(make_problem(both, days=2), QUICK, 0).days) == 1
    again = make_meal("inn", 1, 2, Purpose.DINNER, copy=1, scores=(MEAL_PRIZE,) * 2)
    plan = solve(make_problem([*both, again], days=2), QUICK, 0)
    assert [len(day.stops) for day in plan.days] == [1, 1]


def test_variety_beats_a_third_museum_of_the_same_worth():
    museums = [make_task(f"museum-{n}", 1, category="museum") for n in range(3)]
    park = make_task("park", 1, category="park", scores=(4_900,))
    assert "town/park" in places(solve(make_problem([*museums, park], max_visits=3), QUICK, 0))


def test_two_meals_of_one_cuisine_on_a_day_are_avoided_where_another_is_as_good():
    lunch = make_meal("pizza-1", 1, category="pizza")
    tables = [make_meal(f"{kind}-2", 1, 1, Purpose.DINNER, category=kind) for kind in ("pizza", "soup")]
    assert places(solve(make_problem([lunch, *tables]), QUICK, 0)) == ["town/pizza-1", "town/soup-2"]


def test_a_budget_takes_the_cheaper_table_before_the_meal_goes():
    tables = [make_meal("dear", 1, cost=90), make_meal("cheap", 2, cost=15, scores=(MEAL_PRIZE,))]
    assert places(solve(make_problem(tables, budget=20), QUICK, 0)) == ["town/cheap"]


def test_the_same_seed_gives_the_same_plan_and_problems_pickle():
    problem = make_problem([make_task(f"t{n}", n, 3, scores=(1_000 * n,) * 3) for n in range(1, 15)], days=3)
    again = pickle.loads(pickle.dumps(problem))
    assert solve(problem, QUICK, 7) == solve(again, QUICK, 7)


def test_a_wait_is_filled_by_a_longer_visit_within_closing():
    before = make_task("before", 1, minutes=80, stretch=20)
    after = make_task("after", 2, openings=((Opening(660, 1020, 1080),),))
    first, second = solve(make_problem([before, after], stretch_minutes=30), QUICK, 0).days[0].stops
    assert (first.place_id, second.start_min) == ("town/before", 660)
    assert first.end_min - first.start_min == 100


@pytest.mark.parametrize("seed", [0, 1])
def test_a_start_is_improved_on_without_a_search(seed):
    tasks = [make_task(f"t{n}", n) for n in range(1, 5)]
    plan = solve(replace(make_problem(tasks), start=((3, 0),)), Stop(seconds=0), seed)
    assert {"town/t1", "town/t4"} <= set(places(plan))
    assert len(places(plan)) == 4
    assert all(a.end_min < b.start_min for a, b in pairwise(plan.days[0].stops))


def test_a_round_that_no_single_stop_makes_cheaper_is_still_brought_under_the_budget():
    fares = ((0, 0, 5), (5, 0, 1), (0, 5, 0))
    problem = make_problem([make_task("a", 1), make_task("b", 2)], fares=fares, budget=0)
    dear = feasible(problem, [[0, 1]])
    assert plan_cost(problem, dear) == 1
    assert plan_cost(problem, afford(problem, dear)) == 0


def test_a_cluster_far_out_is_visited_on_one_day_only():
    near = [make_task(f"near-{n}", 1, 2) for n in range(4)]
    far = [make_task(f"far-{n}", 12, 2) for n in range(4)]
    plan = solve(make_problem([*near, *far], days=2, max_visits=4, max_minutes=480), QUICK, 0)
    assert sorted({name.split("-")[0] for name in places(plan, day)} for day in (0, 1)) == [{"town/far"}, {"town/near"}]


def test_a_budget_is_spent_on_what_gives_most_for_it():
    dear = make_task("dear", 1, cost=100, scores=(9_000,))
    cheap = [make_task(f"cheap-{n}", 1, cost=30, scores=(4_000,)) for n in range(3)]
    assert sorted(places(solve(make_problem([dear, *cheap], budget=100), QUICK, 0))) == [
        f"town/cheap-{n}" for n in range(3)
    ]


def test_a_meal_is_on_every_day_of_a_long_trip():
    sights = [make_task(f"t{n}", n, 7, scores=(9_000,) * 7) for n in range(1, 40)]
    inns = [make_meal(f"inn-{n}", n, 7) for n in range(1, 40, 4)]
    plan = solve(make_problem([*sights, *inns], days=7, meals=(Purpose.LUNCH,)), QUICK, 0)
    assert not plan.unmet
    assert all(sum(stop.purpose is Purpose.LUNCH for stop in day.stops) == 1 for day in plan.days)


def test_prizes_alone_are_solved_for_prizes_alone():
    free = Weights(0, 0, 0, 0, 0, 0)
    tasks = [make_task(f"t{n}", n, scores=(100 * n,), minutes=45) for n in range(1, 7)]
    problem = make_problem(tasks, weights=free, end=540 + 200, max_visits=9)
    plan = solve(problem, QUICK, 0)
    assert plan.objective == brute_force(problem)
