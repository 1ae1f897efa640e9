"""One day's stops in the order and at the times that leave most of them where they are, compiled.

Exact: branch and bound over the orders, and for each order a dynamic programme over the minutes of the day. What is
minimised is one number: stops at another time first, then the minutes by which they moved, then travel and hours
at which a place is not at its best (which is what the objective sees of an order).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Ints = npt.NDArray[np.int64]

NEVER = 1 << 60
MOVED = 10**12  # a stop at another time outweighs any number of minutes
MINUTE = 10**7  # a minute of delay outweighs any travel
SHORT = 10**3  # what a minute less at a newcomer costs, in the objective's unit
AWAY = 10**2  # and what a minute away from where it should begin costs
NO_TIME = -1  # the old start of a stop that was not there before


class Stops(NamedTuple):
    """Stops of a day as arrays, one row a stop; minutes after midnight.

    `way` is (n + 2, n + 2): the stops, then the base in the morning, then the base in the evening. `old` is where
    a stop starts now (NO_TIME: a newcomer), `wish` where a newcomer should (NO_TIME: anywhere); `was` is how long it
    lasts now, `most` and `least` how long it may. `openings` are rows of first, last and close, `best` of start
    (inclusive) and end (exclusive); -1 fills them up.
    """

    way: Ints
    old: Ints
    wish: Ints
    was: Ints
    most: Ints
    least: Ints
    openings: Ints
    best: Ints


@njit(cache=True, nogil=True)
def _open(openings: Ints, stop: int, at: int, minutes: int) -> bool:
    for row in range(openings.shape[1]):
        first, last, close = openings[stop, row, 0], openings[stop, row, 1], openings[stop, row, 2]
        if 0 <= first <= at <= last and at + minutes <= close:
            return True
    return False


@njit(cache=True, nogil=True)
def _earliest(stops: Stops, stop: int, arrival: int, grid: int) -> int:
    """First start at or after `arrival` that is on the grid, at an opening or where it is now; NEVER for none."""
    found = NEVER
    old, least = stops.old[stop], stops.least[stop]
    if old >= arrival and _open(stops.openings, stop, old, least):
        found = old
    for row in range(stops.openings.shape[1]):
        first, last, close = stops.openings[stop, row, 0], stops.openings[stop, row, 1], stops.openings[stop, row, 2]
        if first < 0:
            break
        at = first if first >= arrival else -(-arrival // grid) * grid
        if at <= last and at + least <= close and at < found:
            found = at
    return found


@njit(cache=True, nogil=True)
def _cost(stops: Stops, stop: int, at: int, minutes: int, off_best: int) -> int:
    cost = 0
    old = stops.old[stop]
    if old >= 0:
        away = abs(at - old) + abs(minutes - stops.was[stop])
        if away:
            cost += MOVED + MINUTE * away
    else:
        cost += SHORT * (stops.was[stop] - minutes)
        if stops.wish[stop] >= 0:
            cost += AWAY * abs(at - stops.wish[stop])
    chosen, wanted = False, False
    for row in range(stops.best.shape[1]):
        if stops.best[stop, row, 0] >= 0:
            wanted = True
            chosen = chosen or stops.best[stop, row, 0] <= at < stops.best[stop, row, 1]
    return cost + off_best if wanted and not chosen else cost


@njit(cache=True, nogil=True)
def time_order(
    stops: Stops, order: Ints, start: int, end: int, grid: int, off_best: int, starts: Ints, lengths: Ints
) -> int:
    """Cheapest times of one order, written into `starts` and `lengths`; NEVER where there are none.

    done[p, x] is the least cost of the first p stops when all are over x minutes after `start`.
    """
    count, width = len(order), end - start + 1
    done = np.full((count + 1, width), NEVER, dtype=np.int64)
    begun = np.full((count + 1, width), -1, dtype=np.int64)
    done[0, :] = 0
    here = len(stops.old)
    for place in range(count):
        stop = order[place]
        way = stops.way[here, stop]
        row, chosen = done[place + 1], begun[place + 1]
        for window in range(stops.openings.shape[1]):
            first, last = stops.openings[stop, window, 0], stops.openings[stop, window, 1]
            if first < 0:
                break
            low = max(first, start + way)
            high = min(last, end - stops.least[stop])
            for extra in range(3):
                # On the grid, and off it where the stop is now and when the doors open.
                at, step = -(-low // grid) * grid, grid
                if extra:
                    at, step = (stops.old[stop] if extra == 1 else first), NEVER
                    if at < low or at % grid == 0:
                        continue
                while at <= high:
                    before = done[place, at - way - start]
                    if before < NEVER:
                        minutes = stops.most[stop]
                        while True:
                            over = at + minutes - start
                            if over < width and at + minutes <= stops.openings[stop, window, 2]:
                                total = before + _cost(stops, stop, at, minutes, off_best)
                                if total < row[over]:
                                    row[over], chosen[over] = total, at
                            if minutes == stops.least[stop]:
                                break
                            minutes = max(stops.least[stop], minutes - grid)
                    at += step
        for x in range(1, width):
            if row[x - 1] <= row[x]:
                row[x] = row[x - 1]
                chosen[x] = -2 if row[x] < NEVER else -1
        here = stop
    at = width - 1 - stops.way[here, len(stops.old) + 1]
    if at < 0 or done[count, at] >= NEVER:
        return NEVER
    best = done[count, at]
    for place in range(count - 1, -1, -1):
        while begun[place + 1, at] == -2:
            at -= 1
        starts[place] = begun[place + 1, at]
        lengths[place] = at + start - starts[place]
        previous = order[place - 1] if place else len(stops.old)
        at = starts[place] - stops.way[previous, order[place]] - start
    return int(best)


@njit(cache=True, nogil=True)
def best_order(
    stops: Stops, start: int, end: int, grid: int, travel: int, off_best: int, most: int
) -> tuple[int, Ints, Ints, Ints, int]:
    """Cost, order, starts and lengths of the cheapest day of exactly these stops, and the branches looked at.

    `travel` is what a minute on the way costs; NEVER where no order is in time. After `most` branches the best so far.
    """
    count = len(stops.old)
    order, trial = np.full(count, -1, dtype=np.int64), np.full(count, -1, dtype=np.int64)
    starts, lengths = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    tried_starts, tried_lengths = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    free, bound = np.zeros(count + 1, dtype=np.int64), np.zeros(count + 1, dtype=np.int64)
    gone = np.zeros(count + 1, dtype=np.int64)
    used = np.zeros(count, dtype=np.bool_)
    following = np.zeros(count + 1, dtype=np.int64)
    best, looked, depth = NEVER, 0, 0
    free[0] = start
    while depth >= 0:
        if depth == count:
            way = gone[depth] + (stops.way[trial[depth - 1], count + 1] if count else 0)
            total = time_order(stops, trial, start, end, grid, off_best, tried_starts, tried_lengths)
            if total < NEVER and total + travel * way < best:
                best = total + travel * way
                order[:], starts[:], lengths[:] = trial, tried_starts, tried_lengths
            depth -= 1
            used[trial[depth]] = False
            continue
        stop = following[depth]
        if stop == count or looked >= most:
            depth -= 1
            if depth >= 0:
                used[trial[depth]] = False
            continue
        following[depth] += 1
        if used[stop]:
            continue
        looked += 1
        here = trial[depth - 1] if depth else count
        at = _earliest(stops, stop, free[depth] + stops.way[here, stop], grid)
        if at >= NEVER or at + stops.least[stop] + stops.way[stop, count + 1] > end:
            continue
        late = at - stops.old[stop] if stops.old[stop] >= 0 else 0
        cost = bound[depth] + (MOVED + MINUTE * late if late > 0 else 0)
        way = gone[depth] + stops.way[here, stop]
        over = at + stops.least[stop]
        rest = 0
        for other in range(count):
            if not used[other] and other != stop and 0 <= stops.old[other] < over:
                rest += MOVED + MINUTE * (over - stops.old[other])
        if cost + rest + travel * way >= best:
            continue
        trial[depth] = stop
        used[stop] = True
        depth += 1
        free[depth], bound[depth], gone[depth] = over, cost, way
        following[depth] = 0
    return best, order, starts, lengths, looked
