"""Ruin: strings of neighbouring visits are taken out of the days, near one place.

Christiaens and Vanden Berghe (2020), Slack induction by string removals for vehicle routing problems.
"""

from __future__ import annotations

from numba import njit

from planner.search.chance import Chance, below, draw
from planner.search.tours import Model, Tours, cut, retime
from planner.search.way import Way

_MIDDLE = 0.5  # chance that the part which stays in the middle of a string is not yet long enough


@njit(cache=True, nogil=True)
def ruin(model: Model, tours: Tours, way: Way, chance: Chance) -> bool:
    """Takes strings of visits near a random task out of the days; False when what is left does not fit."""
    tasks, days = model.prize.shape
    mean = 0.0
    for day in range(days):
        mean += tours.size[day]
    mean /= days
    longest = min(float(way.longest), mean)
    strings = int(draw(chance) * (4.0 * way.ruined / (1.0 + longest) - 1.0) + 1.0)
    centre = below(chance, tasks)
    done = 0
    marked = 0  # a bit a day
    for step in range(-1, model.near.shape[1]):
        if done >= strings or done >= days:
            break
        task = centre if step < 0 else model.near[centre, step]
        day = tours.where[task]
        if day < 0 or (marked >> (day & 63)) & 1:
            continue
        marked |= 1 << (day & 63)
        done += 1
        _ruin_string(tours, model, day, task, longest, chance)
        if not retime(model, tours, day):
            return False
    return True


@njit(cache=True, nogil=True)
def _ruin_string(tours: Tours, model: Model, day: int, task: int, longest: float, chance: Chance) -> None:
    """A string that holds the task, sometimes with a middle that stays."""
    size = tours.size[day]
    at = 0
    while tours.order[day, at] != task:
        at += 1
    count = int(draw(chance) * min(float(size), longest) + 1.0)
    count = min(count, size)
    kept = 0
    if count > 1 and draw(chance) < 0.5:
        while count + kept < size and draw(chance) > _MIDDLE:
            kept += 1
    span = count + kept
    low, high = max(0, at - span + 1), min(at, size - span)
    first = low + below(chance, high - low + 1)
    if kept == 0:
        cut(model, tours, day, first, count)
        return
    before = 1 + below(chance, count - 1)
    cut(model, tours, day, first + before + kept, count - before)
    cut(model, tours, day, first, before)
