"""Ways between points: how long among many of them, and the way itself between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.candidates import RouteMode, TravelTimes
from domain.city import CityFacts
from domain.geo import Point
from domain.place import Source
from tools.adapter import Adapter
from tools.capability import Capability
from tools.routes.offline import has_transit

Town = Literal["metropolis", "city", "town"]
_RAIL = ("metro", "subway", "underground", "tube", "u-bahn", "mrt", "mtr", "bart", "skytrain", "bts")


@dataclass(frozen=True)
class MatrixQuery:
    """Every ordered pair of `points` that lie `from_m` to `to_m` metres apart; of others nothing need be said.

    `depart_local`: wall time in `zone`, None for any ordinary time. `town` is what the offline model supposes.
    """

    points: tuple[Point, ...]
    mode: RouteMode
    depart_local: datetime | None = None
    zone: str | None = None
    town: Town = "city"
    from_m: int = 0
    to_m: int | None = None


@dataclass(frozen=True)
class DirectionsQuery:
    """`depart_local`: wall time in `zone`, None for any ordinary time; `language`: ISO 639-1, of the steps' texts."""

    start: Point
    end: Point
    mode: RouteMode
    depart_local: datetime | None = None
    zone: str | None = None
    town: Town = "city"
    language: str = "en"


@dataclass(frozen=True)
class Step:
    text: str
    metres: int
    minutes: float


@dataclass(frozen=True)
class Directions:
    """`minutes` rounded up; `line` from start to end; no steps: the provider describes none."""

    mode: RouteMode
    minutes: int
    metres: int
    line: tuple[Point, ...]
    steps: tuple[Step, ...]
    source: Source


def town_of(city: CityFacts) -> Town:
    """How good a city's public transport is, by what runs there: rapid transit, something, nothing."""
    if any(word in mode.lower() for mode in city.transport.modes for word in _RAIL):
        return "metropolis"
    return "city" if has_transit(city) else "town"


def _when(query: MatrixQuery | DirectionsQuery) -> str:
    return "" if query.depart_local is None else f"{query.depart_local:%Y-%m-%dT%H:%M}{query.zone or ''}"


def _at(point: Point) -> str:
    return f"{point.lat:.5f},{point.lon:.5f}"


def _matrix_key(query: MatrixQuery) -> str:
    reach = f"{query.from_m}-{query.to_m or ''}"
    return ":".join((query.mode, _when(query), query.town, reach, ";".join(map(_at, query.points))))


def _directions_key(query: DirectionsQuery) -> str:
    return ":".join((query.mode, _when(query), query.town, query.language, _at(query.start), _at(query.end)))


_KEEP_S = 7 * 24 * 3600.0  # streets and timetables change slowly
MatrixAdapter = Adapter[MatrixQuery, TravelTimes]
MATRIX: Capability[MatrixQuery, TravelTimes] = Capability(
    "matrix", TravelTimes, "maps", key=_matrix_key, keep_s=_KEEP_S
)
DirectionsAdapter = Adapter[DirectionsQuery, Directions]
DIRECTIONS: Capability[DirectionsQuery, Directions] = Capability(
    "directions", Directions, "maps", key=_directions_key, keep_s=3600
)
