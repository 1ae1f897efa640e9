"""Mapbox's Matrix API v1 and Directions API v5 on the wire.

After https://docs.mapbox.com/api/navigation/matrix/ and https://docs.mapbox.com/api/navigation/directions/ (2025).
"""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.osrm import points_of, route_of, said, table_of
from tests.emulators.streets import way

_PROFILES = {"walking": "walk", "cycling": "bicycle", "driving": "drive", "driving-traffic": "drive"}
_MOST, _MOST_IN_TRAFFIC = 25, 10


def _asked(request: Request) -> tuple[str, list[Point]] | Response:
    token = request.query_params.get("access_token")
    if not token:
        return JSONResponse({"message": "Not Authorized - No Token"}, 401)
    if token != "emulated":
        return JSONResponse({"message": "Not Authorized - Invalid Token"}, 401)
    profile = request.path_params["profile"]
    if profile not in _PROFILES:
        return said("ProfileNotFound", "Profile not found", 404)
    try:
        return _PROFILES[profile], points_of(request.path_params["places"])
    except ValueError:
        return said("InvalidInput", "Coordinate is invalid: a longitude and a latitude are wanted", 422)


def _indices(request: Request, name: str, count: int) -> list[int]:
    told = request.query_params.get(name, "all")
    found = list(range(count)) if told == "all" else [int(part) for part in told.split(";")]
    if any(not 0 <= index < count for index in found):
        raise ValueError(name)
    return found


async def _matrix(request: Request) -> Response:
    asked = _asked(request)
    if isinstance(asked, Response):
        return asked
    mode, points = asked
    most = _MOST_IN_TRAFFIC if request.path_params["profile"] == "driving-traffic" else _MOST
    if not 2 <= len(points) <= most:
        return said("InvalidInput", f"Too many coordinates; maximum number of coordinates is {most}.", 422)
    try:
        origins, ends = (_indices(request, name, len(points)) for name in ("sources", "destinations"))
    except ValueError as error:
        return said("InvalidInput", f"{error} is not valid", 422)
    table = table_of(points, origins, ends, mode)
    annotations = request.query_params.get("annotations", "duration")
    kept = {"durations": "duration" in annotations, "distances": "distance" in annotations}
    return JSONResponse({name: value for name, value in table.items() if kept.get(name, True)})


async def _directions(request: Request) -> Response:
    asked = _asked(request)
    if isinstance(asked, Response):
        return asked
    mode, points = asked
    if len(points) != 2:
        return said("InvalidInput", "emulated are two coordinates", 422)
    digits = {"polyline": 5, "polyline6": 6}.get(request.query_params.get("geometries", "polyline"))
    if digits is None:
        return said("InvalidInput", "geometries: emulated are polyline and polyline6", 422)
    found = way(points[0], points[1], mode)
    words = ("Walk north on High Street.", "Turn left onto Mill Lane.")
    body: dict[str, Any] = {"routes": [route_of(found, mode, found.packed(digits), words)], "waypoints": []}
    return JSONResponse(body | {"code": "Ok", "uuid": "emulated"})


app = Starlette(
    routes=[
        Route("/directions-matrix/v1/mapbox/{profile}/{places}", _matrix),
        Route("/directions/v5/mapbox/{profile}/{places}", _directions),
    ]
)
