"""A matrix as it is filled from a provider's answers: which pairs to ask for, and which answers to believe."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from domain.candidates import RouteMode, TravelTimes
from domain.checks.legs import implausible
from domain.errors import Failure, Unavailable
from domain.place import Source
from domain.request import TransferMode
from tools.routes.contract import MatrixQuery
from tools.routes.offline import great_circle_m

UNKNOWN = -1
_LEGS: dict[RouteMode, TransferMode] = {"walk": "walk", "transit": "transit", "drive": "taxi", "bicycle": "transit"}
_CYCLIST_KMH = 30
_BELIEVED = 2 / 3  # of what is said must be able to be true, or nothing of it is believed
_SPARSE = 0.6  # of all pairs: when fewer are wanted, they are asked row by row
_OFF_STREET_M = 250.0  # of both ends together: parks, temples, stations
_LONGEST_S = 1_000_000.0

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Tile(NamedTuple):
    """One request: origins and destinations as indices of the query's points."""

    origins: list[int]
    ends: list[int]


def wanted(query: MatrixQuery) -> Bools:
    """The pairs that the query asks for."""
    straight = great_circle_m(query.points)
    far = np.inf if query.to_m is None else query.to_m
    return np.asarray((straight >= query.from_m) & (straight <= far) & ~np.eye(len(query.points), dtype=bool))


def to_ask(query: MatrixQuery) -> Bools:
    """Only cars have one-way streets: of any other way one direction is enough, and costs half."""
    return wanted(query) if query.mode == "drive" else np.triu(wanted(query))


def tiles(query: MatrixQuery, cells: int) -> Iterator[Tile]:
    """Requests of at most `cells` elements; who is paid by the element is asked for few that nobody wants."""
    asked = to_ask(query)
    count = len(query.points)
    rows = 1 if asked.sum() < _SPARSE * count * count else isqrt(cells)
    for first in range(0, count, rows):
        origins = [i for i in range(first, min(first + rows, count)) if asked[i].any()]
        if not origins:
            continue
        ends = np.flatnonzero(asked[origins].any(axis=0)).tolist()
        size = cells // len(origins)
        yield from (Tile(origins, ends[at : at + size]) for at in range(0, len(ends), size))


class Grid:
    """Seconds and metres between the points of a query, NaN where nobody said anything."""

    def __init__(self, query: MatrixQuery) -> None:
        shape = (len(query.points), len(query.points))
        self._query = query
        self._seconds, self._metres = np.full(shape, np.nan), np.full(shape, np.nan)

    def put(self, start: int, end: int, seconds: float, metres: float) -> None:
        self._seconds[start, end], self._metres[start, end] = seconds, metres

    def times(self, source: Source) -> TravelTimes:
        """What is known of the wanted pairs, rounded up; a pair that cannot be true is left unknown and counted.

        So is one that is too short because its places lie off the street; it is not counted: nobody lied.

        Raises Unavailable: malformed where a third of what is said cannot be true, refused where nothing is known.
        """
        if self._query.mode != "drive":
            self._mirror()
        said = wanted(self._query) & ~np.isnan(self._seconds) & ~np.isnan(self._metres)
        straight = great_circle_m(self._query.points)
        good, wrong = np.zeros_like(said), np.zeros_like(said)
        for start, end in zip(*np.nonzero(said), strict=True):
            apart = float(straight[start, end])
            good[start, end] = self._can_be(start, end, apart)
            wrong[start, end] = not good[start, end] and not self._is_between_streets(start, end, apart)
        doubted = int(wrong.sum())
        if doubted > (1 - _BELIEVED) * said.sum():
            message = f"{doubted} of {said.sum()} ways cannot be as they say"
            raise Unavailable(source.provider, message, Failure.MALFORMED)
        if not good.any():
            raise Unavailable(source.provider, f"knows no way here by {self._query.mode}", Failure.REFUSED)
        minutes, metres = self._whole(good, self._seconds / 60), self._whole(good, self._metres)
        return TravelTimes(mode=self._query.mode, minutes=minutes, metres=metres, doubted=doubted, source=source)

    def _mirror(self) -> None:
        missing = np.isnan(self._seconds)
        self._seconds = np.where(missing, self._seconds.T, self._seconds)
        self._metres = np.where(missing, self._metres.T, self._metres)

    def _can_be(self, start: int, end: int, straight_m: float) -> bool:
        """By the rules that the certificate has for a leg."""
        seconds, metres = float(self._seconds[start, end]), float(self._metres[start, end])
        if not (0 <= seconds < _LONGEST_S and 0 <= metres < np.inf):
            return False
        if self._query.mode == "bicycle" and straight_m > _CYCLIST_KMH / 3.6 * seconds:
            return False
        minutes = max(1, int(np.ceil(seconds / 60)))
        return seconds > 0 and not implausible(_LEGS[self._query.mode], int(np.ceil(metres)), minutes, straight_m)

    def _is_between_streets(self, start: int, end: int, straight_m: float) -> bool:
        """Whether the way is too short only because both places lie off the street, from which services reckon."""
        seconds, metres = self._seconds[start, end], self._metres[start, end]
        return bool(0 <= seconds < _LONGEST_S and 0 <= straight_m - metres <= _OFF_STREET_M)

    def _whole(self, good: Bools, values: Floats) -> tuple[int, ...]:
        whole = np.where(good, np.ceil(np.where(good, values, 0)), UNKNOWN).astype(np.int64)
        return tuple(whole.ravel().tolist())
