"""Small planning problems, by hand and by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product
from typing import Any

from hypothesis import strategies as st

from domain.itinerary import Purpose
from planner.objective import plan_cost, plan_value
from planner.problem import MEAL_PRIZE, DayFrame, Opening, Problem, Task
from planner.timing import Timeline, schedule, within_pace


def make_task(name: str, location: int, days: int = 1, **changes) -> Task:
    """An hour's visit, open 09:00 to 18:00 every day, worth fifty points."""
    fields: dict[str, Any] = {
        "place_id": f"town/{name}",
        "purpose": Purpose.VISIT,
        "location": location,
        "minutes": 60,
        "cost": 0,
        "openings": ((Opening(540, 1020, 1080),),) * days,
        "scores": (5_000,) * days,
    }
    return Task(**(fields | changes))


def make_meal(name: str, location: int, days: int = 1, meal: Purpose = Purpose.LUNCH, **changes) -> Task:
    first, last = (720, 840) if meal is Purpose.LUNCH else (1080, 1200)
    opening = (Opening(first, last, last + 90),)
    fields: dict[str, Any] = {"purpose": meal, "openings": (opening,) * days, "scores": (MEAL_PRIZE + 2_000,) * days}
    return make_task(name, location, days, **(fields | changes))


def make_problem(tasks: Sequence[Task], days: int = 1, **changes: Any) -> Problem:
    """Locations on a line, ten minutes from one to the next; the base is location 0."""
    size = max((task.location for task in tasks), default=0) + 1
    frame: dict[str, Any] = {"start": 540, "end": 1290, "base": 0, "max_visits": 5, "max_minutes": 390}
    frame |= {
        key: changes.pop(key) for key in list(changes) if key in frame or key in {"meals", "stretch_minutes", "finish"}
    }
    line = tuple(tuple(10 * abs(a - b) for b in range(size)) for a in range(size))
    fields: dict[str, Any] = {"minutes": line, "fares": tuple((0,) * size for _ in range(size))}
    return Problem(days=(DayFrame(**frame),) * days, tasks=tuple(tasks), **(fields | changes))


def brute_force(problem: Problem) -> int:
    """The best value of any plan, by trying them all; only for a handful of tasks."""
    count, days = len(problem.tasks), len(problem.days)
    best: dict[tuple[int, frozenset[int]], list[Timeline]] = {}
    for day in range(days):
        for mask in range(1 << count):
            chosen = [i for i in range(count) if mask >> i & 1]
            lines = [schedule(problem, day, order) for order in permutations(chosen)]
            if within_pace(problem.days[day], [problem.tasks[i] for i in chosen]):
                best[day, frozenset(chosen)] = [line for line in lines if line is not None]
    value = 0
    for where in product(range(days + 1), repeat=count):
        groups = [frozenset(i for i in range(count) if where[i] == day) for day in range(days)]
        keys = [problem.tasks[i].key for group in groups for i in group]
        if len(set(keys)) < len(keys) or any(not best.get((d, g)) for d, g in enumerate(groups)):
            continue
        for plan in product(*(best[d, g] for d, g in enumerate(groups))):
            if problem.budget is None or plan_cost(problem, plan) <= problem.budget:
                value = max(value, plan_value(problem, plan))
    return value


@st.composite
def problems(draw, most_tasks: int = 14, most_days: int = 3) -> Problem:
    """Random towns with lunch closures, closed days, tickets and budgets."""
    days = draw(st.integers(1, most_days))
    size = draw(st.integers(2, 7))
    spots = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=size, max_size=size))
    minutes = tuple(
        tuple(abs(a - c) + abs(b - d) + (i != j) for j, (c, d) in enumerate(spots)) for i, (a, b) in enumerate(spots)
    )
    fares = tuple(tuple(3 if value > 20 else 0 for value in row) for row in minutes)
    tasks = [draw(_tasks(f"place-{n}", size, days)) for n in range(draw(st.integers(0, most_tasks)))]
    frame = DayFrame(
        start=draw(st.sampled_from([480, 540, 600])),
        end=draw(st.sampled_from([1080, 1290, 1380])),
        base=0,
        max_visits=draw(st.integers(1, 5)),
        max_minutes=draw(st.sampled_from([180, 300, 390])),
        stretch_minutes=30,
        meals=(Purpose.LUNCH,),
    )
    budget = draw(st.one_of(st.none(), st.integers(0, 300)))
    return Problem(days=(frame,) * days, tasks=tuple(tasks), minutes=minutes, fares=fares, budget=budget)


@st.composite
def _tasks(draw, name: str, size: int, days: int) -> Task:
    location = draw(st.integers(1, size - 1))
    cost = draw(st.sampled_from([0, 10, 25, 80]))
    score = draw(st.integers(0, 10_000))
    if draw(st.booleans()) and draw(st.booleans()):
        meal = draw(st.sampled_from([Purpose.LUNCH, Purpose.DINNER]))
        return make_meal(name, location, days, meal, cost=cost, scores=(MEAL_PRIZE + score,) * days)
    length = draw(st.sampled_from([30, 60, 90, 150]))
    split = draw(st.booleans())
    windows = [(540, 720), (840, 1080)] if split else [(draw(st.sampled_from([540, 600, 630])), 1080)]
    opening = tuple(Opening(first, close - length, close) for first, close in windows if close - length >= first)
    closed = draw(st.integers(0, days))
    openings = tuple(() if day == closed else opening for day in range(days))
    category = draw(st.sampled_from(["", "museum", "temple"]))
    scores = tuple(score for _ in range(days))
    return make_task(
        name, location, days, minutes=length, cost=cost, openings=openings, scores=scores, category=category, stretch=15
    )
