"""A whole plan under change, compiled: its days, what they hold together, and one change weighed.

Few and long functions: each compiled function compiles all that it calls once more, so a function
for every move would take minutes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from planner.arrays import VISIT
from planner.kernels.day import MONEY, VALUE, Sheet, assess, sheet_for
from planner.kernels.facts import (
    AFTER,
    AFTER_END,
    AHEAD,
    AHEAD_END,
    BUDGET,
    CATEGORY,
    FROM,
    GROUP,
    GROUPS,
    HURRIES,
    KEY,
    KEYS,
    KIND,
    LEAST_VOICE,
    LOCATION,
    ORDERED,
    QUOTED,
    SAME_TRIP,
    SHORT_OF,
    TO,
    TRAVEL_MIN,
    TRIP_LEAST,
    TRIP_MOST,
    Facts,
    Int64,
)

NEVER = -(1 << 60)  # the gain of what may not be
NONE = -1
SPENT, LEFT, COUNT, SIZE = range(4)  # entries of `account`

# Entries of `change`, which holds a change's numbers: numba compiles a function again for every constant argument.
FORM, DAY, A, B, C, ONTO, D, E, INTO, FLOOR = range(10)

# The forms of a change. BRING: a task `into` comes before what is then at slot c, instead of the one at a (none: -1).
# PARTS: day[a:b] and to[d:e] change places; without a day to go to day[a:b] leaves the plan.
# TURN: day[a:b] is turned round. ROTATE: day[a:b] and day[b:c] change places.
BRING, PARTS, TURN, ROTATE = range(4)


class Trip(NamedTuple):
    """A feasible plan, the sums over it, and paper on which changed days are worked out."""

    orders: Int64  # [D, longest]
    sizes: Int64  # [D]
    sums: Int64  # [D, 8] as in a sheet
    where: Int64  # [n] the day a task is on, or -1
    keys: Int64  # [keys] how many of one key there are
    groups: Int64  # [groups]
    visits: Int64  # [categories] visits, which are too much of the same at some point
    tasks: Int64  # [categories] all tasks, which quotas count
    voices: Int64  # [V] what each traveller has
    account: Int64  # [4]: money spent, days that may still be worked out, lengths of `one` and `two`
    change: Int64  # [10] the change that is looked at
    one: Int64  # [longest + 2] the changed day
    two: Int64  # [longest + 2] the other day of a change of two
    sheet: Sheet
    also: Sheet


@njit(cache=True, nogil=True)
def opened(facts: Facts, orders: Int64, sizes: Int64, evaluations: int) -> Trip:
    """A plan whose every day is feasible, with its sums."""
    days, longest, categories = facts.days.shape[0], orders.shape[1], facts.quotas.shape[0]
    trip = Trip(
        orders.copy(),
        sizes.copy(),
        np.zeros((days, 8), np.int64),
        np.full(facts.tasks.shape[0], NONE, np.int64),
        np.zeros(facts.scale[KEYS], np.int64),
        np.zeros(facts.scale[GROUPS], np.int64),
        np.zeros(categories, np.int64),
        np.zeros(categories, np.int64),
        np.zeros(facts.voices.shape[1], np.int64),
        np.zeros(4, np.int64),
        np.zeros(10, np.int64),
        np.zeros(longest + 2, np.int64),
        np.zeros(longest + 2, np.int64),
        sheet_for(facts, longest + 2),
        sheet_for(facts, longest + 2),
    )
    trip.account[LEFT] = evaluations
    for day in range(days):
        assess(facts, day, trip.orders[day], sizes[day], trip.sheet)
        trip.sums[day, :] = trip.sheet.sums
    recount(facts, trip)
    return trip


@njit(cache=True, nogil=True)
def recount(facts: Facts, trip: Trip) -> None:
    """What the days hold together, from scratch: a plan changes seldom, and is looked at often."""
    trip.where[:] = NONE
    trip.keys[:] = 0
    trip.groups[:] = 0
    trip.visits[:] = 0
    trip.tasks[:] = 0
    trip.voices[:] = 0
    trip.account[SPENT] = 0
    for day in range(facts.days.shape[0]):
        trip.account[SPENT] += trip.sums[day, MONEY]
        for position in range(trip.sizes[day]):
            task = trip.orders[day, position]
            row = facts.tasks[task]
            trip.where[task] = day
            trip.keys[row[KEY]] += 1
            if row[GROUP] >= 0:
                trip.groups[row[GROUP]] += 1
            if row[CATEGORY] >= 0:
                trip.tasks[row[CATEGORY]] += 1
                if row[KIND] == VISIT:
                    trip.visits[row[CATEGORY]] += 1
            for voice in range(facts.voices.shape[1]):
                trip.voices[voice] += facts.voices[task, voice]


@njit(cache=True, nogil=True)
def is_free(facts: Facts, trip: Trip, task: int, out: int) -> bool:
    """Whether a task may come into the plan when `out` leaves it (none: -1): its place, group and quota."""
    row = facts.tasks[task]
    key, group, category = row[KEY], row[GROUP], row[CATEGORY]
    if trip.where[task] != NONE or (trip.keys[key] and (out == NONE or facts.tasks[out, KEY] != key)):
        return False
    if group >= 0 and trip.groups[group] and (out == NONE or facts.tasks[out, GROUP] != group):
        return False
    if facts.scale[QUOTED] and category >= 0:
        leaves = out != NONE and facts.tasks[out, CATEGORY] == category
        return bool(trip.tasks[category] - leaves < facts.quotas[category, TRIP_MOST])
    return True


@njit(cache=True, nogil=True)
def traded(facts: Facts, trip: Trip, out: int, into: int) -> int:
    """What the plan beyond its days gains when one task leaves it and another comes in (none: -1).

    Less for too much of the same and for less than a quota, more for pleasing everybody.
    """
    scale, gain, enough = facts.scale, 0, 2 + facts.days.shape[0]
    gone, come, gone_visit, come_visit = NONE, NONE, 0, 0
    if out != NONE:
        gone, gone_visit = facts.tasks[out, CATEGORY], int(facts.tasks[out, KIND] == VISIT)
    if into != NONE:
        come, come_visit = facts.tasks[into, CATEGORY], int(facts.tasks[into, KIND] == VISIT)
    if gone >= 0:
        seen = trip.visits[gone] - gone_visit + (come_visit if come == gone else 0)
        gain += scale[SAME_TRIP] * (max(0, trip.visits[gone] - enough) - max(0, seen - enough))
        if scale[QUOTED] and come != gone and trip.tasks[gone] <= facts.quotas[gone, TRIP_LEAST]:
            gain -= scale[SHORT_OF]
    if come >= 0 and come != gone:
        if come_visit and trip.visits[come] >= enough:
            gain -= scale[SAME_TRIP]
        if scale[QUOTED] and trip.tasks[come] < facts.quotas[come, TRIP_LEAST]:
            gain += scale[SHORT_OF]
    if facts.voices.shape[1]:
        least, before = 1 << 60, 1 << 60
        for voice in range(facts.voices.shape[1]):
            has = trip.voices[voice]
            before = min(before, has)
            has += facts.voices[into, voice] if into != NONE else 0
            has -= facts.voices[out, voice] if out != NONE else 0
            least = min(least, has)
        gain += scale[LEAST_VOICE] * least // 100 - scale[LEAST_VOICE] * before // 100
    return gain


@njit(cache=True, nogil=True)
def write_down(trip: Trip) -> None:
    """The changed days on paper, their lengths in the account."""
    form, day, a, b, c = trip.change[FORM], trip.change[DAY], trip.change[A], trip.change[B], trip.change[C]
    to, d, e, into = trip.change[ONTO], trip.change[D], trip.change[E], trip.change[INTO]
    here, size, one = trip.orders[day], trip.sizes[day], trip.one
    count = 0
    for position in range(size + 1):
        if form == BRING:
            if count == c:
                one[count] = into
                count += 1
            if position < size and position != a:
                one[count] = here[position]
                count += 1
        elif form == PARTS:
            if position == a and to != NONE:
                for other in range(d, e):
                    one[count] = trip.orders[to, other]
                    count += 1
            if position < size and not a <= position < b:
                one[count] = here[position]
                count += 1
        elif position < size:
            if form == TURN and a <= position < b:
                one[position] = here[a + b - 1 - position]
            elif form == ROTATE and a <= position < c:
                one[position] = here[position + b - a if position < a + c - b else position - c + b]
            else:
                one[position] = here[position]
            count += 1
    trip.account[COUNT] = count
    if to != NONE:
        there, two, more = trip.orders[to], trip.two, 0
        for position in range(trip.sizes[to] + 1):
            if position == d:
                for other in range(a, b):
                    two[more] = here[other]
                    more += 1
            if position < trip.sizes[to] and not d <= position < e:
                two[more] = there[position]
                more += 1
        trip.account[SIZE] = more


@njit(cache=True, nogil=True)
def day_bound(facts: Facts, trip: Trip, day: int, order: Int64, count: int) -> int:
    """No less than a day gains by an order: tasks' worth and way exactly, and all else that it loses won back."""
    weight, sums = facts.scale[TRAVEL_MIN], trip.sums[day]
    worth, travel = 0, 0
    here = facts.days[day, FROM]
    for position in range(count):
        worth += facts.worth[order[position], day]
        there = facts.tasks[order[position], LOCATION]
        travel += facts.ride[0, here, there]
        here = there
    travel += facts.ride[0, here, facts.days[day, TO]]
    if facts.bands.shape[0] > 1 or facts.scale[HURRIES] or not count:
        travel = 0  # ways that depend on the hour are as good as none
    return worth - sums[VALUE] - weight * travel


