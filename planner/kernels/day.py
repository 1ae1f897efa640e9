"""One day's order of tasks timed and valued, compiled: the innermost loop of every search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.arrays import VISIT
from planner.kernels.facts import (
    AFTER,
    AFTER_END,
    AFTER_MEAL,
    BEGIN,
    BEST,
    BEST_END,
    CATEGORY,
    COST,
    DAY_LEAST,
    DAY_MOST,
    END,
    FIRST,
    FROM,
    GRID,
    HURRIES,
    KIND,
    LATE_MIN,
    LEAST,
    LOCATION,
    MINUTES,
    MOST_MINUTES,
    NOT_AT_BEST,
    PLACE,
    PLACES,
    QUOTED,
    SAME_DAY,
    SHORT_OF,
    SHRINK_MIN,
    SHRINKS,
    START,
    TO,
    TRAVEL_MIN,
    VISITS,
    WAIT_MIN,
    Facts,
    Int32,
    Int64,
)

_Function = TypeVar("_Function", bound=Callable[..., object])


def kernel(function: _Function) -> _Function:
    """Compiled; for what makes no arrays: counting references to them would take most of the time (0.55 of 0.62 us)."""
    return njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[no-any-return,call-overload]


LONG_WAIT_MIN = 90

# Entries of `sums`. LOSS is what a day's worth loses by anything but travel: no change can win more.
LEAVE, BACK, TRAVEL, WAIT, FARES, VALUE, MONEY, LOSS = range(8)


class Sheet(NamedTuple):
    """Where a day is worked out; overwritten by the next."""

    starts: NDArray[np.int32]  # [longest]
    lengths: NDArray[np.int32]  # [longest]
    gaps: NDArray[np.int32]  # [longest] minutes waited before each
    hurry: NDArray[np.int8]  # [longest + 1] whether the way to each, and the last back, is by the quickest means
    sums: NDArray[np.int64]  # [8]
    seen: NDArray[np.int32]  # [categories] zero between uses
    there: NDArray[np.int8]  # [places] zero between uses


@njit(cache=True, nogil=True)
def sheet_for(facts: Facts, longest: int) -> Sheet:
    return Sheet(
        np.zeros(longest, np.int32),
        np.zeros(longest, np.int32),
        np.zeros(longest, np.int32),
        np.zeros(longest + 1, np.int8),
        np.zeros(8, np.int64),
        np.zeros(facts.quotas.shape[0], np.int32),
        np.zeros(facts.scale[PLACES], np.int8),
    )


@kernel
def band_at(bands: Int32, now: int) -> int:
    band = bands.shape[0] - 1
    while band > 0 and bands[band] > now:
        band -= 1
    return int(band)


@kernel
def best_band(bands: Int32, step: Int32, here: int, there: int, now: int) -> tuple[int, int]:
    """The band in which to set out, at `now` or later, so as to arrive first."""
    best = band_at(bands, now)
    soonest = now + step[best, here, there]
    for band in range(best + 1, bands.shape[0]):
        arrival = bands[band] + step[band, here, there]
        if arrival < soonest:
            best, soonest = band, arrival
    return best, soonest


@kernel
def last_departure(bands: Int32, step: Int32, here: int, there: int, due: int) -> tuple[int, int]:
    """The latest minute, and its band, from which one is there by `due`."""
    for band in range(bands.shape[0] - 1, 0, -1):
        leave = due - step[band, here, there]
        if band + 1 < bands.shape[0]:
            leave = min(leave, bands[band + 1] - 1)
        if leave >= bands[band]:
            return leave, band
    leave = due - step[0, here, there]
    return (min(leave, bands[1] - 1) if bands.shape[0] > 1 else leave), 0


@kernel
def arrive(facts: Facts, here: int, there: int, now: int, hurry: int) -> int:
    """When one is there, on the grid, who may set out at `now`."""
    if facts.bands.shape[0] == 1:
        return int(now + (facts.quick[0, 0, here, there] if hurry else facts.step[0, here, there]))
    if hurry:
        return best_band(facts.bands, facts.quick[0], here, there, now)[1]
    return best_band(facts.bands, facts.step, here, there, now)[1]


@kernel
def walk(facts: Facts, day: int, order: Int64, count: int, sheet: Sheet) -> int:
    """Each task as early as it goes, `starts` and `gaps` written; the minute one is back, or -1.

    Opening hours are unions of intervals and travel is first in first out, so being earlier never
    hurts: if any schedule of this order with these lengths exists, this one does.
    """
    tasks, openings, grid = facts.tasks, facts.openings, facts.scale[GRID]
    days = facts.days.shape[0]
    here, now = facts.days[day, FROM], facts.days[day, START]
    for position in range(count):
        task = order[position]
        there = tasks[task, LOCATION]
        arrival = arrive(facts, here, there, now, sheet.hurry[position])
        length = sheet.lengths[position]
        rounded = -(-arrival // grid) * grid
        begin = -1
        row = task * days + day
        for opening in range(facts.opening_at[row], facts.opening_at[row + 1]):
            first, last = openings[opening, 0], openings[opening, 1]
            start = first if first >= arrival else (rounded if rounded <= last else arrival)
            if start <= last and start + length <= openings[opening, 2]:
                begin = start
                break
        if begin < 0:
            return -1
        sheet.starts[position] = begin
        sheet.gaps[position] = begin - arrival
        here, now = there, begin + length
    back = arrive(facts, here, facts.days[day, TO], now, sheet.hurry[count])
    return back if back <= facts.days[day, END] else -1


@kernel
def keeps_order(facts: Facts, order: Int64, count: int) -> bool:
    """A luggage drop comes first, what is for after a meal or another task comes after it."""
    tasks = facts.tasks
    for position in range(count):
        task = order[position]
        if position and tasks[task, KIND] == FIRST:
            return False
        meal = tasks[task, AFTER_MEAL]
        if meal != VISIT or tasks[task, AFTER_END] > tasks[task, AFTER]:
            for later in range(position + 1, count):
                other = order[later]
                if meal != VISIT and tasks[other, KIND] == meal:
                    return False
                for at in range(tasks[task, AFTER], tasks[task, AFTER_END]):
                    if facts.follows[at] == other:
                        return False
    return True


@kernel
def is_varied(facts: Facts, day: int, order: Int64, count: int, sheet: Sheet) -> bool:
    """No more visits than the pace allows, no meal and no place twice, no more of a category than its quota."""
    tasks, visits, meals, ok = facts.tasks, 0, 0, True
    for position in range(count):
        task = order[position]
        kind = tasks[task, KIND]
        if kind == VISIT:
            visits += 1
        elif kind != FIRST:
            if meals >> kind & 1:
                ok = False
            meals |= 1 << kind
        if sheet.there[tasks[task, PLACE]]:
            ok = False
        sheet.there[tasks[task, PLACE]] = 1
    for position in range(count):
        sheet.there[tasks[order[position], PLACE]] = 0
    if facts.scale[QUOTED]:
        ok = ok and _keeps_quotas(facts, order, count, sheet)
    return ok and visits <= facts.days[day, VISITS]


@kernel
def _keeps_quotas(facts: Facts, order: Int64, count: int, sheet: Sheet) -> bool:
    ok = True
    for position in range(count):
        category = facts.tasks[order[position], CATEGORY]
        if category >= 0:
            sheet.seen[category] += 1
            ok = ok and sheet.seen[category] <= facts.quotas[category, DAY_MOST]
    for position in range(count):
        category = facts.tasks[order[position], CATEGORY]
        if category >= 0:
            sheet.seen[category] = 0
    return ok


@kernel
def visit_minutes(facts: Facts, order: Int64, count: int, sheet: Sheet) -> int:
    total = 0
    for position in range(count):
        if facts.tasks[order[position], KIND] == VISIT:
            total += sheet.lengths[position]
    return total


@kernel
def squeeze(facts: Facts, day: int, order: Int64, count: int, most: Any, fixed: Any, sheet: Sheet) -> int:
    """Times for an order: as usual, else in a hurry, else with shorter visits, else with both.

    `most` bounds the minutes at sights; `fixed` leaves the lengths as they are in the sheet.
    What did not need hurrying or shortening is put back, from the morning on: with one opening a
    day no choice of what to put back loses fewer minutes. The minute one is back, or -1.
    """
    shrinks = facts.scale[SHRINKS] != 0 and fixed == 0
    for level in range(4):
        hurry, short = level & 1, level & 2
        if (hurry and not facts.scale[HURRIES]) or (short and not shrinks):
            continue
        for position in range(count):
            sheet.hurry[position] = hurry
            if fixed == 0:
                sheet.lengths[position] = facts.tasks[order[position], LEAST if short else MINUTES]
        sheet.hurry[count] = hurry
        if fixed == 0 and visit_minutes(facts, order, count, sheet) > most:
            continue
        back = walk(facts, day, order, count, sheet)
        if back >= 0:
            if hurry:
                _calm(facts, day, order, count, sheet)
            if short:
                _lengthen(facts, day, order, count, most, sheet)
            return walk(facts, day, order, count, sheet) if level else back
    return -1


@kernel
def _calm(facts: Facts, day: int, order: Int64, count: int, sheet: Sheet) -> None:
    """Each leg by its usual means again where the day can still be kept."""
    for position in range(count + 1):
        sheet.hurry[position] = 0
        if walk(facts, day, order, count, sheet) < 0:
            sheet.hurry[position] = 1


@kernel
def _lengthen(facts: Facts, day: int, order: Int64, count: int, most: int, sheet: Sheet) -> None:
    """Each visit back towards its usual length by steps of the grid, by halving the interval."""
    grid = facts.scale[GRID]
    spent = visit_minutes(facts, order, count, sheet)
    for position in range(count):
        task = order[position]
        least, usual = facts.tasks[task, LEAST], facts.tasks[task, MINUTES]
        room = usual - least
        if facts.tasks[task, KIND] == VISIT:
            room = min(room, most - spent)
        low, high = 0, -(-room // grid)
        while low < high:
            middle = (low + high + 1) // 2
            sheet.lengths[position] = least + min(room, middle * grid)
            if walk(facts, day, order, count, sheet) >= 0:
                low = middle
            else:
                high = middle - 1
        sheet.lengths[position] = least + min(room, low * grid)
        if facts.tasks[task, KIND] == VISIT:
            spent += sheet.lengths[position] - least


@kernel
def sum_up(facts: Facts, day: int, order: Int64, count: int, back: int, sheet: Sheet) -> None:
    """`sums` of a day that has its times: what it gives, what it takes, what it costs."""
    _sum_travel(facts, day, order, count, sheet)
    scale, sums = facts.scale, sheet.sums
    sums[BACK], sums[WAIT] = back, 0
    worth, loss, money = 0, 0, sums[FARES]
    for position in range(count):
        task = order[position]
        worth += facts.worth[task, day]
        money += facts.tasks[task, COST]
        gap = sheet.gaps[position]
        if position:
            sums[WAIT] += gap if gap <= LONG_WAIT_MIN else gap + 2 * (gap - LONG_WAIT_MIN)
        loss += scale[SHRINK_MIN] * max(0, facts.tasks[task, MINUTES] - sheet.lengths[position])
        if not at_best(facts, task, sheet.starts[position]):
            loss += scale[NOT_AT_BEST]
        category = facts.tasks[task, CATEGORY]
        if category >= 0:
            # Two museums make a day of museums; two pizzas are one too many.
            many = sheet.seen[category] - (facts.tasks[task, KIND] == VISIT)
            loss += scale[SAME_DAY] * max(0, many)
            sheet.seen[category] += 1
    loss += scale[WAIT_MIN] * sums[WAIT]
    if count:
        loss += scale[LATE_MIN] * (sums[LEAVE] - facts.days[day, BEGIN])
    if scale[QUOTED]:
        for category in range(facts.quotas.shape[0]):
            loss += scale[SHORT_OF] * max(0, facts.quotas[category, DAY_LEAST] - sheet.seen[category])
    for position in range(count):
        category = facts.tasks[order[position], CATEGORY]
        if category >= 0:
            sheet.seen[category] = 0
    sums[VALUE] = worth - loss - scale[TRAVEL_MIN] * sums[TRAVEL]
    sums[MONEY], sums[LOSS] = money, loss


@kernel
def at_best(facts: Facts, task: int, start: int) -> bool:
    first, end = facts.tasks[task, BEST], facts.tasks[task, BEST_END]
    for span in range(first, end):
        if facts.spans[span, 0] <= start < facts.spans[span, 1]:
            return True
    return bool(first == end)


@kernel
def _sum_travel(facts: Facts, day: int, order: Int64, count: int, sheet: Sheet) -> None:
    """When to set out, minutes on the way and fares, each leg in the band in which it is travelled."""
    sums, bands = sheet.sums, facts.bands
    sums[LEAVE] = sums[TRAVEL] = sums[FARES] = 0
    if count == 0:
        return
    here, now = facts.days[day, FROM], 0
    for position in range(count + 1):
        there = facts.days[day, TO] if position == count else facts.tasks[order[position], LOCATION]
        hurry = sheet.hurry[position]
        step = facts.quick[0] if hurry else facts.step
        if position == 0:
            sums[LEAVE], band = last_departure(bands, step, here, there, sheet.starts[0])
        else:
            band = best_band(bands, step, here, there, now)[0]
        sums[TRAVEL] += facts.quick[1, band, here, there] if hurry else facts.ride[band, here, there]
        sums[FARES] += facts.quick[2, band, here, there] if hurry else facts.fares[here, there]
        if position < count:
            here, now = there, sheet.starts[position] + sheet.lengths[position]


@kernel
def _assess_parts(facts: Facts, day: int, order: Int64, count: int, sheet: Sheet) -> bool:
    if not is_varied(facts, day, order, count, sheet) or not keeps_order(facts, order, count):
        return False
    back = 0
    if count:
        back = squeeze(facts, day, order, count, np.int64(facts.days[day, MOST_MINUTES]), np.int64(0), sheet)
    if back < 0:
        return False
    sum_up(facts, day, order, count, back, sheet)
    return True


@kernel
def assess(facts: Facts, day: int, order: Int64, count: int, sheet: Sheet) -> bool:  # noqa: PLR0915
    """Whether a day may be so, by all of its rules; its `sums` where it may.

    The usual case in one piece, because it is the innermost loop of every search; where the hour of
    travel matters, or a day can only be kept in a hurry or with shorter visits, the parts above.
    """
    scale = facts.scale
    if facts.bands.shape[0] > 1 or scale[QUOTED]:
        return _assess_parts(facts, day, order, count, sheet)
    tasks, openings, opening_at, frame = facts.tasks, facts.openings, facts.opening_at, facts.days[day]
    step, ride, fares, worths, starts = facts.step[0], facts.ride[0], facts.fares, facts.worth, sheet.starts
    there, seen, spans = sheet.there, sheet.seen, facts.spans
    grid, days, unusual = scale[GRID], facts.days.shape[0], scale[SHRINKS] or scale[HURRIES]
    here, now = frame[FROM], frame[START]
    visits, minutes, meals, travel, fare, wait, loss, worth, money = 0, 0, 0, 0, 0, 0, 0, 0, 0
    fits, late, marked = True, False, 0
    for position in range(count):
        task = order[position]
        kind, place, goal, length = tasks[task, KIND], tasks[task, LOCATION], 0, tasks[task, MINUTES]
        # The rules that no hurry mends come first.
        if kind == VISIT:
            visits += 1
            minutes += length
        elif kind == FIRST:
            fits = fits and position == 0
        else:
            fits = fits and not meals >> kind & 1
            meals |= 1 << kind
        goal = tasks[task, PLACE]
        fits = fits and not there[goal] and visits <= frame[VISITS]
        there[goal] = 1
        marked += 1
        late = late or minutes > frame[MOST_MINUTES]
        if not fits or (late and not unusual):
            break
        if late:
            continue
        arrival = now + step[here, place]
        rounded = (arrival + grid - 1) // grid * grid
        begin, row = -1, task * days + day
        for opening in range(opening_at[row], opening_at[row + 1]):
            first, last = openings[opening, 0], openings[opening, 1]
            start = first if first >= arrival else (rounded if rounded <= last else arrival)
            if start <= last and start + length <= openings[opening, 2]:
                begin = start
                break
        if begin < 0:
            late = True
            if unusual:
                continue
            break
        gap = begin - arrival
        if position:
            wait += gap if gap <= LONG_WAIT_MIN else 3 * gap - 2 * LONG_WAIT_MIN
        travel += ride[here, place]
        fare += fares[here, place]
        starts[position] = begin
        worth += worths[task, day]
        money += tasks[task, COST]
        best, best_end = tasks[task, BEST], tasks[task, BEST_END]
        if best < best_end:
            missed = True
            for span in range(best, best_end):
                if spans[span, 0] <= begin < spans[span, 1]:
                    missed = False
            loss += scale[NOT_AT_BEST] * missed
        here, now = place, begin + length
    for position in range(marked):
        there[tasks[order[position], PLACE]] = 0
    if fits and not late and count:
        now += step[here, frame[TO]]
        late = now > frame[END]
    if late and unusual and fits:
        return _assess_parts(facts, day, order, count, sheet)
    if late or not fits or not keeps_order(facts, order, count):
        return False
    for position in range(count):
        category = tasks[order[position], CATEGORY]
        if category >= 0:
            loss += scale[SAME_DAY] * max(0, seen[category] - (tasks[order[position], KIND] == VISIT))
            seen[category] += 1
    for position in range(count):
        if tasks[order[position], CATEGORY] >= 0:
            seen[tasks[order[position], CATEGORY]] = 0
    sums = sheet.sums
    for entry in range(sums.shape[0]):
        sums[entry] = 0
    if count:
        travel += ride[here, frame[TO]]
        fare += fares[here, frame[TO]]
        sums[LEAVE] = starts[0] - step[frame[FROM], tasks[order[0], LOCATION]]
        sums[BACK] = now
        loss += scale[WAIT_MIN] * wait + scale[LATE_MIN] * (sums[LEAVE] - frame[BEGIN])
    sums[TRAVEL], sums[WAIT], sums[FARES] = travel, wait, fare
    sums[VALUE], sums[MONEY], sums[LOSS] = worth - loss - scale[TRAVEL_MIN] * travel, money + fare, loss
    return True
