"""Recreate: what is not in the plan is put in again, one after the other or the best first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.arrays import VISIT, Int64
from planner.kernels.facts import AFTER, AFTER_END, AHEAD, AHEAD_END, FIRST, Facts
from planner.search.chance import Chance, below, draw
from planner.search.places import NOWHERE, any_place, between, plain_place
from planner.search.tours import Model, Tours, put_in
from planner.search.way import Way

GONE = -1e300
_DARING = 0.3  # share of recreations in which one task may come in at a loss, for the sake of those near it


class Desk(NamedTuple):
    """Where a recreation is worked out; overwritten by the next."""

    marks: NDArray[np.float64]  # [n]
    waiting: Int64  # [n]
    gains: NDArray[np.float64]  # [n, D]
    at: Int64  # [n, D]


@njit(cache=True, nogil=True)
def desk_for(tasks: int, days: int) -> Desk:
    shape = (tasks, days)
    return Desk(np.empty(tasks), np.empty(tasks, np.int64), np.empty(shape), np.empty(shape, np.int64))


@njit(cache=True, nogil=True)
def is_out(used: int, group: int, groups: Int64) -> bool:
    """Whether a task cannot come in because its place's only use, or one of its group, is in the plan."""
    return used > 0 or (group >= 0 and groups[group] > 0)


@njit(cache=True, nogil=True)
def _line_up(model: Model, tours: Tours, desk: Desk, chance: Chance) -> int:
    """The tasks outside in `waiting`, in the order to try them: by chance, worth, worth a minute, hours."""
    tasks, days = model.prize.shape
    prize, minutes, first, last = model.prize, model.minutes, model.first, model.last
    used, key, group, groups = tours.keys, model.key, model.group, tours.groups
    waiting, marks = desk.waiting, desk.marks
    mode, count = below(chance, 6), 0
    for task in range(tasks):
        if is_out(used[key[task]], group[task], groups):
            continue
        waiting[count] = task
        noise, best = draw(chance), 0.0
        for day in range(days):
            best = max(best, float(prize[task, day]))
        if mode <= 1:
            mark = noise
        elif mode <= 2:
            mark = -best * (0.7 + 0.6 * noise)
        elif mode <= 4:
            mark = -best / (1.0 + minutes[task]) * (0.5 + noise)
        else:
            mark = 0.0
            for day in range(days):
                mark += max(0, last[task, day] - first[task, day])
            mark *= 0.7 + 0.6 * noise
        marks[count] = mark
        count += 1
    ranks = np.argsort(desk.marks[:count])
    desk.waiting[:count] = desk.waiting[:count][ranks]
    return count


