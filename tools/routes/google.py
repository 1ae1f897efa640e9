"""Google Maps Platform: Routes API, Compute Route Matrix and Compute Routes.

Written from https://developers.google.com/maps/documentation/routes/reference/rest/v2 (2025), API version v2. A matrix
holds at most 625 elements, 100 by transit, and an element costs the same in any request. Transit is known up to 100
days ahead: a later day is asked as the same weekday within them. The stream's JSON is one array of elements in any
order; proto3 leaves out an index that is zero.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from domain.candidates import RouteMode, TravelTimes
from domain.geo import Point
from tools.network import Networked
from tools.routes.contract import Directions, DirectionsQuery, MatrixQuery, Step
from tools.routes.grid import Grid, Tile, tiles
from tools.routes.polyline import unpack
from tools.routes.reading import believed, depart_at, no_way, read_source, together

_MODES: Final[dict[RouteMode, str]] = {"walk": "WALK", "transit": "TRANSIT", "drive": "DRIVE", "bicycle": "BICYCLE"}
_MOST, _MOST_BY_TRANSIT = 625, 100
_REACH_DAYS = 98
_MATRIX_MASK = "originIndex,destinationIndex,status,condition,distanceMeters,duration"
_ROUTE_MASK = (
    "routes.duration,routes.distanceMeters,routes.polyline.encodedPolyline,routes.legs.steps.distanceMeters,"
    "routes.legs.steps.staticDuration,routes.legs.steps.navigationInstruction.instructions"
)
_SECONDS = r"^\d+(\.\d+)?s$"


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Status(_Wire):
    code: int = 0


class _Element(_Wire):
    origin: int = Field(default=0, alias="originIndex", ge=0)
    end: int = Field(default=0, alias="destinationIndex", ge=0)
    status: _Status = _Status()
    condition: str = ""
    metres: int = Field(default=0, alias="distanceMeters", ge=0)
    duration: str | None = Field(default=None, pattern=_SECONDS)


class _Instruction(_Wire):
    instructions: str = ""


class _Step(_Wire):
    metres: int = Field(default=0, alias="distanceMeters", ge=0)
    duration: str = Field(default="0s", alias="staticDuration", pattern=_SECONDS)
    told: _Instruction = Field(default=_Instruction(), alias="navigationInstruction")


class _Leg(_Wire):
    steps: tuple[_Step, ...] = ()


class _Line(_Wire):
    packed: str = Field(alias="encodedPolyline")


class _Route(_Wire):
    metres: int = Field(default=0, alias="distanceMeters", ge=0)
    duration: str = Field(pattern=_SECONDS)
    polyline: _Line
    legs: tuple[_Leg, ...] = ()


class _Routes(_Wire):
    routes: tuple[_Route, ...]


_ELEMENTS = TypeAdapter(tuple[_Element, ...])


class _Google(Networked):
    version = "v2"
    account = "google"
    home = "https://routes.googleapis.com"

    def _told(self, query: MatrixQuery | DirectionsQuery) -> dict[str, Any]:
        told: dict[str, Any] = {"travelMode": _MODES[query.mode]}
        at = depart_at(query, _REACH_DAYS) if query.mode in ("transit", "drive") else None
        if at is not None:
            told["departureTime"] = f"{at:%Y-%m-%dT%H:%M:%SZ}"
            if query.mode == "drive":
                told["routingPreference"] = "TRAFFIC_AWARE"
        return told

    async def _ask(self, path: str, body: dict[str, Any], mask: str) -> Any:
        return await self.post(path, body, X_Goog_Api_Key=self._access.key, X_Goog_FieldMask=mask)


class GoogleMatrix(_Google):
    name = "google-matrix"

    async def execute(self, query: MatrixQuery) -> TravelTimes:
        most = _MOST_BY_TRANSIT if query.mode == "transit" else _MOST
        grid = Grid(query)
        asked = list(tiles(query, most))
        answers = await together([self._tile(query, tile) for tile in asked])
        for tile, answer in zip(asked, answers, strict=True):
            for one in answer:
                if one.condition == "ROUTE_EXISTS" and not one.status.code and one.duration is not None:
                    grid.put(tile.origins[one.origin], tile.ends[one.end], float(one.duration[:-1]), one.metres)
        return grid.times(read_source(self.name, "computeRouteMatrix"))

    async def _tile(self, query: MatrixQuery, tile: Tile) -> tuple[_Element, ...]:
        body = self._told(query) | {
            "origins": [{"waypoint": _waypoint(query.points[i])} for i in tile.origins],
            "destinations": [{"waypoint": _waypoint(query.points[i])} for i in tile.ends],
        }
        said = await self._ask("/distanceMatrix/v2:computeRouteMatrix", body, _MATRIX_MASK)
        try:
            elements = _ELEMENTS.validate_python(said)
            _check(elements, tile)
        except ValueError as error:
            raise self.malformed(error) from error
        return elements


class GoogleDirections(_Google):
    name = "google-directions"

    async def execute(self, query: DirectionsQuery) -> Directions:
        body = self._told(query) | {
            "origin": _waypoint(query.start),
            "destination": _waypoint(query.end),
            "languageCode": query.language,
            "units": "METRIC",
        }
        said = await self._ask("/directions/v2:computeRoutes", body, _ROUTE_MASK)
        if said == {}:
            raise no_way(self.name, query.mode)  # how the service says that there is none
        try:
            routes = _Routes.model_validate(said).routes
            if not routes:
                raise no_way(self.name, query.mode)
            line = unpack(routes[0].polyline.packed)
        except (ValidationError, ValueError) as error:
            raise self.malformed(error) from error
        steps = tuple(
            Step(step.told.instructions, step.metres, float(step.duration[:-1]) / 60)
            for leg in routes[0].legs
            for step in leg.steps
        )
        seconds = float(routes[0].duration[:-1])
        return believed(query, seconds, routes[0].metres, line, (read_source(self.name, "computeRoutes"), steps))


def _waypoint(point: Point) -> dict[str, Any]:
    return {"location": {"latLng": {"latitude": point.lat, "longitude": point.lon}}}


def _check(elements: tuple[_Element, ...], tile: Tile) -> None:
    """Every pair of the request exactly once, or an index is wrong and minutes would be put between other places."""
    told = {(one.origin, one.end) for one in elements}
    asked = {(i, j) for i in range(len(tile.origins)) for j in range(len(tile.ends))}
    if told != asked or len(elements) != len(asked):
        raise ValueError("route matrix: other elements than were asked for")
