"""Ways to have a day, compared: the best of each amount of change, one a day within a budget, the plan they make."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.plan import Plan, PlannedDay, PlannedStop, Unmet
from planner.objective import plan_value
from planner.problem import GRID_MIN, LOCK_PRIZE, Problem, Task
from planner.timing import EMPTY, LONG_WAIT_MIN, Timeline


class Option(NamedTuple):
    """One way to have a day; tuples of tasks, starts and lengths in order. Smaller is better, field by field."""

    hard: int
    stops: int
    cost_of_times: int
    loss: int
    money: int
    order: tuple[int, ...]
    starts: tuple[int, ...]
    minutes: tuple[int, ...]


def timeline_at(
    problem: Problem, day: int, order: tuple[int, ...], starts: tuple[int, ...], minutes: tuple[int, ...]
) -> Timeline:
    """The stops at these very times, measured as `planner.timing` measures."""
    if not order:
        return EMPTY
    frame = problem.days[day]
    places = [
        frame.base,
        *(problem.tasks[t].location for t in order),
        frame.last_base,
    ]
    ways = [problem.minutes[a][b] for a, b in pairwise(places)]
    gaps = [
        max(0, starts[i + 1] - starts[i] - minutes[i] - -(-ways[i + 1] // GRID_MIN) * GRID_MIN)
        for i in range(len(order) - 1)
    ]
    return Timeline(
        order=order,
        starts=starts,
        minutes=minutes,
        leave=starts[0] - ways[0],
        back=starts[-1] + minutes[-1] + ways[-1],
        travel=sum(ways),
        wait=sum(gap if gap <= LONG_WAIT_MIN else 3 * gap - 2 * LONG_WAIT_MIN for gap in gaps),
        fares=sum(problem.fares[a][b] for a, b in pairwise(places)),
    )


def thinned(options: Sequence[Option]) -> list[Option]:
    """Of each amount of change the best, and those that cost less than all better ones."""
    found: list[Option] = []
    cheapest = dict[tuple[int, int], int]()
    for option in sorted(set(options)):
        level = option.hard, option.stops
        if level not in cheapest or option.money < cheapest[level]:
            cheapest[level] = option.money
            found.append(option)
    return found


def best_within(menus: Sequence[Sequence[Option]], budget: int) -> list[Option]:
    """One option a day within the budget at the least (hard, stops, times, loss); else the cheapest of all.

    Day by day, keeping of all partial plans those that no other beats in both rank and money.
    """
    partial: list[tuple[tuple[int, int, int, int], int, tuple[Option, ...]]] = [((0, 0, 0, 0), 0, ())]
    for menu in menus:
        grown = [
            (
                (rank[0] + o.hard, rank[1] + o.stops, rank[2] + o.cost_of_times, rank[3] + o.loss),
                money + o.money,
                (*chosen, o),
            )
            for rank, money, chosen in partial
            for o in menu
        ]
        grown.sort(key=lambda one: (one[0], one[1]))
        partial, least = [], None
        for one in grown:
            if least is None or one[1] < least:
                partial.append(one)
                least = one[1]
    within = [one for one in partial if one[1] <= budget]
    return list(min(within)[2] if within else min(partial, key=lambda one: one[1])[2])


def to_plan(problem: Problem, chosen: Sequence[Option], missed: Sequence[int]) -> Plan:
    lines = [timeline_at(problem, d, o.order, o.starts, o.minutes) for d, o in enumerate(chosen)]
    return Plan(
        days=tuple(planned(problem, option) for option in chosen),
        unmet=tuple(_unmet(problem.tasks[task]) for task in missed),
        objective=plan_value(problem, lines),
        cost_minor=sum(option.money for option in chosen),
    )


def planned(problem: Problem, option: Option) -> PlannedDay:
    return PlannedDay(
        stops=tuple(
            PlannedStop(
                place_id=problem.tasks[task].place_id,
                purpose=problem.tasks[task].purpose,
                start_min=start,
                end_min=start + minutes,
            )
            for task, start, minutes in zip(option.order, option.starts, option.minutes, strict=True)
        )
    )


def _unmet(task: Task) -> Unmet:
    why = "it was locked" if task.prize >= LOCK_PRIZE else "it was asked for"
    return Unmet(place_id=task.place_id, purpose=task.purpose, reason=f"{why}, but it does not fit beside the rest")
