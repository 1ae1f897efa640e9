"""Single days worked out for callers in Python: flat arrays of whole numbers in, one out."""

from __future__ import annotations

import numpy as np
from numba import njit

from planner.kernels.day import LEAVE, arrive, is_varied, keeps_order, sheet_for, squeeze, sum_up
from planner.kernels.facts import FROM, LOCATION, MOST_MINUTES, NO_LIMIT, START, TO, Facts, Int32, Int64

HEAD = 9  # whether the day may be so, then the sums; after them starts, lengths, gaps and hurries
WHOLE, TIMES, LENGTHS, GIVEN = range(4)  # by all rules; times and order only; with these lengths; at these times


@njit(cache=True, nogil=True)
def day_of(facts: Facts, day: int, order: Int64, rows: Int32, how: int) -> Int64:
    """A day of this order; `rows` are its lengths, starts and hurries as far as `how` says they are given."""
    count = order.shape[0]
    sheet = sheet_for(facts, count)
    fits, back = how == GIVEN or keeps_order(facts, order, count), 0
    if how == WHOLE:
        fits = fits and is_varied(facts, day, order, count, sheet)
    if how in (LENGTHS, GIVEN):
        sheet.lengths[:] = rows[0, :count]
    if how == GIVEN:
        sheet.starts[:], sheet.hurry[:] = rows[1, :count], rows[2]
        here, now = facts.days[day, FROM], facts.days[day, START]
        for position in range(count + 1):
            there = facts.days[day, TO] if position == count else facts.tasks[order[position], LOCATION]
            back = arrive(facts, here, there, now, sheet.hurry[position]) if count else now
            if position < count:
                sheet.gaps[position] = sheet.starts[position] - back
                here, now = there, sheet.starts[position] + sheet.lengths[position]
    elif fits and count:
        most = np.int64(facts.days[day, MOST_MINUTES] if how == WHOLE else NO_LIMIT)
        back = squeeze(facts, day, order, count, most, np.int64(how == LENGTHS), sheet)
    fits = fits and back >= 0
    if fits:
        sum_up(facts, day, order, count, back, sheet)
    found = np.zeros(HEAD + 4 * count + 1, np.int64)
    found[0] = fits
    found[1 + LEAVE : HEAD] = sheet.sums
    found[HEAD : HEAD + count] = sheet.starts
    found[HEAD + count : HEAD + 2 * count] = sheet.lengths
    found[HEAD + 2 * count : HEAD + 3 * count] = sheet.gaps
    found[HEAD + 3 * count :] = sheet.hurry
    return found
