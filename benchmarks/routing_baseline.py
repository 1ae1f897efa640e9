"""The baseline of benchmarks/scale.py: OR-Tools' routing solver, one vehicle a day, one timeline for all.

Day d's minutes are shifted by d x 2880, so that opening hours of every date are one union of
intervals on a task's time variable. Cheapest insertion, then guided local search. Waiting, sameness
and the best hour are left to the local search after it. It was the planner's engine before
planner/search. Reference: https://developers.google.com/optimization/routing (read 2025-06).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from planner.arrays import MEALS
from planner.kernels.transport import on_grid, transport_of
from planner.problem import Problem, Stop

DAY_SHIFT = 2 * 1440
_HORIZON_SLACK = 1680
_FIRST_LIMIT_S = 20.0


def route(problem: Problem, stop: Stop, seed: int) -> list[list[int]]:
    """Task indices per day, in order; it has no chance in it, so `seed` changes nothing."""
    del seed
    tasks = [i for i, task in enumerate(problem.tasks) if any(task.openings)]
    return _Model(problem, tasks).solve(stop)


class _Model:
    """Nodes are the days' bases first, then the tasks; a base is its day's start and end."""

    def __init__(self, problem: Problem, tasks: list[int]) -> None:
        self.problem, self.tasks, self.days = problem, tasks, len(problem.days)
        bases = list(range(self.days))
        self.manager = pywrapcp.RoutingIndexManager(self.days + len(tasks), self.days, bases, bases)
        self.model = pywrapcp.RoutingModel(self.manager)
        places = [frame.base for frame in problem.days] + [problem.tasks[i].location for i in tasks]
        ride = transport_of(problem).ride[0]
        self.ride = ride[places][:, places].tolist()
        self.lengths = [0] * self.days + [problem.tasks[i].minutes for i in tasks]
        self.steps = on_grid(ride[places][:, places], problem.grid).tolist()
        self._add_costs()
        self._add_time()
        self._add_pace()
        self._add_choices()

    def solve(self, stop: Stop) -> list[list[int]]:
        self.model.CloseModel()
        first = self.model.SolveWithParameters(_parameters(_FIRST_LIMIT_S, 1))
        if first is None:
            return [[] for _ in range(self.days)]
        found = self.model.SolveFromAssignmentWithParameters(first, _parameters(stop.seconds, None)) or first
        return [self._route(found, vehicle) for vehicle in range(self.days)]

    def _route(self, found: Any, vehicle: int) -> list[int]:
        order, index = [], found.Value(self.model.NextVar(self.model.Start(vehicle)))
        while not self.model.IsEnd(index):
            order.append(self.tasks[self.manager.IndexToNode(index) - self.days])
            index = found.Value(self.model.NextVar(index))
        return order

    def _between(self, cost: Callable[[int, int], int]) -> int:
        to_node = self.manager.IndexToNode
        return int(self.model.RegisterTransitCallback(lambda a, b: cost(to_node(a), to_node(b))))

    def _add_costs(self) -> None:
        """Travel, and on each day what a task is worth less there than on its best day."""
        weight, tasks = self.problem.weights.travel_min, self.problem.tasks
        self.best = {i: max(tasks[i].worth(d) for d in range(self.days) if tasks[i].openings[d]) for i in self.tasks}
        for day in range(self.days):
            less = [0] * self.days + [self.best[i] - min(self.best[i], tasks[i].worth(day)) for i in self.tasks]

            def cost(a: int, b: int, less: list[int] = less) -> int:
                return int(weight * self.ride[a][b] + less[b])

            self.model.SetArcCostEvaluatorOfVehicle(self._between(cost), day)

    def _add_time(self) -> None:
        horizon = DAY_SHIFT * self.days + _HORIZON_SLACK
        transit = self._between(lambda a, b: self.lengths[a] + self.steps[a][b])
        self.model.AddDimension(transit, horizon, horizon, False, "time")
        time = self.model.GetDimensionOrDie("time")
        for day, frame in enumerate(self.problem.days):
            first, last = DAY_SHIFT * day + frame.start, DAY_SHIFT * day + frame.end
            time.CumulVar(self.model.Start(day)).SetRange(first, last)
            time.CumulVar(self.model.End(day)).SetRange(first, last)
        for node, task in enumerate(self.tasks, start=self.days):
            index = self.manager.NodeToIndex(node)
            self._open(time.CumulVar(index), task)
            days = [day for day in range(self.days) if self.problem.tasks[task].openings[day]]
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
        for meal in MEALS:
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


def _parameters(seconds: float, solutions: int | None) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    if solutions is not None:
        parameters.solution_limit = solutions
    parameters.time_limit.FromMilliseconds(max(1, round(seconds * 1000)))
    return parameters
