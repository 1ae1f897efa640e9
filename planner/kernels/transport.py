"""Which means of transport for which leg, by time and money, as tables.

The usual means of a leg is the one that costs least in minutes and money together at ordinary
hours; the quickest is kept beside it, for when a day could not be kept otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.problem import Band, Problem, Table

Int32 = NDArray[np.int32]


class Transport(NamedTuple):
    """B bands, L locations. `step` is `ride` rounded up to the grid; `way` 0 is the problem's own table."""

    bands: Int32  # [B] minutes after midnight from which each holds, the first is 0
    step: Int32  # [B, L, L]
    ride: Int32  # [B, L, L]
    fares: Int32  # [L, L]
    way: Int32  # [L, L]
    quick: Int32  # [3, B, L, L]: step, ride, fares; no bands where there is one means only
    quick_way: Int32  # [B, L, L]


@lru_cache(maxsize=8)
def transport_of(problem: Problem) -> Transport:
    ways = [(problem.minutes, problem.fares, problem.bands), *problem.ways]
    starts = sorted({0, *(band.start for _, _, bands in ways for band in bands)})
    rides = np.stack([_by_band(minutes, bands, starts) for minutes, _, bands in ways])  # [W, B, L, L]
    fares = np.stack([_square(table) for _, table, _ in ways])  # [W, L, L]
    if len(ways) == 1:
        return _one_way(np.array(starts, dtype=np.int32), rides[0], fares[0], problem.grid)
    weights = problem.weights
    way = np.argmin(rides[:, 0] * weights.travel_min + fares * weights.fare, axis=0)
    ride = np.take_along_axis(rides, way[None, None], axis=0)[0]
    quick, quick_way = _quickest(rides, fares, problem.grid)
    return Transport(
        bands=np.array(starts, dtype=np.int32),
        step=on_grid(ride, problem.grid),
        ride=ride.astype(np.int32),
        fares=np.take_along_axis(fares, way[None], axis=0)[0].astype(np.int32),
        way=way.astype(np.int32),
        quick=quick,
        quick_way=quick_way,
    )


def _one_way(bands: Int32, ride: NDArray[np.int64], fares: NDArray[np.int64], grid: int) -> Transport:
    """Where there is no choice."""
    size = len(fares)
    none = np.zeros((size, size), dtype=np.int32)
    return Transport(
        bands=bands,
        step=on_grid(ride, grid),
        ride=ride.astype(np.int32),
        fares=fares.astype(np.int32),
        way=none,
        quick=np.zeros((3, 0, size, size), dtype=np.int32),
        quick_way=np.zeros((0, size, size), dtype=np.int32),
    )


def on_grid(ride: NDArray[np.integer], grid: int) -> Int32:
    """Rounded up, so that starts stay on the grid."""
    return ((ride.astype(np.int32) + np.int32(grid - 1)) // np.int32(grid) * np.int32(grid)).astype(np.int32)


def _square(table: Table) -> NDArray[np.int64]:
    return np.asarray(table, dtype=np.int64).reshape(len(table), len(table))


def _by_band(minutes: Table, bands: Sequence[Band], starts: Sequence[int]) -> NDArray[np.int64]:
    known = {band.start: _square(band.minutes) for band in bands}
    tables = [known.get(0, _square(minutes))]
    for start in starts[1:]:
        tables.append(known.get(start, tables[-1]))
    return np.stack(tables)


def _quickest(rides: NDArray[np.int64], fares: NDArray[np.int64], grid: int) -> tuple[Int32, Int32]:
    """Of equally quick means the cheapest."""
    dearest = int(fares.max(initial=0)) + 1
    way = np.argmin(rides * dearest + fares[:, None], axis=0)  # [B, L, L]
    ride = np.take_along_axis(rides, way[None], axis=0)[0]
    spent = np.take_along_axis(np.broadcast_to(fares[:, None], rides.shape), way[None], axis=0)[0]
    return np.stack([on_grid(ride, grid), ride.astype(np.int32), spent.astype(np.int32)]), way.astype(np.int32)
