"""The search for a whole plan: annealed ruin and recreate on every core that it is given, anytime."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from planner.arrays import VISIT, Arrays, to_arrays
from planner.kernels.facts import NO_BUDGET, Facts, facts_of
from planner.problem import MUST_PRIZE, Problem, Stop
from planner.search.chance import seeded
from planner.search.model import plainly_laid, to_model
from planner.search.tours import Model, copy_tours, empty_tours, load_day
from planner.search.walk import NO_PLAN, walk
from planner.search.way import Way

Orders = list[list[int]]

STEPS_A_SOLUTION = 50
_MOST_THREADS = 4
_FELT = ("travel_min", "wait_min", "late_min", "same_category_day", "same_category_trip", "not_at_best")
_CHUNK_S = 0.01
_HOT, _COLD = 1.0, 0.01  # temperature in mean prizes, at the start and at the end
_GUIDE = 0.1  # what a typical way counts in mean prizes


def search(problem: Problem, stop: Stop, seed: int, threads: int = 1, bound: int | None = None) -> Orders:
    """Task indices per day, in order: the best plan found before `stop`, or one that reaches `bound`."""
    ground = prepare(problem)
    walkers = [Walker(problem, ground, seed * 64 + number) for number in range(threads)]
    begun = time.perf_counter()
    if len(problem.tasks) and len(problem.days):
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda walker: walker.run(stop, begun, bound), walkers))
    return max(walkers, key=lambda walker: walker.value).orders()


def is_orienteering(problem: Problem) -> bool:
    """Whether prizes are all that counts, as in the benchmarks: then the walk's own sums are the objective."""
    free = not any(getattr(problem.weights, name) for name in _FELT)
    asks_more = any(task.voices or task.after or task.after_meal or task.first or task.least for task in problem.tasks)
    return free and not asks_more and problem.budget is None and not (problem.quotas or problem.ways)


def threads_for(stop: Stop) -> int:
    """One thread a core where time is counted; one where steps are, so that the answer is the seed's alone."""
    return 1 if stop.solutions is not None else max(1, min(_MOST_THREADS, os.cpu_count() or 1))


def _way(problem: Problem, arrays: Arrays, ordinary: float) -> Way:
    """Minutes at the problem's own weights; where it has none, enough to tell plans of the same prizes apart."""
    weights = problem.weights
    exact = not is_orienteering(problem)
    typical = max(1.0, float(np.median(arrays.travel[0])))
    travel = float(weights.travel_min) if exact else _GUIDE * ordinary / typical
    return Way(
        exact=exact,
        travel=travel,
        late=travel,
        not_at_best=float(weights.not_at_best),
        same_day=float(weights.same_category_day),
        same_trip=float(weights.same_category_trip),
        budget=NO_BUDGET if problem.budget is None else problem.budget,
        longest=10,
        ruined=6.0 if exact else 10.0,  # a day of people holds fewer stops than a benchmark's
        blink=0.01,
        greedy=0.5 if exact else 0.2,
        dare=2.0 * ordinary,
    )


def _ordinary(arrays: Arrays) -> float:
    """A typical visit's prize, in which temperatures are measured."""
    best = arrays.prize.max(axis=1, initial=0)
    usual = best[(arrays.kind == VISIT) & (best > 0) & (best < MUST_PRIZE)]
    return float(usual.mean()) if len(usual) else 1.0


class Ground(NamedTuple):
    """What all walkers of one problem share and none changes."""

    facts: Facts
    model: Model
    way: Way
    ordinary: float


def prepare(problem: Problem) -> Ground:
    arrays, packed = to_arrays(problem), facts_of(problem)
    facts = Facts(**{name: plainly_laid(getattr(packed, name)) for name in Facts._fields})
    ordinary = _ordinary(arrays)
    return Ground(facts, to_model(arrays, facts), _way(problem, arrays, ordinary), ordinary)


class Walker:
    """One thread's search; its tours are its own."""

    def __init__(self, problem: Problem, ground: Ground, seed: int) -> None:
        self.ground = ground
        self.now, self.tried, self.best = (empty_tours(ground.model) for _ in range(3))
        self.chance = seeded(seed)
        self.value = NO_PLAN
        for day, order in enumerate(problem.start):
            load_day(ground.model, self.now, day, np.array(order, dtype=np.int32))
        copy_tours(self.now, self.best)

    def steps(self, count: int, heat: float) -> None:
        facts, model, way, _ = self.ground
        self.value = walk(facts, model, self.now, self.tried, self.best, way, self.chance, count, heat)

    def orders(self) -> Orders:
        return [self.best.order[day, : self.best.size[day]].tolist() for day in range(len(self.best.size))]

    def _reaches(self, bound: int | None) -> bool:
        return bound is not None and (self.value if self.ground.way.exact else self.best.sums[0]) >= bound

    def run(self, stop: Stop, begun: float, bound: int | None) -> None:
        """Cools by the share of the steps that are done where they are counted, else of the time."""
        done, size = 0, 20
        most = None if stop.solutions is None else stop.solutions * STEPS_A_SOLUTION
        while not self._reaches(bound):
            at = time.perf_counter()
            passed = (at - begun) / stop.seconds if stop.seconds > 0 else 1.0
            late = passed >= 1 and (done > 0 or stop.seconds <= 0)  # a few steps even where loading took the time
            if late or (most is not None and done >= most):
                break
            heat = self.ground.ordinary * _HOT * (_COLD / _HOT) ** (passed if most is None else done / most)
            self.steps(size, heat)
            done += size
            if most is None:
                took = time.perf_counter() - at
                size = max(1, min(4 * size, int(size * _CHUNK_S / max(took, 1e-6))))
