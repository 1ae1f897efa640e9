"""What makes one plan better than another, exactly: the measure that search and tests share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from planner.kernels.day import VALUE
from planner.kernels.door import GIVEN, day_of
from planner.kernels.facts import facts_of
from planner.problem import Problem
from planner.timing import Timeline


def day_value(problem: Problem, day: int, timeline: Timeline) -> int:
    """Worth of one day's tasks less its travel, waiting, sameness and the like; hundredths of a point."""
    rows = np.zeros((3, len(timeline.order) + 1), dtype=np.int32)
    rows[0, :-1], rows[1, :-1] = timeline.minutes, timeline.starts
    if timeline.hurry:
        rows[2] = timeline.hurry
    order = np.array(timeline.order, dtype=np.int64)
    return int(day_of(facts_of(problem), day, order, rows, GIVEN)[1 + VALUE])


def category_counts(problem: Problem, timelines: Sequence[Timeline]) -> dict[str, int]:
    visits = (problem.tasks[index] for timeline in timelines for index in timeline.order)
    return Counter(task.category for task in visits if task.is_visit and task.category and not task.first)


def same_allowed(problem: Problem) -> int:
    """How many of one category a trip may hold at no loss: two and one a day."""
    return 2 + len(problem.days)


def sameness(problem: Problem, timelines: Sequence[Timeline]) -> int:
    """What a trip loses for more of one category than that."""
    allowed = same_allowed(problem)
    counts = category_counts(problem, timelines).values()
    return problem.weights.same_category_trip * sum(max(0, count - allowed) for count in counts)


def shortfall(problem: Problem, timelines: Sequence[Timeline]) -> int:
    """What a trip loses for less of a category than its quota says; days have lost theirs already."""
    least: dict[str, int] = {}
    for quota in problem.quotas:
        least[quota.category] = max(quota.least, least.get(quota.category, 0))
    found = Counter(problem.tasks[index].category for line in timelines for index in line.order)
    return problem.weights.short_of * sum(max(0, count - found[category]) for category, count in least.items())


def least_voice(problem: Problem, timelines: Sequence[Timeline]) -> int:
    """What pleasing the least satisfied traveller adds; 0 where all want the same."""
    many = max((len(task.voices) for task in problem.tasks), default=0)
    if not many:
        return 0
    chosen = [problem.tasks[index].voices for line in timelines for index in line.order]
    totals = [sum(voices[voice] for voices in chosen if voice < len(voices)) for voice in range(many)]
    return problem.weights.least_voice * min(totals) // 100


def plan_value(problem: Problem, timelines: Sequence[Timeline]) -> int:
    days = sum(day_value(problem, day, line) for day, line in enumerate(timelines))
    whole = least_voice(problem, timelines) - sameness(problem, timelines) - shortfall(problem, timelines)
    return days + whole


def day_cost(problem: Problem, timeline: Timeline) -> int:
    return timeline.fares + sum(problem.tasks[index].cost for index in timeline.order)


def plan_cost(problem: Problem, timelines: Sequence[Timeline]) -> int:
    """Tickets, meals and fares, minor units."""
    return sum(day_cost(problem, timeline) for timeline in timelines)
