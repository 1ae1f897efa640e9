"""What makes one plan better than another, exactly: the measure that search and tests share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.problem import Problem
from planner.timing import Timeline


def day_value(problem: Problem, day: int, timeline: Timeline) -> int:
    """Worth of one day's tasks less its travel, waiting and sameness; hundredths of a point."""
    weights = problem.weights
    value = -weights.travel_min * timeline.travel - weights.wait_min * timeline.wait
    if timeline.order:
        value -= weights.late_min * (timeline.leave - problem.days[day].start)
    seen: dict[str, int] = {}
    for index, start in zip(timeline.order, timeline.starts, strict=True):
        task = problem.tasks[index]
        value += task.prize + task.scores[day]
        if task.best and not any(first <= start < last for first, last in task.best):
            value -= weights.not_at_best
        if task.category:
            count = seen.get(task.category, 0)
            seen[task.category] = count + 1
            # Two museums make a day of museums; two pizzas are one too many.
            value -= weights.same_category_day * max(0, count - task.is_visit)
    return value


def category_counts(problem: Problem, timelines: Sequence[Timeline]) -> dict[str, int]:
    visits = (problem.tasks[index] for timeline in timelines for index in timeline.order)
    return Counter(task.category for task in visits if task.is_visit and task.category)


def same_allowed(problem: Problem) -> int:
    """How many of one category a trip may hold at no loss: two and one a day."""
    return 2 + len(problem.days)


def sameness(problem: Problem, timelines: Sequence[Timeline]) -> int:
    """What a trip loses for more of one category than that."""
    allowed = same_allowed(problem)
    counts = category_counts(problem, timelines).values()
    return problem.weights.same_category_trip * sum(max(0, count - allowed) for count in counts)


def plan_value(problem: Problem, timelines: Sequence[Timeline]) -> int:
    return sum(day_value(problem, day, line) for day, line in enumerate(timelines)) - sameness(problem, timelines)


def day_cost(problem: Problem, timeline: Timeline) -> int:
    return timeline.fares + sum(problem.tasks[index].cost for index in timeline.order)


def plan_cost(problem: Problem, timelines: Sequence[Timeline]) -> int:
    """Tickets, meals and fares, minor units."""
    return sum(day_cost(problem, timeline) for timeline in timelines)
