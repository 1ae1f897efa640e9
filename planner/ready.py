"""The compiled kernels made ready: `python -m planner.ready` compiles them into the cache, `make_ready` loads them.

Without it the first trip would wait: for a second where the cache is filled, for minutes where it is not.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from domain.itinerary import Purpose
from planner.problem import Band, DayFrame, Opening, Problem, Quota, Stop, Task, Way, Weights
from planner.repair import Held, Limits, repair
from planner.search.engine import search
from planner.solver import solve

_DAYS = 2
_AWAY_MIN = ((0, 10, 20), (10, 0, 15), (20, 15, 0))
_LITTLE = Stop(seconds=1, solutions=1, evaluations=50)
_PRIZES_ALONE = Weights(
    travel_min=0, wait_min=0, late_min=0, same_category_day=0, same_category_trip=0, not_at_best=0, fare=0
)


def make_ready() -> None:
    """Goes once through every door of the planner with a trip of two days."""
    _mend()
    _search()
    problem = _problem()
    solve(problem, _LITTLE, 0)
    solve(replace(problem, weights=_PRIZES_ALONE, budget=None, quotas=(), ways=()), _LITTLE, 0)


def compile_all() -> None:
    """Fills the cache, what does not hang together at the same time; a minute on two cores."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_search), pool.submit(_mend)]:
            done.result()
    make_ready()


def _search() -> None:
    search(_problem(), _LITTLE, 0)


def _mend() -> None:
    problem = _problem()
    solve(replace(problem, start=((0,), (1,))), Stop(seconds=0), 0)
    repair(problem, ((Held(0, 600, 60),), ()), Limits(required=frozenset({1})))


def _problem() -> Problem:
    """A little of everything that a problem can have."""
    frame = DayFrame(540, 1260, 0, max_visits=3, max_minutes=400, stretch_minutes=30, meals=(Purpose.LUNCH,), finish=1)
    return Problem(
        days=(frame,) * _DAYS,
        tasks=(
            _task("sight", 1, Purpose.VISIT, Opening(540, 960, 1080), stretch=15, least=40, best=((600, 720),)),
            _task("view", 2, Purpose.VISIT, Opening(0, 1380, 1440), after=("sight",), group="views", voices=(500, 900)),
            _task("table", 1, Purpose.LUNCH, Opening(690, 840, 960)),
        ),
        minutes=_AWAY_MIN,
        fares=_AWAY_MIN,
        budget=10_000,
        bands=(Band(480, _AWAY_MIN),),
        ways=(Way(_AWAY_MIN, _AWAY_MIN),),
        quotas=(Quota("visit", day_most=2, least=1),),
    )


def _task(
    place: str,
    location: int,
    purpose: Purpose,
    opening: Opening,
    *,
    stretch: int = 0,
    least: int = 0,
    best: tuple[tuple[int, int], ...] = (),
    after: tuple[str, ...] = (),
    group: str = "",
    voices: tuple[int, ...] = (),
) -> Task:
    return Task(
        place,
        purpose,
        location,
        60,
        500,
        ((opening,),) * _DAYS,
        (900,) * _DAYS,
        category=purpose.value,
        stretch=stretch,
        least=least,
        best=best,
        after=after,
        group=group,
        voices=voices,
    )


if __name__ == "__main__":
    compile_all()
