"""Tours under change, compiled: forward earliest starts and backward latest ones, so that an insertion is one test.

Savelsbergh (1992), The vehicle routing problem with time windows: minimizing route duration; here with
several windows per task and FIFO travel by time of day.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.arrays import VISIT, Int32, Int64
from planner.kernels.facts import KINDS

NEVER = 1 << 60


class Model(NamedTuple):
    """What the kernels read, unchanged during a search; `first` and `last` are the hull of a task's openings.

    `last` is -1 on a day without one; `plain` says that the hull is the opening, that grid and order ask
    for nothing, and that there is at most one best time of day, from `best_first` to before `best_end`.
    """

    location: Int32
    minutes: Int32
    kind: Int32  # as in the facts: FIRST for what opens its day
    key: Int32
    group: Int32
    category: Int32
    place: Int32
    cost: Int32
    prize: Int64  # [n, D]
    opening_at: Int32
    openings: Int32
    first: Int64  # [n, D]
    last: Int64  # [n, D]
    plain: NDArray[np.bool_]  # [n, D]
    best_first: Int64  # [n]
    best_end: Int64  # [n]
    travel: Int32  # [bands, L, L]
    band_starts: Int32
    fares: Int32
    day_start: Int32
    day_end: Int32
    day_from: Int32
    day_to: Int32
    day_visits: Int32
    day_minutes: Int32
    grid: int
    near: Int32  # [n, k] other tasks, the nearest first


class Tours(NamedTuple):
    """One state of a search; D days of at most n tasks. `shut[i, d]`: i is known not to fit into day d now."""

    order: Int32  # [D, n + 1]
    size: Int64  # [D]
    start: Int64  # [D, n + 1]
    latest: Int64  # [D, n + 1]
    where: Int32  # [n] day or -1
    visits: Int64  # [D]
    spent: Int64  # [D] minutes at visits
    meals: Int64  # [D, KINDS]
    keys: Int64  # [keys] how often a key is in
    groups: Int64  # [groups]
    there: NDArray[np.int8]  # [D, places] how often a place is in a day
    alike: Int64  # [D + 1, categories] tasks of a category on a day, in the last row visits of the trip
    shut: NDArray[np.bool_]  # [n, D]
    changed: NDArray[np.bool_]  # [D] since the day was last worked out
    values: Int64  # [D] what a day is worth by the exact measure
    money: Int64  # [D]
    sums: Int64  # prize, travel, cost


def empty_tours(model: Model) -> Tours:
    tasks, days = model.prize.shape
    categories = int(model.category.max(initial=-1)) + 1
    return Tours(
        order=np.zeros((days, tasks + 1), np.int32),
        size=np.zeros(days, np.int64),
        start=np.zeros((days, tasks + 1), np.int64),
        latest=np.zeros((days, tasks + 1), np.int64),
        where=np.full(tasks, -1, np.int32),
        visits=np.zeros(days, np.int64),
        spent=np.zeros(days, np.int64),
        meals=np.zeros((days, KINDS), np.int64),
        keys=np.zeros(int(model.key.max(initial=-1)) + 1, np.int64),
        groups=np.zeros(int(model.group.max(initial=-1)) + 1, np.int64),
        there=np.zeros((days, int(model.place.max(initial=-1)) + 1), np.int8),
        alike=np.zeros((days + 1, categories), np.int64),
        shut=np.zeros((tasks, days), np.bool_),
        changed=np.ones(days, np.bool_),
        values=np.zeros(days, np.int64),
        money=np.zeros(days, np.int64),
        sums=np.zeros(3, np.int64),
    )


@njit(cache=True, nogil=True)
def copy_tours(source: Tours, target: Tours) -> None:
    for day in range(source.size.shape[0]):
        count = source.size[day]
        target.size[day] = count
        for position in range(count):
            target.order[day, position] = source.order[day, position]
            target.start[day, position] = source.start[day, position]
            target.latest[day, position] = source.latest[day, position]
    target.where[:] = source.where
    target.visits[:] = source.visits
    target.spent[:] = source.spent
    target.meals[:] = source.meals
    target.keys[:] = source.keys
    target.groups[:] = source.groups
    target.there[:] = source.there
    target.alike[:] = source.alike
    target.shut[:] = source.shut
    target.changed[:] = source.changed
    target.values[:] = source.values
    target.money[:] = source.money
    target.sums[:] = source.sums


@njit(cache=True, nogil=True)
def ride_between(travel: Int32, bands: Int32, here: int, there: int, leave: int) -> int:
    """Minutes of travel when one leaves then."""
    band = bands.shape[0] - 1
    while band > 0 and leave < bands[band]:
        band -= 1
    return int(travel[band, here, there])


@njit(cache=True, nogil=True)
def leave_by(travel: Int32, bands: Int32, here: int, there: int, arrive_by: int) -> int:
    """The latest leaving that arrives in time; -NEVER when there is none."""
    for band in range(bands.shape[0] - 1, -1, -1):
        leave = arrive_by - int(travel[band, here, there])
        if band + 1 < bands.shape[0]:
            leave = min(leave, int(bands[band + 1]) - 1)
        if band == 0 or leave >= bands[band]:
            return leave
    return -NEVER


@njit(cache=True, nogil=True)
def start_within(spans: Int32, length: int, grid: int, arrival: int) -> int:
    """Earliest start at or after `arrival` in one of `spans`, on the grid where it allows; NEVER when there is none."""
    for at in range(spans.shape[0]):
        first = int(spans[at, 0])
        last = min(int(spans[at, 1]), int(spans[at, 2]) - length)
        if arrival > last or first > last:
            continue
        if first >= arrival:
            return first
        rounded = -(-arrival // grid) * grid
        return rounded if rounded <= last else arrival
    return NEVER


@njit(cache=True, nogil=True)
def start_by(spans: Int32, length: int, grid: int, bound: int) -> int:
    """The latest start that `start_within` can give and that is not after `bound`; -NEVER when there is none."""
    for at in range(spans.shape[0] - 1, -1, -1):
        first = int(spans[at, 0])
        last = min(int(spans[at, 1]), int(spans[at, 2]) - length)
        if first > last or first > bound:
            continue
        if bound >= last:
            return last
        floor = bound // grid * grid
        return bound if floor + grid > last else max(first, floor)
    return -NEVER


@njit(cache=True, nogil=True)
def forward(
    order: Int32,
    start: Int64,
    first: int,
    count: int,
    day_start: int,
    base: int,
    row0: int,
    days: int,
    places: Int32,
    minutes: Int32,
    travel: Int32,
    bands: Int32,
    opening_at: Int32,
    openings: Int32,
    grid: int,
    whole: bool,
) -> int:
    """Earliest starts from position `first` on, as far as they change unless `whole`; the end of the last, or NEVER."""
    here, now = base, day_start
    if first > 0:
        here, now = int(places[order[first - 1]]), start[first - 1] + minutes[order[first - 1]]
    for position in range(first, count):
        task = order[position]
        there = int(places[task])
        row = int(task) * days + row0
        spans = openings[opening_at[row] : opening_at[row + 1]]
        arrival = now + ride_between(travel, bands, here, there, now)
        begin = start_within(spans, int(minutes[task]), grid, arrival)
        if begin >= NEVER:
            return NEVER
        if not whole and position > first and begin == start[position]:
            return now
        start[position] = begin
        here, now = there, begin + minutes[task]
    return now


@njit(cache=True, nogil=True)
def backward(
    order: Int32,
    latest: Int64,
    first: int,
    by: int,
    there: int,
    row0: int,
    days: int,
    places: Int32,
    minutes: Int32,
    travel: Int32,
    bands: Int32,
    opening_at: Int32,
    openings: Int32,
    grid: int,
    whole: bool,
) -> None:
    """Latest starts from position `first` down to 0, as far as they change unless `whole`."""
    for position in range(first, -1, -1):
        task = order[position]
        here = int(places[task])
        length = int(minutes[task])
        row = int(task) * days + row0
        spans = openings[opening_at[row] : opening_at[row + 1]]
        by = start_by(spans, length, grid, leave_by(travel, bands, here, there, by) - length)
        if not whole and position < first and by == latest[position]:
            return
        latest[position] = by
        there = here


@njit(cache=True, nogil=True)
def retime(model: Model, tours: Tours, day: int) -> bool:
    """Earliest and latest starts of a whole day; False when the order does not fit."""
    count, days = tours.size[day], model.day_start.shape[0]
    home, by = int(model.day_to[day]), int(model.day_end[day])
    over = forward(
        tours.order[day], tours.start[day], 0, count,
        int(model.day_start[day]), int(model.day_from[day]), day, days, model.location, model.minutes,
        model.travel, model.band_starts, model.opening_at, model.openings, model.grid, True,
    )  # fmt: skip
    fits = over < NEVER
    if fits and count > 0:
        last = int(model.location[tours.order[day, count - 1]])
        fits = over + ride_between(model.travel, model.band_starts, last, home, over) <= by
        backward(
            tours.order[day], tours.latest[day], count - 1, by, home, day, days, model.location, model.minutes,
            model.travel, model.band_starts, model.opening_at, model.openings, model.grid, True,
        )  # fmt: skip
    return fits


@njit(cache=True, nogil=True)
def put_in(model: Model, tours: Tours, task: int, day: int, position: int) -> None:
    """Inserts where `best_place` has said that it fits."""
    order, start, latest = tours.order[day], tours.start[day], tours.latest[day]
    count = tours.size[day]
    here = int(model.day_from[day]) if position == 0 else int(model.location[order[position - 1]])
    there = int(model.day_to[day]) if position == count else int(model.location[order[position]])
    middle = int(model.location[task])
    for later in range(count, position, -1):
        order[later] = order[later - 1]
        start[later] = start[later - 1]
        latest[later] = latest[later - 1]
    order[position] = task
    count += 1
    tours.size[day] = count
    tours.sums[1] += model.travel[0, here, middle] + model.travel[0, middle, there]
    tours.sums[2] += model.cost[task] + model.fares[here, middle] + model.fares[middle, there]
    if count > 1:  # on an empty day nobody goes anywhere
        tours.sums[1] -= model.travel[0, here, there]
        tours.sums[2] -= model.fares[here, there]
    count_task(model, tours, task, day, 1)
    days = model.day_start.shape[0]
    forward(
        order, start, position, count,
        int(model.day_start[day]), int(model.day_from[day]), day, days, model.location, model.minutes,
        model.travel, model.band_starts, model.opening_at, model.openings, model.grid, False,
    )  # fmt: skip
    by, after = int(model.day_end[day]), int(model.day_to[day])
    if position + 1 < count:
        by, after = latest[position + 1], int(model.location[order[position + 1]])
    backward(
        order, latest, position, by, after, day, days, model.location, model.minutes,
        model.travel, model.band_starts, model.opening_at, model.openings, model.grid, False,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def count_task(model: Model, tours: Tours, task: int, day: int, by: int) -> None:
    """A task that came in (`by` 1) or went out (-1), in all that is counted."""
    tours.where[task] = day if by > 0 else -1
    tours.keys[model.key[task]] += by
    tours.there[day, model.place[task]] += by
    if model.group[task] >= 0:
        tours.groups[model.group[task]] += by
    kind, category = model.kind[task], model.category[task]
    if category >= 0:
        tours.alike[day, category] += by
    if kind == VISIT:
        tours.visits[day] += by
        tours.spent[day] += by * model.minutes[task]
        if category >= 0:
            tours.alike[model.day_start.shape[0], category] += by
    else:
        tours.meals[day, kind] += by
    tours.sums[0] += by * model.prize[task, day]
    tours.changed[day] = True


@njit(cache=True, nogil=True)
def cut(model: Model, tours: Tours, day: int, first: int, count: int) -> None:
    """Takes `count` tasks from position `first` out of a day."""
    order, size = tours.order[day], tours.size[day]
    for position in range(first, first + count):
        count_task(model, tours, order[position], day, -1)
        tours.sums[2] -= model.cost[order[position]]
    here = int(model.day_from[day]) if first == 0 else int(model.location[order[first - 1]])
    end = first + count
    last = int(model.day_to[day]) if end == size else int(model.location[order[end]])
    if size > count:  # on an empty day nobody goes anywhere
        tours.sums[1] += model.travel[0, here, last]
        tours.sums[2] += model.fares[here, last]
    for position in range(first, end):
        there = int(model.location[order[position]])
        tours.sums[1] -= model.travel[0, here, there]
        tours.sums[2] -= model.fares[here, there]
        here = there
    tours.sums[1] -= model.travel[0, here, last]
    tours.sums[2] -= model.fares[here, last]
    for position in range(first, size - count):
        order[position] = order[position + count]
    tours.size[day] = size - count
    for task in range(tours.where.shape[0]):
        tours.shut[task, day] = False


@njit(cache=True, nogil=True)
def load_day(model: Model, tours: Tours, day: int, order: Int32) -> bool:
    """An empty day filled with an order; False, and still empty, where that does not fit without shortening."""
    tours.size[day] = order.shape[0]
    tours.order[day, : order.shape[0]] = order
    if not retime(model, tours, day):
        tours.size[day] = 0
        return False
    here = int(model.day_from[day])
    for task in order:
        count_task(model, tours, task, day, 1)
        there = int(model.location[task])
        tours.sums[1] += model.travel[0, here, there]
        tours.sums[2] += model.cost[task] + model.fares[here, there]
        here = there
    if order.shape[0]:
        tours.sums[1] += model.travel[0, here, model.day_to[day]]
        tours.sums[2] += model.fares[here, model.day_to[day]]
    return True
