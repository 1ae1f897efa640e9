"""The search for a whole trip: OR-Tools' routing solver, one vehicle a day, one timeline for all.

Day d's minutes are shifted by d x 2880, so that opening hours of every date are one union of
intervals on a task's time variable and a task can only be where its date is. There is no span or
slack cost on the time dimension, because a dimension with such costs and forbidden intervals is
scheduled by a solver of its own for every neighbour; polish.py looks after waiting.
Reference: https://developers.google.com/optimization/routing (read 2025-06).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from domain.itinerary import Purpose
from planner.problem import Problem, Stop

DAY_SHIFT = 2 * 1440
_HORIZON_SLACK = 1680
_FIRST_LIMIT_S = 20.0
_FULL_SIZE = 150  # choices times days


def route(problem: Problem, stop: Stop, seed: int, price: float = 0.0) -> list[list[int]]:
    """Task indices per day, in order; empty days where nothing was found.

    `price` is what one minor unit of money costs, in hundredths of a score point.
    """
    tasks = [i for i, task in enumerate(problem.tasks) if any(task.openings)]
    if seed:
        Random(seed).shuffle(tasks)
    if not tasks:
        return [[] for _ in problem.days]
    # A handful of choices is searched through long before the time is up.
    share = min(1.0, len(tasks) * len(problem.days) / _FULL_SIZE)
    return _Model(problem, tasks, price).solve(replace(stop, seconds=stop.seconds * share))


def _parameters(stop: Stop) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    if stop.solutions is not None:
        parameters.solution_limit = stop.solutions
    if stop.solutions is None or stop.seconds > 0:
        parameters.time_limit.FromMilliseconds(max(1, round(stop.seconds * 1000)))
    return parameters


class _Model:
    """Nodes are the days' bases first, then the tasks; a base is its day's start and end."""

    def __init__(self, problem: Problem, tasks: Sequence[int], price: float) -> None:
        self.problem, self.tasks, self.price = problem, tasks, price
        self.days = len(problem.days)
        bases = list(range(self.days))
        self.manager = pywrapcp.RoutingIndexManager(self.days + len(tasks), self.days, bases, bases)
        self.model = pywrapcp.RoutingModel(self.manager)
        self.places = [frame.base for frame in problem.days] + [problem.tasks[i].location for i in tasks]
        self._add_costs()
        self._add_time()
        self._add_pace()
        self._add_choices()

    def solve(self, stop: Stop) -> list[list[int]]:
        """A first plan whatever it takes (a fraction of a second), then the search that `stop` bounds."""
        self.model.CloseModel()
        first = self.model.SolveWithParameters(_parameters(Stop(seconds=_FIRST_LIMIT_S, solutions=1)))
        if first is None:
            return [[] for _ in range(self.days)]
        found = self.model.SolveFromAssignmentWithParameters(first, _parameters(stop)) or first
        return [self._route(found, vehicle) for vehicle in range(self.days)]

    def _route(self, found: Any, vehicle: int) -> list[int]:
        order, index = [], found.Value(self.model.NextVar(self.model.Start(vehicle)))
        while not self.model.IsEnd(index):
            order.append(self.tasks[self.manager.IndexToNode(index) - self.days])
            index = found.Value(self.model.NextVar(index))
        return order

    def _worth(self, task: int, day: int) -> int:
        if not self.problem.tasks[task].openings[day]:
            return 0
        return max(0, self.problem.tasks[task].worth(day) - round(self.price * self.problem.tasks[task].cost))

    def _best_worth(self, task: int) -> int:
        key = self.problem.tasks[task].key
        return max(
            self._worth(other, day)
            for other in self.tasks
            if self.problem.tasks[other].key == key
            for day in range(self.days)
        )

    def _add_costs(self) -> None:
        """Travel, plus what is lost by visiting on this day rather than on the best one."""
        travel, weight = self.problem.minutes, self.problem.weights.travel_min
        fares = self.problem.fares
        base = [[weight * travel[a][b] + round(self.price * fares[a][b]) for b in self.places] for a in self.places]
        best = {task: self._best_worth(task) for task in self.tasks}
        for day in range(self.days):
            lost = [0] * self.days + [best[task] - self._worth(task, day) for task in self.tasks]
            rows = [[cost + extra for cost, extra in zip(row, lost, strict=True)] for row in base]
            self.model.SetArcCostEvaluatorOfVehicle(self.model.RegisterTransitMatrix(rows), day)
        self.best = best

    def _add_time(self) -> None:
        steps = self.problem.steps
        stay = [0] * self.days + [self.problem.tasks[task].minutes for task in self.tasks]
        rows = [[stay[i] + steps[a][b] for b in self.places] for i, a in enumerate(self.places)]
        horizon = DAY_SHIFT * self.days
        self.model.AddDimension(self.model.RegisterTransitMatrix(rows), _HORIZON_SLACK, horizon, False, "time")
        time = self.model.GetDimensionOrDie("time")
        for day, frame in enumerate(self.problem.days):
            first, last = DAY_SHIFT * day + frame.start, DAY_SHIFT * day + frame.end
            time.CumulVar(self.model.Start(day)).SetRange(first, last)
            time.CumulVar(self.model.End(day)).SetRange(first, last)
        for node, task in enumerate(self.tasks, start=self.days):
            index = self.manager.NodeToIndex(node)
            days = [day for day in range(self.days) if self.problem.tasks[task].openings[day]]
            self._open(time.CumulVar(index), task)
            self.model.VehicleVar(index).SetValues([-1, *days])

    def _open(self, start: Any, task: int) -> None:
        spans = sorted(
            (DAY_SHIFT * day + first, DAY_SHIFT * day + last)
            for day, openings in enumerate(self.problem.tasks[task].openings)
            for first, last, _ in openings
        )
        start.SetRange(spans[0][0], max(last for _, last in spans))
        closed_from = spans[0][1] + 1
        for first, last in spans[1:]:
            if first > closed_from:
                start.RemoveInterval(closed_from, first - 1)
            closed_from = max(closed_from, last + 1)

    def _add_pace(self) -> None:
        chosen = [self.problem.tasks[task] for task in self.tasks]
        frames = self.problem.days
        self._count("visits", [int(t.is_visit) for t in chosen], [frame.max_visits for frame in frames])
        self._count("minutes", [t.minutes * t.is_visit for t in chosen], [frame.max_minutes for frame in frames])
        for meal in (Purpose.LUNCH, Purpose.DINNER, Purpose.BREAKFAST):
            counts = [int(t.purpose is meal) for t in chosen]
            if any(counts):
                self._count(meal.value, counts, [1] * self.days)

    def _count(self, name: str, amounts: list[int], limits: list[int]) -> None:
        transit = self.model.RegisterUnaryTransitVector([0] * self.days + amounts)
        self.model.AddDimensionWithVehicleCapacity(transit, 0, limits, True, name)

    def _add_choices(self) -> None:
        """Each place at most once, and leaving it out costs what it is worth."""
        by_key: dict[tuple[str, int], list[int]] = defaultdict(list)
        for node, task in enumerate(self.tasks, start=self.days):
            by_key[self.problem.tasks[task].key].append(node)
        for nodes in by_key.values():
            worth = self.best[self.tasks[nodes[0] - self.days]]
            self.model.AddDisjunction([self.manager.NodeToIndex(node) for node in nodes], worth, 1)
