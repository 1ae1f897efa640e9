"""Local search on the exact measure, compiled: every move until none of them gains.

What comes in is the best of all that could; every other move is made as soon as it gains. Moves are
tried in a fixed order and days worked out are counted, so the same plan always becomes the same one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from planner.arrays import VISIT
from planner.kernels.change import (
    BRING,
    DAY,
    FLOOR,
    FORM,
    INTO,
    LEFT,
    NEVER,
    NONE,
    ONTO,
    PARTS,
    ROTATE,
    TURN,
    A,
    B,
    C,
    D,
    E,
    Trip,
    is_free,
    is_usual,
    opened,
    settle,
    traded,
    weigh,
)
from planner.kernels.day import kernel
from planner.kernels.facts import (
    FROM,
    HURRIES,
    KIND,
    LOCATION,
    MINUTES,
    MOST_MINUTES,
    TO,
    TRAVEL_MIN,
    VISITS,
    Facts,
    Int64,
)

CLUSTER = 4  # as many stops as go to another day together, or change places with such
IN, WITHIN, BETWEEN, OUT = range(4)


@kernel
def detour(facts: Facts, trip: Trip, day: int, out: int, into: int, slot: int) -> int:
    """No less than a day gains by a task at `slot` of what it is without the stop at `out` (none: -1)."""
    order, size, ride = trip.orders[day], trip.sizes[day], facts.ride[0]
    there, start, end = facts.tasks[into, LOCATION], facts.days[day, FROM], facts.days[day, TO]
    first = slot if out == NONE else min(slot, out)
    gain, saved, rest = facts.worth[into, day] + trip.tails[day, first], 0, size
    if out != NONE:
        rest -= 1
        gain -= facts.worth[order[out], day]
        before = start if out == 0 else facts.tasks[order[out - 1], LOCATION]
        after = end if out == size - 1 else facts.tasks[order[out + 1], LOCATION]
        old = facts.tasks[order[out], LOCATION]
        saved = ride[before, old] + ride[old, after] - (ride[before, after] if rest else 0)
    left = slot - 1 if out == NONE or slot <= out else slot
    right = slot if out == NONE or slot < out else slot + 1
    before = start if left < 0 else facts.tasks[order[left], LOCATION]
    after = end if right >= size else facts.tasks[order[right], LOCATION]
    added = ride[before, there] + ride[there, after] - (ride[before, after] if rest else 0)
    return int(gain + facts.scale[TRAVEL_MIN] * (saved - added))


@kernel
def open_on(facts: Facts, trip: Trip, day: int, first: int, last: int, to: int) -> bool:
    """Whether all that a day holds from `first` to before `last` is possible on another."""
    days = facts.days.shape[0]
    for position in range(first, last):
        row = trip.orders[day, position] * days + to
        if facts.opening_at[row] == facts.opening_at[row + 1]:
            return False
    return True


@njit(cache=True, nogil=True)
def polished(facts: Facts, orders: Int64, sizes: Int64, evaluations: int) -> Trip:
    """The plan taken to a local optimum, or as far towards it as working out so many days brings it."""
    trip = opened(facts, orders, sizes, evaluations)
    improve(facts, trip)
    return trip


@kernel
def improve(facts: Facts, trip: Trip) -> None:  # noqa: PLR0915 -- one compiled function for all moves, see change.py
    """Every kind of move until none gains, or until no more days may be worked out."""
    days, count, longest = facts.days.shape[0], facts.tasks.shape[0], trip.orders.shape[1]
    exact = is_usual(facts)
    priced = facts.bands.shape[0] == 1 and not facts.scale[HURRIES]  # each way takes the same time at any hour
    nothing: Any = np.int64(NONE)  # a variable, see change.weigh
    quiet, family, change = 0, IN, trip.change
    while quiet < 4 and trip.account[LEFT] > 0:
        changed = False
        # The best task that may come in, alone or instead of another, or leave: form BRING.
        best, best_day, best_out, best_into, best_slot = 0, NONE, NONE, NONE, NONE
        for day in range(days if family == IN else 0):
            size, visits, spent, meals = trip.sizes[day], 0, 0, 0
            for position in range(size):
                row = facts.tasks[trip.orders[day, position]]
                visits += row[KIND] == VISIT
                spent += row[MINUTES] if row[KIND] == VISIT else 0
                meals |= 1 << row[KIND]
            for into in range(count):
                at = into * days + day
                if facts.opening_at[at] == facts.opening_at[at + 1] or trip.where[into] != NONE:
                    continue
                for out in range(-1, size):
                    old = trip.orders[day, out] if out != NONE else nothing
                    if (out == NONE and size >= longest) or not is_free(facts, trip, into, old):
                        continue
                    # A first look at the pace before anything is worked out.
                    kind, gone = facts.tasks[into, KIND], facts.tasks[old, KIND] if out != NONE else NONE
                    if kind == VISIT:
                        if visits + (gone != VISIT) > facts.days[day, VISITS]:
                            continue
                        less = facts.tasks[old, MINUTES] if gone == VISIT else 0
                        if exact and spent + facts.tasks[into, MINUTES] - less > facts.days[day, MOST_MINUTES]:
                            continue
                    elif kind != gone and meals >> kind & 1:
                        continue
                    whole = traded(facts, trip, old, into)
                    for slot in range(size + (out == NONE)):
                        if priced and detour(facts, trip, day, out, into, slot) + whole <= best:
                            continue
                        if trip.account[LEFT] <= 0:
                            break
                        change[FORM], change[DAY], change[A], change[C], change[ONTO] = BRING, day, out, slot, NONE
                        change[INTO], change[FLOOR] = into, best
                        gain = weigh(facts, trip)
                        if gain > best:
                            best, best_day, best_out, best_into, best_slot = gain, day, out, into, slot
        if best_day != NONE:
            change[FORM], change[DAY], change[A], change[C], change[ONTO] = BRING, best_day, best_out, best_slot, NONE
            change[INTO], change[FLOOR] = best_into, NEVER
            weigh(facts, trip)
            settle(facts, trip)
            changed = True
        # Within a day: a part turned round, or two neighbouring parts changing places.
        for day in range(days if family == WITHIN else 0):
            improved = True
            while improved and trip.account[LEFT] > 0:
                improved, size = False, trip.sizes[day]
                for first in range(size - 1):
                    for last in range(first + 2, size + 1):
                        for middle in range(first, last):
                            change[FORM], change[B] = (TURN, last) if middle == first else (ROTATE, middle)
                            change[DAY], change[A], change[C], change[ONTO] = day, first, last, NONE
                            change[INTO], change[FLOOR] = NONE, 0
                            if weigh(facts, trip) > 0:
                                settle(facts, trip)
                                improved = changed = True
        # Between days: clusters of neighbours, or all from some stop on, change places with such or with nothing.
        for day in range(days if family == BETWEEN else 0):
            for to in range(days):
                first = 0
                while to != day and first < trip.sizes[day] and trip.account[LEFT] > 0:
                    improved = False
                    for long in range(1, trip.sizes[day] - first + 1):
                        last = first + long
                        tail = last == trip.sizes[day]
                        if (long > CLUSTER and not tail) or not open_on(facts, trip, day, first, last, to):
                            continue
                        for start in range(trip.sizes[to] + 1):
                            for end in range(start, trip.sizes[to] + 1):
                                # Two parts are met from both days: once is enough.
                                if end > start and to < day:
                                    break
                                if end - start > CLUSTER and not (tail and end == trip.sizes[to]):
                                    continue
                                by = end - start - long
                                if trip.sizes[day] + by > longest or trip.sizes[to] - by > longest:
                                    continue
                                if not open_on(facts, trip, to, start, end, day):
                                    break
                                change[FORM], change[DAY], change[A], change[B] = PARTS, day, first, last
                                change[ONTO], change[D], change[E], change[INTO], change[FLOOR] = (
                                    to,
                                    start,
                                    end,
                                    NONE,
                                    0,
                                )
                                if weigh(facts, trip) > 0:
                                    settle(facts, trip)
                                    improved = changed = True
                                    break
                            if improved:
                                break
                        if improved:
                            break
                    first = 0 if improved else first + 1
        # Out of the plan.
        for day in range(days if family == OUT else 0):
            position = 0
            while position < trip.sizes[day] and trip.account[LEFT] > 0:
                change[FORM], change[DAY], change[A], change[B], change[ONTO] = PARTS, day, position, position + 1, NONE
                change[INTO], change[FLOOR] = NONE, 0
                if weigh(facts, trip) > 0:
                    settle(facts, trip)
                    changed = True
                else:
                    position += 1
        quiet = 0 if changed else quiet + 1
        if not (changed and family == IN):
            family = (family + 1) % 4
