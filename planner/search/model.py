"""The search's form of a problem: hulls of the openings, and who is near to whom."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.arrays import VISIT, Arrays, Int64
from planner.kernels.facts import (
    AFTER,
    AFTER_END,
    AFTER_MEAL,
    AHEAD,
    AHEAD_END,
    BEST,
    BEST_END,
    FIRST,
    KIND,
    PLACE,
    Facts,
)
from planner.search.tours import NEVER, Model

_NEIGHBOURS = 120


def to_model(arrays: Arrays, facts: Facts) -> Model:
    """A few milliseconds at 300 tasks and 7 days."""
    first, last, spans = _hulls(arrays)
    best_first, best_end, one_best = _best(facts)
    kind = facts.tasks[:, KIND].copy()
    single = one_best & _on_grid(arrays) & (kind != FIRST) & _free_of_order(facts)
    fields = {name: getattr(arrays, name) for name in Model._fields if name in Arrays._fields}
    fields = {name: plainly_laid(field) if name != "grid" else field for name, field in fields.items()}
    return Model(
        **fields
        | {
            "kind": kind,
            "place": facts.tasks[:, PLACE].copy(),
            "first": first,
            "last": last,
            "plain": (spans == 1) & single[:, None],
            "best_first": best_first,
            "best_end": best_end,
            "near": _near(arrays),
        }
    )


def plainly_laid(array: NDArray[Any]) -> NDArray[Any]:
    """The array, or a copy, in rows and writable: any other layout would have the kernels compiled once more."""
    return np.require(array, requirements=("C", "W"))


def _hulls(arrays: Arrays) -> tuple[Int64, Int64, Int64]:
    """First and last start per task and day, and of how many openings; a last of -1 where there is none."""
    shape = arrays.prize.shape
    ends = np.minimum(arrays.openings[:, 1], arrays.openings[:, 2] - _per_row(arrays, arrays.minutes))
    first, last = np.full(shape[0] * shape[1], NEVER, np.int64), np.full(shape[0] * shape[1], -1, np.int64)
    count = np.zeros(shape[0] * shape[1], np.int64)
    rows = np.repeat(np.arange(len(first)), np.diff(arrays.opening_at))
    usable = arrays.openings[:, 0] <= ends
    np.minimum.at(first, rows[usable], arrays.openings[usable, 0])
    np.maximum.at(last, rows[usable], ends[usable])
    np.add.at(count, rows, 1)
    return first.reshape(shape), last.reshape(shape), count.reshape(shape)


def _per_row(arrays: Arrays, values: NDArray[np.int32]) -> NDArray[np.int32]:
    """A task's value for each of its openings."""
    days = arrays.prize.shape[1]
    return np.repeat(np.repeat(values, days), np.diff(arrays.opening_at))


def _on_grid(arrays: Arrays) -> NDArray[np.bool_]:
    """Tasks that never need rounding: with these alone every arrival is on the grid."""
    fits = arrays.minutes % arrays.grid == 0
    if arrays.grid > 1 and not (fits.all() and (arrays.openings[:, 0] % arrays.grid == 0).all()):
        return np.zeros(len(arrays.minutes), np.bool_)
    return np.asarray(fits)


def _best(facts: Facts) -> tuple[Int64, Int64, NDArray[np.bool_]]:
    """The first best time of day of each task (any time where it has none), and whether it is the only one."""
    count = len(facts.tasks)
    first, end = np.full(count, -NEVER, np.int64), np.full(count, NEVER, np.int64)
    spans = facts.tasks[:, BEST_END] - facts.tasks[:, BEST]
    some = spans > 0
    at = facts.tasks[some, BEST]
    first[some], end[some] = facts.spans[at, 0], facts.spans[at, 1]
    return first, end, spans <= 1


def _free_of_order(facts: Facts) -> NDArray[np.bool_]:
    """Tasks that no meal and no other task has to precede or follow."""
    rows = facts.tasks
    if (rows[:, AFTER_MEAL] != VISIT).any():
        return np.zeros(len(rows), np.bool_)  # every meal has something to mind
    return np.asarray((rows[:, AFTER] == rows[:, AFTER_END]) & (rows[:, AHEAD] == rows[:, AHEAD_END]))


def _near(arrays: Arrays) -> NDArray[np.int32]:
    """Per task the others, nearest first, there and back together."""
    ways = arrays.travel[0][np.ix_(arrays.location, arrays.location)].astype(np.int64)
    apart = ways + ways.T
    np.fill_diagonal(apart, -1)
    count = min(_NEIGHBOURS + 1, len(apart))
    some = np.argpartition(apart, count - 1, axis=1)[:, :count] if count else apart.astype(np.int64)
    some.sort(axis=1)  # of places equally far the first one, whatever the partition left
    ranks = np.argsort(np.take_along_axis(apart, some, axis=1), axis=1, kind="stable")
    return np.take_along_axis(some, ranks, axis=1)[:, 1:].astype(np.int32)
