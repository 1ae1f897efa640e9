"""Simulated annealing by ruin and recreate on the exact measure of a plan.

Schrimpf et al. (2000), Record breaking optimization results using the ruin and recreate principle.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from planner.kernels.day import MONEY, VALUE, Sheet, assess, sheet_for
from planner.kernels.facts import LEAST_VOICE, QUOTED, SAME_TRIP, SHORT_OF, TRIP_LEAST, TRIP_MOST, Facts
from planner.search.chance import Chance, draw
from planner.search.recreate import Desk, desk_for, recreate
from planner.search.ruin import ruin
from planner.search.tours import Model, Tours, copy_tours
from planner.search.way import Way

NO_PLAN = -1e300
_SOON = 1e-300


@njit(cache=True, nogil=True)
def walk(
    facts: Facts, model: Model, now: Tours, tried: Tours, best: Tours, way: Way, chance: Chance, steps: int, heat: float
) -> float:
    """So many steps at a temperature from `now`, which moves, as `best` does when it is beaten; the best's worth."""
    tasks, days = model.prize.shape
    desk = desk_for(tasks, days)
    sheet = sheet_for(facts, tasks + 1)
    here, top = worth(facts, now, way, sheet), worth(facts, best, way, sheet)
    turned = False  # whether `tried` is where we are: to swap the two tuples would cost more than a step
    for _ in range(steps):
        if turned:
            value = step(facts, model, tried, now, way, desk, sheet, chance)
        else:
            value = step(facts, model, now, tried, way, desk, sheet, chance)
        if value > here + heat * np.log(draw(chance) + _SOON):
            turned = not turned
            here = value
            if value > top:
                if turned:
                    copy_tours(tried, best)
                else:
                    copy_tours(now, best)
                top = value
    if turned:
        copy_tours(tried, now)
    return top


@njit(cache=True, nogil=True)
def step(
    facts: Facts, model: Model, here: Tours, there: Tours, way: Way, desk: Desk, sheet: Sheet, chance: Chance
) -> float:
    """Makes `there` a neighbour of `here`; what it is worth."""
    copy_tours(here, there)
    if not ruin(model, there, way, chance):
        return NO_PLAN
    recreate(facts, model, there, way, desk, chance)
    return worth(facts, there, way, sheet)


@njit(cache=True, nogil=True)
def worth(facts: Facts, tours: Tours, way: Way, sheet: Sheet) -> float:
    """The exact measure of a plan, or NO_PLAN; days that did not change are not worked out again."""
    if not way.exact:
        return float(tours.sums[0] - way.travel * tours.sums[1])
    total, money = 0, 0
    for day in range(tours.size.shape[0]):
        if tours.changed[day]:
            if not assess(facts, day, tours.order[day], tours.size[day], sheet):
                return NO_PLAN
            tours.values[day], tours.money[day] = sheet.sums[VALUE], sheet.sums[MONEY]
            tours.changed[day] = False
        total += tours.values[day]
        money += tours.money[day]
    if money > way.budget:
        return NO_PLAN
    return float(total + _beyond(facts, tours))


@njit(cache=True, nogil=True)
def _beyond(facts: Facts, tours: Tours) -> float:
    """What the plan is worth beyond its days, as `kernels.trip.whole_value` has it; NO_PLAN past a quota."""
    scale, value, days = facts.scale, 0, tours.size.shape[0]
    for category in range(tours.alike.shape[1]):
        value -= scale[SAME_TRIP] * max(0, tours.alike[days, category] - 2 - days)
    if scale[QUOTED]:
        for category in range(facts.quotas.shape[0]):
            count = 0
            if category < tours.alike.shape[1]:
                for day in range(days):
                    count += tours.alike[day, category]
            if count > facts.quotas[category, TRIP_MOST]:
                return NO_PLAN
            value -= scale[SHORT_OF] * max(0, facts.quotas[category, TRIP_LEAST] - count)
    least = 1 << 60
    for voice in range(facts.voices.shape[1]):
        has = 0
        for day in range(days):
            for position in range(tours.size[day]):
                has += facts.voices[tours.order[day, position], voice]
        least = min(least, has)
    if facts.voices.shape[1]:
        value += scale[LEAST_VOICE] * least // 100
    return float(value)
