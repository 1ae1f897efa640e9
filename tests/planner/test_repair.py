"""The smallest change, against trying everything on small cases."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise, permutations, product

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.itinerary import Purpose
from planner.problem import LOCK_PRIZE, MUST_PRIZE, Opening, Problem
from planner.repair import Held, Limits, change_of, rearranged, repair
from tests.planner.problems import make_meal, make_problem, make_task

FEW = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
DAY = {"start": 540, "end": 840, "max_visits": 3, "max_minutes": 600, "grid": 15}


@st.composite
def cases(draw, days: int = 2) -> tuple[Problem, list[list[Held]], Limits]:
    """Up to four short visits that were planned somewhere (perhaps where they no longer fit), some required."""
    tasks, before = [], [[] for _ in range(days)]
    for number in range(draw(st.integers(1, 4 if days == 1 else 3))):
        length = draw(st.sampled_from([30, 45, 60, 90]))
        first = draw(st.sampled_from([540, 600, 660]))
        close = draw(st.sampled_from([660, 720, 840]))
        opening = (Opening(first, close - length, close),) if close - length >= first else ()
        closed = draw(st.integers(0, 2 * days))
        openings = tuple(() if day == closed else opening for day in range(days))
        tasks.append(make_task(f"p{number}", draw(st.integers(1, 3)), days, minutes=length, openings=openings))
    for index, task in enumerate(tasks):
        if draw(st.integers(0, 4)):
            start = draw(st.sampled_from([540, 570, 600, 660, 720]))
            before[draw(st.integers(0, days - 1))].append(
                Held(index, start, task.minutes + draw(st.sampled_from([0, 0, 15])))
            )
    there = {held.task for day in before for held in day}
    new = frozenset(index for index in range(len(tasks)) if index not in there)
    least = {index: tasks[index].minutes - 15 for index in range(len(tasks)) if draw(st.booleans())}
    frame = DAY | {"max_visits": draw(st.integers(1, 4))}
    return make_problem(tasks, days, **frame), before, Limits(required=new, least=least)


def brute(problem: Problem, before: list[list[Held]], limits: Limits) -> tuple[int, int, int, int]:
    """(required left out, stops changed, stops retimed, minutes) of the best of all plans, by trying all of them."""
    held = {h.task: (day, h) for day, all_held in enumerate(before) for h in all_held}
    best = (99, 99, 99, 99)
    for where in product(range(-1, len(problem.days)), repeat=len(problem.tasks)):
        if any(task not in held and task not in limits.required and day >= 0 for task, day in enumerate(where)):
            continue
        missing = sum(where[task] < 0 for task in limits.required)
        changed = sum(day != held[task][0] if task in held else day >= 0 for task, day in enumerate(where))
        if (missing, changed) > best[:2]:
            continue
        times = [
            _day(problem, day, tuple(t for t, on in enumerate(where) if on == day), held, limits)
            for day in range(len(problem.days))
        ]
        if None not in times:
            best = min(best, (missing, changed, sum(t[0] for t in times), sum(t[1] for t in times)))
    return best


def _day(problem, day, chosen, held, limits):
    """(retimed, minutes) of the best order and times of exactly these stops; None where they do not fit."""
    frame, tasks = problem.days[day], problem.tasks
    was = {t: held[t][1].minutes if t in held and held[t][0] == day else tasks[t].minutes for t in chosen}
    least = {t: min(was[t], tasks[t].minutes, limits.least.get(t, tasks[t].minutes)) for t in chosen}
    if len(chosen) > frame.max_visits or sum(least.values()) > frame.max_minutes + frame.stretch_minutes:
        return None
    found = [_order(problem, day, order, was, least, held) for order in permutations(chosen)]
    return min((one for one in found if one is not None), default=None)


def _order(problem, day, order, was, least, held):
    frame, tasks = problem.days[day], problem.tasks

    @cache
    def rest(place: int, free: int):
        """Cheapest from the `place`-th stop on, being free at that minute."""
        here = tasks[order[place - 1]].location if place else frame.base
        if place == len(order):
            return (0, 0) if free + problem.minutes[here][frame.base] <= frame.end else None
        t = order[place]
        ready = free + problem.minutes[here][tasks[t].location]
        old = held[t][1].start if t in held and held[t][0] == day else None
        best = None
        for start in range(ready, frame.end):
            on_grid = start % problem.grid == 0 or start == old or any(start == o.first for o in tasks[t].openings[day])
            if not on_grid:
                continue
            for minutes in {*range(was[t], least[t], -problem.grid), least[t]}:
                fits = any(o.first <= start <= o.last and start + minutes <= o.close for o in tasks[t].openings[day])
                after = rest(place + 1, start + minutes) if fits else None
                if after is not None:
                    away = 0 if old is None else abs(start - old) + abs(minutes - was[t])
                    total = after[0] + (away > 0), after[1] + away
                    best = total if best is None else min(best, total)
        return best

    return rest(0, frame.start)


def measured(problem, before, limits, plan) -> tuple[int, int, int, int]:
    there = {stop.place_id for day in plan.days for stop in day.stops}
    missing = sum(problem.tasks[task].place_id not in there for task in limits.required)
    return (missing, *change_of(before, problem, plan))


@FEW
@given(cases(days=1))
def test_one_day_changes_no_more_than_it_must(case):
    problem, before, limits = case
    assert measured(problem, before, limits, repair(*case)) == brute(problem, before, limits)


@settings(FEW, max_examples=25)
@given(cases(days=2))
def test_two_days_change_no_more_stops_than_they_must(case):
    problem, before, limits = case
    assert measured(problem, before, limits, repair(*case))[:2] == brute(problem, before, limits)[:2]


@FEW
@given(cases(days=2), st.data())
def test_what_is_locked_never_moves(case, data):
    problem, before, limits = case
    held = [(day, h) for day, all_held in enumerate(before) for h in all_held]
    fits = [
        (d, h) for d, h in held if 540 + 10 * problem.tasks[h.task].location <= h.start and h.start + h.minutes <= 800
    ]
    if not fits:
        return
    day, locked = data.draw(st.sampled_from(fits))
    fixed = (Opening(locked.start, locked.start, locked.start + locked.minutes),)
    tasks = list(problem.tasks)
    tasks[locked.task] = replace(
        tasks[locked.task],
        openings=tuple(fixed if d == day else () for d in range(2)),
        minutes=locked.minutes,
        prize=LOCK_PRIZE,
    )
    pinned = replace(problem, tasks=tuple(tasks))
    least = {task: minutes for task, minutes in limits.least.items() if task != locked.task}
    plan = repair(pinned, before, replace(limits, required=limits.required | {locked.task}, least=least))
    found = [
        (number, stop.start_min, stop.end_min)
        for number, one in enumerate(plan.days)
        for stop in one.stops
        if stop.place_id == tasks[locked.task].place_id
    ]
    assert found == [(day, locked.start, locked.start + locked.minutes)]


def test_a_plan_that_holds_is_left_alone():
    tasks = [make_task("a", 1), make_task("b", 2)]
    before = [[Held(0, 600, 60), Held(1, 700, 75)]]
    plan = repair(make_problem(tasks, stretch_minutes=30), before)
    assert [(s.start_min, s.end_min) for s in plan.days[0].stops] == [(600, 660), (700, 775)]
    assert change_of(before, make_problem(tasks), plan) == (0, 0, 0)


def test_a_must_see_is_the_last_to_go_and_goes_to_another_day_first():
    closed_on_first = ((), (Opening(540, 1020, 1080),))
    tasks = [make_task("must", 1, 2, prize=MUST_PRIZE, openings=closed_on_first), make_task("b", 2, 2)]
    problem = make_problem(tasks, 2, max_visits=1)
    before = [[Held(0, 600, 60)], [Held(1, 600, 60)]]
    plan = repair(problem, before)
    assert [s.place_id for s in plan.days[1].stops] == ["town/must"]
    assert not plan.unmet


def test_a_meal_whose_table_is_closed_is_had_at_another():
    tasks = [make_task("a", 1), make_meal("shut", 2, openings=((),)), make_meal("open", 3)]
    before = [[Held(0, 600, 60), Held(1, 740, 60)]]
    plan = repair(make_problem(tasks, meals=(Purpose.LUNCH,)), before)
    assert [s.place_id for s in plan.days[0].stops] == ["town/a", "town/open"]


def test_a_budget_is_met_with_the_fewest_stops():
    tasks = [make_task("dear", 1, cost=50), make_task("a", 2, cost=20), make_task("b", 3, cost=20)]
    before = [[Held(0, 600, 60), Held(1, 700, 60), Held(2, 800, 60)]]
    plan = repair(make_problem(tasks, budget=45), before)
    assert {s.place_id for s in plan.days[0].stops} == {"town/a", "town/b"}
    assert plan.cost_minor == 40


def test_newcomers_come_only_where_nothing_moves_for_them():
    tasks = [make_task("a", 1), make_task("new", 2), make_task("other", 3)]
    before = [[Held(0, 600, 60)]]
    plan = repair(make_problem(tasks), before, Limits(newcomers=1))
    assert len(plan.days[0].stops) == 2
    assert change_of(before, make_problem(tasks), plan) == (1, 0, 0)


def test_a_required_place_that_is_never_open_is_unmet():
    tasks = [make_task("a", 1), make_task("shut", 2, openings=((),))]
    plan = repair(make_problem(tasks), [[Held(0, 600, 60)]], Limits(required=frozenset({1})))
    assert [unmet.place_id for unmet in plan.unmet] == ["town/shut"]
    assert [s.place_id for s in plan.days[0].stops] == ["town/a"]


@FEW
@given(st.permutations(range(5)), st.integers(0, 4))
def test_a_better_order_is_the_best_of_all_orders(order, locations):
    tasks = [make_task(f"p{n}", (n * (locations + 1)) % 5 + 1, minutes=30) for n in range(5)]
    problem = make_problem(tasks, max_visits=9)
    held = [Held(task, 600 + 90 * place, 30) for place, task in enumerate(order)]
    plan = rearranged(problem, 0, held, frozenset())
    where = {task.place_id: task.location for task in tasks}

    def way(stops) -> int:
        route = [0, *stops, 0]
        return sum(problem.minutes[a][b] for a, b in pairwise(route))

    assert way([where[s.place_id] for s in plan.stops]) == min(
        way([tasks[t].location for t in one]) for one in permutations(range(5))
    )