@njit(cache=True, nogil=True)
def comes_in_order(facts: Facts, trip: Trip, day: int, to: int) -> bool:
    """Whether what is on paper has each task after what must come before it, both ways, whatever the day."""
    where = trip.where.copy()
    for days in range(2):
        order = trip.two if days else trip.one
        for position in range(trip.account[SIZE if days else COUNT] if not days or to != NONE else 0):
            where[order[position]] = to if days else day
    for days in range(2):
        order = trip.two if days else trip.one
        on = to if days else day
        for position in range(trip.account[SIZE if days else COUNT] if not days or to != NONE else 0):
            row = facts.tasks[order[position]]
            for at in range(row[AFTER], row[AFTER_END]):
                if where[facts.follows[at]] > on:
                    return False
            for at in range(row[AHEAD], row[AHEAD_END]):
                if NONE < where[facts.follows[at]] < on:
                    return False
    return True


@njit(cache=True, nogil=True)
def weigh(facts: Facts, trip: Trip) -> int:
    """The gain of `change`, which is then on paper; NEVER where it may not be or gains no more than its floor."""
    form, day, a, b, least = trip.change[FORM], trip.change[DAY], trip.change[A], trip.change[B], trip.change[FLOOR]
    to, into = trip.change[ONTO], trip.change[INTO]
    nothing = np.int64(NONE)
    out, whole = nothing, np.int64(0)
    if form == BRING and a != NONE:
        out = trip.orders[day, a]
    if form == PARTS and to == NONE:
        for position in range(a, b):
            # One by one, each at what the plan is without those before it.
            task = trip.orders[day, position]
            whole += traded(facts, trip, task, nothing)
            _count(facts, trip, task, -np.int64(1))
        for position in range(a, b):
            _count(facts, trip, trip.orders[day, position], np.int64(1))
    elif out != NONE or into != NONE:
        whole = traded(facts, trip, out, into)
    write_down(trip)
    count, size = trip.account[COUNT], trip.account[SIZE] if to != NONE else 0
    most = whole + day_bound(facts, trip, day, trip.one, count)
    if to != NONE:
        most += day_bound(facts, trip, to, trip.two, size)
    if most <= least:
        return NEVER
    gain, money = whole, trip.account[SPENT]
    for days in range(2 if to != NONE else 1):
        on = to if days else day
        sheet = trip.also if days else trip.sheet
        trip.account[LEFT] -= 1
        if not assess(facts, on, trip.two if days else trip.one, size if days else count, sheet):
            return NEVER
        gain += sheet.sums[VALUE] - trip.sums[on, VALUE]
        money += sheet.sums[MONEY] - trip.sums[on, MONEY]
    if gain <= least or money > max(facts.scale[BUDGET], trip.account[SPENT]):
        return NEVER
    if facts.scale[ORDERED]:
        left = trip.where[out] if out != NONE else NONE
        if out != NONE:
            trip.where[out] = NONE
        fits = comes_in_order(facts, trip, day, to)
        if out != NONE:
            trip.where[out] = left
        if not fits:
            return NEVER
    return gain


@njit(cache=True, nogil=True)
def _count(facts: Facts, trip: Trip, task: int, by: int) -> None:
    """As much of what a task counts for as `traded` looks at."""
    category = facts.tasks[task, CATEGORY]
    if category >= 0:
        trip.tasks[category] += by
        trip.visits[category] += by * (facts.tasks[task, KIND] == VISIT)
    for voice in range(facts.voices.shape[1]):
        trip.voices[voice] += by * facts.voices[task, voice]


@njit(cache=True, nogil=True)
def settle(facts: Facts, trip: Trip) -> None:
    """What is on paper made the plan."""
    day, to = trip.change[DAY], trip.change[ONTO]
    for days in range(2 if to != NONE else 1):
        on = to if days else day
        count = trip.account[SIZE if days else COUNT]
        trip.sizes[on] = count
        trip.orders[on, :count] = (trip.two if days else trip.one)[:count]
        trip.sums[on, :] = (trip.also if days else trip.sheet).sums
    recount(facts, trip)
