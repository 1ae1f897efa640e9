"""A route filled: which stay in each town and where to eat, exactly, within the budget and the tastes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from planner.journey.frame import Frame
from planner.journey.problem import Eatery, Stay
from planner.journey.routes import Halt, Route

_EFFORT = 0.5  # deterministic seconds of CP-SAT for one route


class Filling(NamedTuple):
    """By halt: the stay and the places to eat; `worth` in hundredths of a point, `cost` of everything."""

    stays: tuple[Stay | None, ...]
    eateries: tuple[tuple[Eatery, ...], ...]
    worth: int
    cost: int


def fill(frame: Frame, route: Route, seed: int) -> Filling | None:
    """The best filling of a route; None where there is none."""
    if not _tasty(frame, route):
        return None
    greedy = _greedy(frame, route)
    if greedy is not None and _keeps(frame, greedy):
        return greedy
    return _solved(frame, route, seed)


def _stays_of(frame: Frame, halt: Halt) -> list[Stay]:
    nights = halt.last_day - halt.first_day
    if not frame.problem.lodging or nights == 0:
        return []
    return [stay for stay in frame.stays[halt.town] if stay.least_nights <= nights]


def _stay_value(frame: Frame, halt: Halt, stay: Stay) -> tuple[int, int]:
    nights = halt.last_day - halt.first_day
    cost = stay.cost(frame.problem.people, nights)
    return 100 * stay.points * nights - frame.problem.money_cents * cost, cost


def _meal_value(frame: Frame, place: Eatery) -> tuple[int, int]:
    cost = place.price * frame.problem.people
    return 100 * (place.points + frame.meal_points) - frame.problem.money_cents * cost, cost


def _tasty(frame: Frame, route: Route) -> bool:
    """Whether the towns of the route have every cuisine that is wished."""
    served = {c for halt in route.halts if halt.meals.most for e in frame.towns[halt.town].eateries for c in e.cuisines}
    return served.issuperset(frame.tastes)


def _fixed(frame: Frame, route: Route) -> tuple[int, int]:
    """Worth and cost of what the route alone decides: legs, towns, nights, and the sights it must have."""
    problem = frame.problem
    share = frame.nights / max(1, problem.visit_count)
    worth = sum(way.worth for _, way in route.ways)
    cost = sum(way.cost for _, way in route.ways)
    for halt in route.halts:
        nights = halt.last_day - halt.first_day
        worth += 100 * frame.towns[halt.town].points - round(problem.uneven * 100 * (nights - share) ** 2)
        cost += fees(frame, halt)
        worth -= problem.money_cents * fees(frame, halt)
    return worth, cost


def fees(frame: Frame, halt: Halt) -> int:
    table = frame.problem.table
    if table is None:
        return 0
    needed = max(0, halt.last_day - halt.first_day - 1) * table.sights_a_day[0]
    return frame.problem.people * sum(sorted(s.price for s in frame.towns[halt.town].sights)[:needed])


def _greedy(frame: Frame, route: Route) -> Filling | None:
    """Each part the best by itself: nothing is better where it keeps the budget and the tastes."""
    stays: list[Stay | None] = []
    eateries: list[tuple[Eatery, ...]] = []
    for halt in route.halts:
        options = _stays_of(frame, halt)
        stays.append(max(options, key=lambda s, h=halt: _stay_value(frame, h, s)[0], default=None))  # type: ignore[misc]
        best = sorted(frame.towns[halt.town].eateries, key=lambda e: -_meal_value(frame, e)[0])
        worth_it = sum(_meal_value(frame, place)[0] > 0 for place in best)
        eateries.append(tuple(best[: min(max(worth_it, halt.meals.least), halt.meals.most)]))
    return _filling(frame, route, stays, eateries)


def _keeps(frame: Frame, filling: Filling) -> bool:
    served = {cuisine for places in filling.eateries for place in places for cuisine in place.cuisines}
    return (frame.budget is None or filling.cost <= frame.budget) and served.issuperset(frame.tastes)


def _filling(
    frame: Frame, route: Route, stays: Sequence[Stay | None], eateries: Sequence[tuple[Eatery, ...]]
) -> Filling:
    worth, cost = _fixed(frame, route)
    values = [_stay_value(frame, halt, stay) for halt, stay in zip(route.halts, stays, strict=True) if stay is not None]
    values += [_meal_value(frame, place) for places in eateries for place in places]
    return Filling(tuple(stays), tuple(eateries), worth + sum(v for v, _ in values), cost + sum(c for _, c in values))


def _solved(frame: Frame, route: Route, seed: int) -> Filling | None:
    """CP-SAT: one stay a halt, as many places as meals, every taste, within the budget."""
    model = cp_model.CpModel()
    terms: list[tuple[cp_model.IntVar, int, int]] = []
    tastes: dict[str, list[cp_model.IntVar]] = {taste: [] for taste in frame.tastes}
    stay_vars: list[list[tuple[Stay, cp_model.IntVar]]] = []
    meal_vars: list[list[tuple[Eatery, cp_model.IntVar]]] = []
    for halt in route.halts:
        stay_vars.append([(stay, model.new_bool_var("")) for stay in _stays_of(frame, halt)])
        terms.extend((var, *_stay_value(frame, halt, stay)) for stay, var in stay_vars[-1])
        if stay_vars[-1]:
            model.add_exactly_one(var for _, var in stay_vars[-1])
        places = frame.towns[halt.town].eateries if halt.meals.most else ()
        meal_vars.append([(place, model.new_bool_var("")) for place in places])
        terms.extend((var, *_meal_value(frame, place)) for place, var in meal_vars[-1])
        model.add_linear_constraint(sum(var for _, var in meal_vars[-1]), *halt.meals)
        for place, var in meal_vars[-1]:
            for cuisine in place.cuisines & tastes.keys():
                tastes[cuisine].append(var)
    for bearers in tastes.values():
        model.add_bool_or(bearers)
    if frame.budget is not None:
        model.add(sum(cost * var for var, _, cost in terms) <= frame.budget - _fixed(frame, route)[1])
    model.maximize(sum(value * var for var, value, _ in terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = _EFFORT
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    stays = [next((stay for stay, var in found if solver.boolean_value(var)), None) for found in stay_vars]
    eateries = [tuple(place for place, var in found if solver.boolean_value(var)) for found in meal_vars]
    return _filling(frame, route, stays, eateries)
