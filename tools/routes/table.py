"""The answers of OSRM's table and route services, which Mapbox speaks too; and the requests' coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.geo import Point
from tools.routes.contract import Step
from tools.routes.grid import Grid

_Cell = Annotated[float, Field(ge=0, allow_inf_nan=False)] | None
_Length = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Table(_Wire):
    """Seconds and metres by source and destination; null: no way. `code` is "Ok" or says what is wrong."""

    code: str
    durations: tuple[tuple[_Cell, ...], ...]
    distances: tuple[tuple[_Cell, ...], ...]

    def fill(self, grid: Grid, origins: Sequence[int], ends: Sequence[int]) -> None:
        """Raises ValueError where the table has another shape than was asked for."""
        for matrix in (self.durations, self.distances):
            if len(matrix) != len(origins) or any(len(row) != len(ends) for row in matrix):
                raise ValueError("table: other rows and columns than were asked for")
        for start, seconds, metres in zip(origins, self.durations, self.distances, strict=True):
            for end, time, length in zip(ends, seconds, metres, strict=True):
                if time is not None and length is not None:
                    grid.put(start, end, time, length)


class _Manoeuvre(_Wire):
    kind: str = Field(default="", alias="type")
    modifier: str = ""
    instruction: str = ""


class _Step(_Wire):
    distance: _Length
    duration: _Length
    name: str = ""
    maneuver: _Manoeuvre = _Manoeuvre()

    def said(self) -> Step:
        """In the provider's words; where it has none, in the few that OSRM's codes are."""
        how = " ".join(filter(None, (self.maneuver.kind, self.maneuver.modifier)))
        plain = f"{how}: {self.name}" if how and self.name else how or self.name
        return Step(self.maneuver.instruction or plain, round(self.distance), self.duration / 60)


class _Leg(_Wire):
    steps: tuple[_Step, ...] = ()


class Route(_Wire):
    duration: _Length
    distance: _Length
    geometry: str
    legs: tuple[_Leg, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step.said() for leg in self.legs for step in leg.steps)


class Routes(_Wire):
    code: str
    routes: tuple[Route, ...] = ()


def coordinates(points: Iterable[Point]) -> str:
    """Longitude first, as both services want it."""
    return ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in points)
