"""An objective that no plan can exceed: what fits if only the time of all days together and the pace counted.

Lagrangian relaxation of the two: each task costs its shortest length and the shortest way to it; at a
price on a minute, every kind of task fills its places with what then is worth most. Any price gives a
valid bound; the best price is looked for. Windows, order and sameness are left out, so the bound is
tight where nearly everything fits and loose where the hours decide.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.arrays import KINDS, VISIT, Arrays, Int32, to_arrays
from planner.kernels.transport import transport_of
from planner.problem import Problem

Floats = NDArray[np.float64]
_ROUNDS = 60


def upper_bound(problem: Problem) -> int:
    """In hundredths of a point, as `Plan.objective`; never below the value of any feasible plan."""
    arrays = to_arrays(problem)
    if not len(arrays.location) or not len(arrays.day_start):
        return 0
    quick = transport_of(problem).quick  # no bands where there is one means only
    effort, gain = _effort(arrays, quick[0]), _gain(problem, arrays, quick[1])
    room = _room(arrays, quick[0])
    places = _places(problem, arrays)
    low, high = 0.0, float(np.max(gain / np.maximum(effort, 1.0), initial=0.0)) + 1.0
    for _ in range(_ROUNDS):  # the bound is convex in the price
        one, two = low + (high - low) / 3, high - (high - low) / 3
        if _at_price(one, room, effort, gain, arrays, places) <= _at_price(two, room, effort, gain, arrays, places):
            high = two
        else:
            low = one
    found = min(_at_price(price, room, effort, gain, arrays, places) for price in (0.0, low, high))
    return int(np.floor(found + 1e-6)) + _voices(problem)


def _at_price(price: float, room: float, effort: Floats, gain: Floats, arrays: Arrays, places: list[int]) -> float:
    left = np.maximum(gain - price * effort, 0.0)
    keyed = np.zeros(int(arrays.key.max()) + 1)
    total = price * room
    for kind in range(KINDS):
        chosen = arrays.kind == kind
        keyed[:] = 0.0
        np.maximum.at(keyed, arrays.key[chosen], left[chosen])
        total += float(np.sort(keyed)[::-1][: places[kind]].sum())
    return total


def _effort(arrays: Arrays, quick: Int32) -> Floats:
    """Shortest length and shortest way in, minutes."""
    return np.asarray(
        np.minimum(arrays.least, arrays.minutes) + _way_in(arrays, np.concatenate([arrays.travel, quick]))
    )


def _gain(problem: Problem, arrays: Arrays, quick: Int32) -> Floats:
    """Most that a task can add: its worth on its best open day less the shortest way to it."""
    shape = arrays.prize.shape
    is_open = (np.diff(arrays.opening_at) > 0).reshape(shape)
    best = np.where(is_open, arrays.prize, 0).max(axis=1)
    way = problem.weights.travel_min * _way_in(arrays, np.concatenate([arrays.ride, quick]))
    return np.asarray(np.maximum(0.0, best - way))


def _way_in(arrays: Arrays, table: Int32) -> Floats:
    """The shortest way to each task from another task's location or a base."""
    ways = table.min(axis=0).astype(np.float64)
    tasks = len(arrays.location)
    from_tasks = ways[np.ix_(arrays.location, arrays.location)]
    np.fill_diagonal(from_tasks, np.inf)
    from_bases = ways[np.ix_(arrays.day_from, arrays.location)]
    return np.asarray(np.minimum(from_tasks.min(axis=0, initial=np.inf), from_bases.min(axis=0)).reshape(tasks))


def _room(arrays: Arrays, quick: Int32) -> float:
    """Minutes of all days together, less the shortest way back of each."""
    ways = np.concatenate([arrays.travel, quick]).min(axis=0)
    back = ways[np.ix_(arrays.location, arrays.day_to)].min(axis=0)
    return float(np.maximum(0, arrays.day_end.astype(np.int64) - arrays.day_start - back).sum())


def _places(problem: Problem, arrays: Arrays) -> list[int]:
    """How many tasks of each kind the days take; a task that opens its day is no visit to the pace."""
    days = len(arrays.day_start)
    free = sum(task.first for task in problem.tasks)
    visits = min(int(arrays.day_visits.astype(np.int64).sum()) + free, len(arrays.location))
    return [visits if kind == VISIT else days for kind in range(KINDS)]


def _voices(problem: Problem) -> int:
    """What the least satisfied traveller can add at most."""
    most = max((len(task.voices) for task in problem.tasks), default=0)
    heard = [sum(max(0, task.voices[v]) for task in problem.tasks if v < len(task.voices)) for v in range(most)]
    return problem.weights.least_voice * max(0, min(heard, default=0)) // 100 + 1 if heard else 0
