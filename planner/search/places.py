"""Where a task costs least on a day: the innermost loop of the search."""

from __future__ import annotations

import numpy as np
from numba import njit

from planner.arrays import VISIT, Int32, Int64
from planner.kernels.facts import AFTER, AFTER_END, AFTER_MEAL, AHEAD, AHEAD_END, FIRST, KIND, Facts
from planner.search.chance import Chance, draw
from planner.search.tours import NEVER, Tours, ride_between, start_within

NOWHERE, OVERLOOKED = -1, -2


@njit(cache=True, nogil=True)
def plain_place(
    order: Int32,
    start: Int64,
    latest: Int64,
    day: int,
    count: int,
    low: int,
    places: Int32,
    minutes: Int32,
    travel: Int32,
    base: int,
    goal: int,
    day_start: int,
    day_end: int,
    middle: int,
    length: int,
    first: int,
    last: int,
    weight: float,
    push: float,
    off_best: float,
    best_first: int,
    best_end: int,
    blink: float,
    chance: Chance,
) -> tuple[float, int]:
    """The cheapest position where travel does not depend on the hour and the task has one opening."""
    here, now = base, day_start
    if low:
        here, now = int(places[order[day, 0]]), start[day, 0] + minutes[order[day, 0]]
    best, at = np.inf, NOWHERE
    for position in range(low, count + 1):
        arrival = now + travel[here, middle]
        if arrival > last:
            break
        if position < count:
            after = order[day, position]
            there, by, was = int(places[after]), latest[day, position], start[day, position]
            stay = int(minutes[after])
        else:
            there, by, was, stay = goal, day_end, int(now + travel[here, goal]), 0
        begin = max(arrival, first)
        then = begin + length + travel[middle, there]
        if then <= by:
            cost = weight * (travel[here, middle] + travel[middle, there] - travel[here, there])
            if then > was:
                cost += push * (then - was)
            if begin < best_first or begin >= best_end:
                cost += off_best
            if cost < best:
                if draw(chance) < blink:
                    at = OVERLOOKED if at < 0 else at
                else:
                    best, at = cost, position
        here, now = there, was + stay
    return best, at


@njit(cache=True, nogil=True)
def any_place(
    order: Int32,
    start: Int64,
    latest: Int64,
    day: int,
    count: int,
    low: int,
    high: int,
    places: Int32,
    minutes: Int32,
    travel: Int32,
    bands: Int32,
    base: int,
    goal: int,
    day_start: int,
    day_end: int,
    middle: int,
    length: int,
    spans: Int32,
    grid: int,
    weight: float,
    push: float,
    off_best: float,
    best_first: int,
    best_end: int,
    blink: float,
    chance: Chance,
) -> tuple[float, int]:
    """The cheapest position between two, whatever the hours."""
    here, now = base, day_start
    if 0 < low <= count:
        here, now = int(places[order[day, low - 1]]), start[day, low - 1] + minutes[order[day, low - 1]]
    best, at = np.inf, NOWHERE
    usual = travel[0]
    for position in range(low, high + 1):
        if position < count:
            there, by, was = int(places[order[day, position]]), latest[day, position], start[day, position]
        else:
            there, by, was = goal, day_end, now + ride_between(travel, bands, here, goal, now)
        begin = start_within(spans, length, grid, now + ride_between(travel, bands, here, middle, now))
        if begin >= NEVER:
            break
        left = begin + length
        then = left + ride_between(travel, bands, middle, there, left)
        if then <= by:
            cost = weight * (usual[here, middle] + usual[middle, there] - usual[here, there])
            if then > was:
                cost += push * (then - was)
            if begin < best_first or begin >= best_end:
                cost += off_best
            if cost < best:
                if draw(chance) < blink:
                    at = OVERLOOKED if at < 0 else at
                else:
                    best, at = cost, position
        if position < count:
            here, now = there, was + minutes[order[day, position]]
    return best, at


@njit(cache=True, nogil=True)
def between(facts: Facts, tours: Tours, task: int, day: int, low: int, high: int) -> tuple[int, int]:
    """First and last position that the order of things allows; first after last where there is none."""
    rows, row = facts.tasks, facts.tasks[task]
    order, count = tours.order[day], tours.size[day]
    for at in range(row[AFTER], row[AFTER_END]):
        if tours.where[facts.follows[at]] > day:
            return 1, 0
    for at in range(row[AHEAD], row[AHEAD_END]):
        there = tours.where[facts.follows[at]]
        if there >= 0 and there < day:
            return 1, 0
    if row[KIND] == FIRST:
        return (0, 0) if low == 0 else (1, 0)
    for position in range(count):
        other = order[position]
        before = row[AFTER_MEAL] != VISIT and rows[other, KIND] == row[AFTER_MEAL]
        for at in range(row[AFTER], row[AFTER_END]):
            before |= facts.follows[at] == other
        after = rows[other, AFTER_MEAL] != VISIT and rows[other, AFTER_MEAL] == row[KIND]
        for at in range(row[AHEAD], row[AHEAD_END]):
            after |= facts.follows[at] == other
        if before:
            low = max(low, position + 1)
        if after:
            high = min(high, position)
    return low, high
