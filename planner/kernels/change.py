"""A whole plan under change, compiled: its days, what they hold together, and one change weighed.

Few and long functions: each compiled function compiles all that it calls once more, so a function
for every move would take minutes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from planner.arrays import VISIT
from planner.kernels.day import LEAVE, LONG_WAIT_MIN, LOSS, MONEY, VALUE, Sheet, assess, at_best, kernel, sheet_for
from planner.kernels.facts import (
    AFTER,
    AFTER_END,
    AHEAD,
    AHEAD_END,
    BEGIN,
    BUDGET,
    CATEGORY,
    FROM,
    GROUP,
    GROUPS,
    HURRIES,
    KEY,
    KEYS,
    KIND,
    LATE_MIN,
    LEAST_VOICE,
    LOCATION,
    MINUTES,
    NOT_AT_BEST,
    ORDERED,
    QUOTED,
    SAME_TRIP,
    SHORT_OF,
    SHRINKS,
    START,
    TO,
    TRAVEL_MIN,
    TRIP_LEAST,
    TRIP_MOST,
    WAIT_MIN,
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
    tails: Int64  # [D, longest + 1] what a day's worth loses, travel aside, from a position on
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
        np.zeros((days, longest + 1), np.int64),
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
        note_tails(facts, trip, day, trip.sheet)
    recount(facts, trip)
    return trip


@kernel
def note_tails(facts: Facts, trip: Trip, day: int, sheet: Sheet) -> None:
    """What could be won back at most by changing a day from each position on: what lies before stays as it is."""
    tails, scale, size = trip.tails[day], facts.scale, trip.sizes[day]
    tails.fill(trip.sums[day, LOSS])
    if not is_usual(facts):
        return
    here, now, lost = facts.days[day, FROM], facts.days[day, START], 0
    for position in range(size):
        task, begin = trip.orders[day, position], sheet.starts[position]
        there = facts.tasks[task, LOCATION]
        gap = begin - now - facts.step[0, here, there]
        if position:
            lost += scale[WAIT_MIN] * (gap if gap <= LONG_WAIT_MIN else 3 * gap - 2 * LONG_WAIT_MIN)
        else:
            lost += scale[LATE_MIN] * (trip.sums[day, LEAVE] - facts.days[day, BEGIN])
        if not at_best(facts, task, begin):
            lost += scale[NOT_AT_BEST]
        tails[position + 1] -= lost
        here, now = there, begin + facts.tasks[task, MINUTES]


@kernel
def is_usual(facts: Facts) -> bool:
    """Whether ways and lengths are always the same, so that what a change does to them is known beforehand."""
    scale = facts.scale
    return bool(facts.bands.shape[0] == 1 and not scale[HURRIES] and not scale[SHRINKS] and not scale[QUOTED])


@kernel
def recount(facts: Facts, trip: Trip) -> None:
    """What the days hold together, from scratch: a plan changes seldom, and is looked at often."""
    trip.where.fill(NONE)
    for counts in (trip.keys, trip.groups, trip.visits, trip.tasks, trip.voices):
        counts.fill(0)
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


@kernel
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


@kernel
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


@kernel
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


@kernel
def day_bound(facts: Facts, trip: Trip, day: int, order: Int64, count: int) -> int:
    """No less than a day gains by an order: worth and way exactly, and all else lost from there on won back."""
    weight, old, size = facts.scale[TRAVEL_MIN], trip.orders[day], trip.sizes[day]
    worth, travel, same, here = np.int64(0), np.int64(0), 0, facts.days[day, FROM]
    for position in range(count):
        if position == same and position < size and order[position] == old[position]:
            same += 1
        worth += facts.worth[order[position], day]
        there = facts.tasks[order[position], LOCATION]
        travel += facts.ride[0, here, there]
        here = there
    travel += facts.ride[0, here, facts.days[day, TO]]
    if not count or facts.bands.shape[0] > 1 or facts.scale[HURRIES]:
        travel = np.int64(0)  # ways that depend on the hour are as good as none
    kept = trip.sums[day, LOSS] - trip.tails[day, same]
    return int(worth - weight * travel - kept - trip.sums[day, VALUE])


@kernel
def comes_in_order(facts: Facts, trip: Trip, out: int) -> bool:
    """Whether the change on paper leaves each task after what must come before it, both ways, whatever the day."""
    day, to = trip.change[DAY], trip.change[ONTO]
    fits, was = True, trip.where[out] if out != NONE else 0
    if out != NONE:
        trip.where[out] = NONE
    for turn in range(3):  # where each task would be; whether that may be; where it was
        for days in range(2 if to != NONE else 1):
            order, on = (trip.two, to) if days else (trip.one, day)
            for position in range(trip.account[SIZE if days else COUNT]):
                task = order[position]
                if turn == 0:
                    trip.where[task] = on
                elif turn == 2:
                    trip.where[task] = NONE
                else:
                    row = facts.tasks[task]
                    for at in range(row[AFTER], row[AFTER_END]):
                        fits = fits and trip.where[facts.follows[at]] <= on
                    for at in range(row[AHEAD], row[AHEAD_END]):
                        fits = fits and not NONE < trip.where[facts.follows[at]] < on
    for days in range(2 if to != NONE else 1):
        on = to if days else day
        for position in range(trip.sizes[on]):
            trip.where[trip.orders[on, position]] = on
    if out != NONE:
        trip.where[out] = was
    return fits


@kernel
def weigh(facts: Facts, trip: Trip) -> int:
    """The gain of `change`, which is then on paper; NEVER where it may not be or gains no more than its floor."""
    form, day, a, b, least = trip.change[FORM], trip.change[DAY], trip.change[A], trip.change[B], trip.change[FLOOR]
    to, into = trip.change[ONTO], trip.change[INTO]
    nothing: Any = np.int64(NONE)  # a variable: numba compiles a function again for every constant argument
    one: Any = np.int64(1)
    out, whole = nothing, 0 * one
    if form == BRING and a != NONE:
        out = trip.orders[day, a]
    if form == PARTS and to == NONE:
        for position in range(a, b):
            # One by one, each at what the plan is without those before it.
            task = trip.orders[day, position]
            whole += traded(facts, trip, task, nothing)
            _count(facts, trip, task, -one)
        for position in range(a, b):
            _count(facts, trip, trip.orders[day, position], one)
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
    if facts.scale[ORDERED] and not comes_in_order(facts, trip, out):
        return NEVER
    return int(gain)


@kernel
def _count(facts: Facts, trip: Trip, task: int, by: int) -> None:
    """As much of what a task counts for as `traded` looks at."""
    category = facts.tasks[task, CATEGORY]
    if category >= 0:
        trip.tasks[category] += by
        trip.visits[category] += by * (facts.tasks[task, KIND] == VISIT)
    for voice in range(facts.voices.shape[1]):
        trip.voices[voice] += by * facts.voices[task, voice]


@kernel
def settle(facts: Facts, trip: Trip) -> None:
    """What is on paper made the plan."""
    day, to = trip.change[DAY], trip.change[ONTO]
    for days in range(2 if to != NONE else 1):
        on = to if days else day
        count = trip.account[SIZE if days else COUNT]
        trip.sizes[on] = count
        order, sheet = (trip.two, trip.also) if days else (trip.one, trip.sheet)
        for position in range(count):
            trip.orders[on, position] = order[position]
        for entry in range(sheet.sums.shape[0]):
            trip.sums[on, entry] = sheet.sums[entry]
        note_tails(facts, trip, on, sheet)
    recount(facts, trip)
