"""Small problems with every feature that the planner knows, by hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from domain.itinerary import Purpose
from planner.problem import Band, DayFrame, Opening, Problem, Quota, Task, Way
from tests.planner.problems import make_meal, make_task


@st.composite
def rich_problems(draw, most_tasks: int = 4, most_days: int = 2) -> Problem:
    days = draw(st.integers(1, most_days))
    size = draw(st.integers(2, 5))
    numbers = st.integers(1, 45)
    minutes = _table(draw, size, numbers)
    tasks = tuple(draw(_rich_task(n, size, days)) for n in range(draw(st.integers(1, most_tasks))))
    frames = tuple(
        DayFrame(
            start=draw(st.sampled_from([500, 540, 602])),
            end=draw(st.sampled_from([780, 1000, 1290])),
            base=0,
            max_visits=draw(st.integers(1, 4)),
            max_minutes=draw(st.sampled_from([120, 200, 390])),
            stretch_minutes=30,
            finish=draw(st.sampled_from([None, size - 1])),
        )
        for _ in range(days)
    )
    problem = Problem(
        days=frames,
        tasks=tasks,
        minutes=minutes,
        fares=_table(draw, size, st.sampled_from([0, 3, 7])),
        budget=draw(st.one_of(st.none(), st.integers(0, 120))),
        grid=draw(st.sampled_from([1, 5])),
    )
    if draw(st.booleans()):
        bands = tuple(Band(start, _table(draw, size, numbers)) for start in (600, 720))
        problem = replace(problem, bands=bands)
    if draw(st.booleans()):
        taxi = Way(_table(draw, size, st.integers(1, 15)), _table(draw, size, st.integers(5, 60)))
        problem = replace(problem, ways=(taxi,))
    if draw(st.booleans()):
        least, most = draw(st.integers(0, 1)), draw(st.integers(1, 2))
        problem = replace(problem, quotas=(Quota("museum", least, 1, least, most),))
    return problem


def _table(draw, size: int, numbers) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(0 if a == b else draw(numbers) for b in range(size)) for a in range(size))


@st.composite
def _rich_task(draw, number: int, size: int, days: int) -> Task:
    location, cost = draw(st.integers(1, size - 1)), draw(st.sampled_from([0, 10, 45]))
    scores = (draw(st.integers(0, 9_000)),) * days
    if draw(st.integers(0, 4)) == 0:
        return make_meal(f"place-{number}", location, days, Purpose.LUNCH, cost=cost, scores=scores)
    length = draw(st.sampled_from([30, 60, 95, 150]))
    windows = draw(st.sampled_from([[(540, 1080)], [(560, 700), (820, 1000)], [(600, 720)]]))
    least = draw(st.sampled_from([0, 0, 25]))
    opening = tuple(
        Opening(first, close - (least or length), close) for first, close in windows if close - length >= first
    )
    return make_task(
        f"place-{number}",
        location,
        days,
        minutes=length,
        least=least,
        cost=cost,
        scores=scores,
        openings=(opening,) * days,
        category=draw(st.sampled_from(["", "museum", "park"])),
        group=draw(st.sampled_from(["", "", "tower"])),
        after=draw(st.sampled_from([(), (), ("town/place-0",), ("town/place-1",)])) if number > 1 else (),
        after_meal=draw(st.sampled_from([None, None, Purpose.LUNCH])),
        first=draw(st.integers(0, 5)) == 0,
        best=draw(st.sampled_from([(), ((540, 660),)])),
        voices=draw(st.sampled_from([(), (3_000, 0), (0, 2_000)])),
        stretch=15,
    )