@njit(cache=True, nogil=True)
def recreate(facts: Facts, model: Model, tours: Tours, way: Way, desk: Desk, chance: Chance) -> None:  # noqa: PLR0915
    """One after the other where each gains most, or always the one that gains most of all, give or take some noise.

    A gain is by the day's own sums: the prize, less the detour, less `push` for each minute by which
    the next start is put off, less what sameness and the hour take. Both ways are one loop, which asks
    for some tasks and days, then puts one task in: the arrays are unpacked once, since a call with
    them, or taking them out of their tuple in the loop, would cost more than the work itself.
    """
    days = model.prize.shape[1]
    push = draw(chance)
    push = 0.0 if push < 0.4 else push * way.late
    greedy = way.greedy > 0.0 and draw(chance) < way.greedy
    by_minute = draw(chance) < 0.5
    floor = 0.0 if way.exact or greedy else GONE
    if way.exact and not greedy and draw(chance) < _DARING:
        floor = -way.dare * draw(chance)
    count = _line_up(model, tours, desk, chance)
    waiting, gains, found, noise = desk.waiting, desk.gains, desk.at, desk.marks
    if greedy:
        for rank in range(count):
            task = waiting[rank]
            noise[task] = 0.75 + 0.5 * draw(chance)
            if by_minute:
                noise[task] /= 10.0 * model.grid + model.minutes[task]
    travel, bands, grid, openings, opening_at = (
        model.travel,
        model.band_starts,
        model.grid,
        model.openings,
        model.opening_at,
    )
    usual, steady = model.travel[0], model.band_starts.shape[0] == 1
    first, last, plain, prize = model.first, model.last, model.plain, model.prize
    location, minutes, kinds, places, categories = (
        model.location,
        model.minutes,
        model.kind,
        model.place,
        model.category,
    )
    best_first, best_end = model.best_first, model.best_end
    day_from, day_to, day_start, day_end = model.day_from, model.day_to, model.day_start, model.day_end
    day_visits, day_minutes = model.day_visits, model.day_minutes
    order, start, latest, size = tours.order, tours.start, tours.latest, tours.size
    shut, there, meals, visits, spent, alike = (
        tours.shut,
        tours.there,
        tours.meals,
        tours.visits,
        tours.spent,
        tours.alike,
    )
    used, key, group, groups = tours.keys, model.key, model.group, tours.groups
    low_rank, high_rank, low_day, high_day = 0, count if greedy else min(1, count), 0, days
    while low_rank < high_rank:
        for rank in range(low_rank, high_rank):
            task = waiting[rank]
            kind, category = kinds[task], categories[task]
            middle, length = int(location[task]), int(minutes[task])
            for day in range(low_day, high_day):
                gains[task, day] = GONE
                if shut[task, day] or last[task, day] < 0 or there[day, places[task]] > 0:
                    continue
                if kind != VISIT:
                    if meals[day, kind] > 0:
                        continue
                elif visits[day] >= day_visits[day] or spent[day] + length > day_minutes[day]:
                    continue
                stops = size[day]
                low = 1 if stops > 0 and kinds[order[day, 0]] == FIRST else 0
                if steady and plain[task, day]:
                    cost, at = plain_place(
                        order, start, latest, day, stops, low, location, minutes, usual,
                        int(day_from[day]), int(day_to[day]),
                        int(day_start[day]), int(day_end[day]),
                        middle, length, first[task, day], last[task, day],
                        way.travel, push, way.not_at_best, best_first[task], best_end[task], way.blink, chance,
                    )  # fmt: skip
                else:
                    low, high = between(facts, tours, task, day, low, stops) if way.exact else (low, stops)
                    row = task * days + day
                    cost, at = any_place(
                        order, start, latest, day, stops, low, high, location, minutes, travel, bands,
                        int(day_from[day]), int(day_to[day]),
                        int(day_start[day]), int(day_end[day]),
                        middle, length, openings[opening_at[row] : opening_at[row + 1]], grid,
                        way.travel, push, way.not_at_best, best_first[task], best_end[task], way.blink, chance,
                    )  # fmt: skip
                if at < 0:
                    shut[task, day] |= at == NOWHERE
                    continue
                gain = prize[task, day] - cost
                if way.exact and category >= 0:
                    gain -= way.same_day * max(0, alike[day, category] - (kind == VISIT))
                    if kind == VISIT and alike[days, category] >= 2 + days:
                        gain -= way.same_trip
                gains[task, day], found[task, day] = gain, at
        which, to = _choose(waiting, gains, noise, low_rank if not greedy else 0, high_rank, greedy, floor)
        dared = which >= 0 and floor < 0.0 and way.exact and gains[which, to] <= 0.0
        if which >= 0:
            if _is_affordable(model, tours, way, which, to, found[which, to]):
                put_in(model, tours, which, to, found[which, to])
            elif greedy:
                gains[which, to] = GONE
                low_day, high_day = 0, 0  # nothing changed, so nothing is to be asked again
                continue
        if not greedy:
            low_rank += 1
            if dared:  # once; what has been passed over may now be on the way
                floor, low_rank = 0.0, 0
            while low_rank < count and is_out(used[key[waiting[low_rank]]], group[waiting[low_rank]], groups):
                low_rank += 1
            high_rank = min(low_rank + 1, count)
        elif which < 0:
            break
        else:
            left = 0
            for rank in range(count):
                if not is_out(used[key[waiting[rank]]], group[waiting[rank]], groups):
                    waiting[left] = waiting[rank]
                    left += 1
            count = high_rank = left
            low_day, high_day = (0, days) if _has_order(facts, which) else (to, to + 1)


@njit(cache=True, nogil=True)
def _choose(waiting, gains, noise, low_rank, high_rank, greedy, floor):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Which task on which day is put in next; -1 when none is worth it."""
    best, which, to = floor, -1, -1
    for rank in range(low_rank, high_rank):
        task = waiting[rank]
        weight = noise[task] if greedy else 1.0
        for day in range(gains.shape[1]):
            if gains[task, day] > GONE and gains[task, day] * weight > best:
                best, which, to = gains[task, day] * weight, task, day
    return which, to


@njit(cache=True, nogil=True)
def _has_order(facts: Facts, task: int) -> bool:
    """Whether others come before or after it: where it is then bounds them on every day."""
    row = facts.tasks[task]
    return bool(row[AFTER_END] > row[AFTER] or row[AHEAD_END] > row[AHEAD])


@njit(cache=True, nogil=True)
def _is_affordable(model: Model, tours: Tours, way: Way, task: int, day: int, position: int) -> bool:
    """Whether the money is there for a task and the detour to it."""
    order, count = tours.order[day], tours.size[day]
    here = model.day_from[day] if position == 0 else model.location[order[position - 1]]
    there = model.day_to[day] if position == count else model.location[order[position]]
    middle = model.location[task]
    more = model.fares[here, middle] + model.fares[middle, there] - (model.fares[here, there] if count else 0)
    return bool(tours.sums[2] + model.cost[task] + more <= way.budget)
