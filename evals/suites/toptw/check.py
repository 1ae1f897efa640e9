"""An independent check of a solution: what it scores by the rules, or why it is none."""

from __future__ import annotations

from collections.abc import Sequence

from evals.suites.toptw.instances import SCORE_SCALE, Instance


class BrokenRule(ValueError):
    """A tour that cannot be travelled, or a point visited twice; says which."""


def score_of(instance: Instance, tours: Sequence[Sequence[int]]) -> float:
    """Summed score of the points that `tours` visit, a tour per day; raises BrokenRule."""
    visited = [point for tour in tours for point in tour]
    if len(visited) != len(set(visited)):
        raise BrokenRule("a point is visited twice")
    travel = instance.travel
    for day, tour in enumerate(tours):
        _travel_along(instance, travel, day, tour)
    return sum(instance.points[point].score for point in visited) / SCORE_SCALE


def _travel_along(instance: Instance, travel: Sequence[Sequence[int]], day: int, tour: Sequence[int]) -> None:
    base = instance.points[0].opens[0]
    assert base is not None
    here, now = 0, base[0]
    for point in tour:
        if not 0 < point < len(instance.points):
            raise BrokenRule(f"there is no point {point}")
        hours = instance.points[point].open_on(instance.first_weekday + day)
        if hours is None:
            raise BrokenRule(f"point {point} is closed on day {day}")
        now = max(now + travel[here][point], hours[0])
        if now > hours[1]:
            raise BrokenRule(f"point {point} is reached at {now}, after {hours[1]}")
        now += instance.points[point].service
        here = point
    if now + travel[here][0] > base[1]:
        raise BrokenRule(f"tour {day} is back at {now + travel[here][0]}, after {base[1]}")


def gap_pct(reference: float, value: float) -> float:
    """How far below the reference, percent of it; negative above."""
    return 100 * (reference - value) / reference if reference else 0.0
