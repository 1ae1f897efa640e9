"""The same instance given to PyVRP and to OR-Tools routing as each one's manual would: prizes, windows, a time limit.

Both maximise score first and save travel with what is left, as their local search needs a cost on
arcs to be guided by. Points whose hours differ by weekday become one choice among copies, each with
one opening and only for the tours on which it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyvrp
from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from pyvrp.stop import MaxRuntime

from evals.suites.toptw.instances import Instance

Solved = list[list[int]]

# A point of score outweighs any travel within a day in both models, so that score comes first.
_FORBIDDEN = 1 << 30


@dataclass(frozen=True)
class _Copy:
    """A point with one opening, for `tours` (all of them when the hours are the same every day)."""

    point: int
    opening: tuple[int, int]
    tours: tuple[int, ...]


def _copies(instance: Instance, tours: int) -> list[_Copy]:
    copies = []
    for index, point in enumerate(instance.points[1:], start=1):
        by_opening: dict[tuple[int, int], list[int]] = {}
        for tour in range(tours):
            opening = point.open_on(instance.first_weekday + tour)
            if opening is not None:
                by_opening.setdefault(opening, []).append(tour)
        copies += [_Copy(index, opening, tuple(on)) for opening, on in by_opening.items()]
    return copies


def _prize_scale(instance: Instance, travel: Sequence[Sequence[int]]) -> int:
    """What a hundredth of a point counts, in units of travel: the smallest score beats the longest detour."""
    least = min((point.score for point in instance.points if point.score), default=1)
    return max(1, -(-2 * max(map(max, travel)) // least))


def solve_with_pyvrp(instance: Instance, tours: int, seconds: float, seed: int) -> Solved:
    """PyVRP's hybrid search (Wouda, Lan and Kool 2024) with optional clients."""
    copies = _copies(instance, tours)
    model = _pyvrp_model(instance, tours, copies)
    best = model.solve(MaxRuntime(seconds), seed=seed, display=False, collect_stats=False).best
    solved: Solved = [[] for _ in range(tours)]
    if best.is_feasible():
        free = list(range(tours))
        for route in best.routes():
            tour = free[0] if len(model.vehicle_types) == 1 else route.vehicle_type()
            free.remove(tour)
            solved[tour] = [copies[visit.idx].point for visit in route if visit.is_client()]
    return solved


def _pyvrp_model(instance: Instance, tours: int, copies: Sequence[_Copy]) -> Any:
    travel = instance.travel
    base, scale = instance.points[0].opens[0], _prize_scale(instance, travel)
    assert base is not None
    model = pyvrp.Model()
    home = model.add_location(float(instance.points[0].x), float(instance.points[0].y))
    depot = model.add_depot(home)
    places = [(home, 0, tuple(range(tours)))]
    groups = {point: model.add_client_group(required=False) for point in _shared(copies)}
    for copy in copies:
        point = instance.points[copy.point]
        places.append((model.add_location(float(point.x), float(point.y)), copy.point, copy.tours))
        model.add_client(
            places[-1][0],
            service_duration=point.service,
            tw_early=copy.opening[0],
            tw_late=copy.opening[1],
            prize=point.score * scale,
            required=False,
            group=groups.get(copy.point),
        )
    same = all(len(copy.tours) == tours for copy in copies)
    for tour in range(1 if same else tours):
        profile = model.add_profile()
        number = tours if same else 1
        model.add_vehicle_type(
            number, start_depot=depot, end_depot=depot, tw_early=base[0], tw_late=base[1], profile=profile
        )
        for a, i, _ in places:
            for b, j, on in places:
                way = travel[i][j] if tour in on else _FORBIDDEN
                model.add_edge(a, b, distance=way, duration=way, profile=profile) if a is not b else None
    return model


def _shared(copies: Sequence[_Copy]) -> set[int]:
    """Points of which there is more than one copy."""
    points = [copy.point for copy in copies]
    return {point for point in points if points.count(point) > 1}


def solve_with_ortools(instance: Instance, tours: int, seconds: float, seed: int) -> Solved:  # noqa: ARG001 - it has none
    """OR-Tools routing: parallel cheapest insertion, then guided local search; it takes no seed."""
    copies = _copies(instance, tours)
    points = [0, *(copy.point for copy in copies)]
    manager = pywrapcp.RoutingIndexManager(len(points), tours, 0)
    model = pywrapcp.RoutingModel(manager)
    _routing_time(instance, model, manager, points, copies)
    _routing_choices(instance, model, manager, copies)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(round(seconds * 1000))
    found = model.SolveWithParameters(parameters)
    return (
        [[] for _ in range(tours)] if found is None else [_tour(model, manager, found, points, t) for t in range(tours)]
    )


def _tour(model: Any, manager: Any, found: Any, points: Sequence[int], tour: int) -> list[int]:
    order, index = [], found.Value(model.NextVar(model.Start(tour)))
    while not model.IsEnd(index):
        order.append(points[manager.IndexToNode(index)])
        index = found.Value(model.NextVar(index))
    return order


def _routing_time(instance: Instance, model: Any, manager: Any, points: Sequence[int], copies: Sequence[_Copy]) -> None:
    """Arc costs, and a time dimension with the openings."""
    travel = instance.travel
    ways = [[travel[a][b] for b in points] for a in points]
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(ways))
    stays = [instance.points[point].service for point in points]
    transit = model.RegisterTransitMatrix([[stay + way for way in row] for stay, row in zip(stays, ways, strict=True)])
    base = instance.points[0].opens[0]
    assert base is not None
    model.AddDimension(transit, base[1], base[1], False, "time")
    time = model.GetDimensionOrDie("time")
    for tour in range(model.vehicles()):
        time.CumulVar(model.Start(tour)).SetRange(*base)
        time.CumulVar(model.End(tour)).SetRange(*base)
    for node, copy in enumerate(copies, start=1):
        # What opens later than the tours end can be in none of them; its opening stays a valid range.
        time.CumulVar(manager.NodeToIndex(node)).SetRange(min(copy.opening[0], base[1]), min(copy.opening[1], base[1]))
        if len(copy.tours) < model.vehicles():
            model.VehicleVar(manager.NodeToIndex(node)).SetValues([-1, *copy.tours])


def _routing_choices(instance: Instance, model: Any, manager: Any, copies: Sequence[_Copy]) -> None:
    """Each point at most once; leaving it out costs its score, which outweighs travel."""
    scale = _prize_scale(instance, instance.travel)
    nodes: dict[int, list[int]] = {}
    for node, copy in enumerate(copies, start=1):
        nodes.setdefault(copy.point, []).append(manager.NodeToIndex(node))
    for point, indices in nodes.items():
        model.AddDisjunction(indices, instance.points[point].score * scale, 1)
