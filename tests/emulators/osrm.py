"""OSRM's HTTP API v1 on the wire, as FOSSGIS has it: one server a profile, tables of at most 100 points.

After https://project-osrm.org/docs/v5.24.0/api/ (2025); who does not say who he is gets 403, as at FOSSGIS.
"""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.streets import Way, way

_SERVERS = {"routed-foot": "walk", "routed-bike": "bicycle", "routed-car": "drive"}
_MOST = 100


def said(code: str, message: str, status: int = 400) -> Response:
    return JSONResponse({"code": code, "message": message}, status)


def points_of(text: str) -> list[Point]:
    """Raises ValueError for text that is no list of longitude,latitude."""
    pairs = [part.split(",") for part in text.split(";")]
    return [Point(lon=float(lon), lat=float(lat)) for lon, lat in pairs]


def rounded(metres: float) -> dict[str, Any]:
    """Where a coordinate came to lie on the street."""
    return {"hint": "", "distance": metres, "name": "", "location": [0, 0]}


def table_of(points: list[Point], origins: list[int], ends: list[int], mode: str) -> dict[str, Any]:
    ways = [[way(points[i], points[j], mode) for j in ends] for i in origins]
    return {
        "code": "Ok",
        "distances": [[one.metres for one in row] for row in ways],
        "durations": [[one.seconds for one in row] for row in ways],
        "destinations": [rounded(4.2) for _ in ends],
        "sources": [rounded(4.2) for _ in origins],
    }


def route_of(found: Way, mode: str, geometry: str, instructions: tuple[str, str] | None = None) -> dict[str, Any]:
    half = {"distance": found.metres / 2, "duration": found.seconds / 2, "mode": mode}
    told = [{"type": "depart", "modifier": "right"}, {"type": "turn", "modifier": "left"}]
    if instructions is not None:
        told = [one | {"instruction": text} for one, text in zip(told, instructions, strict=True)]
    steps = [
        half | {"maneuver": one, "name": name} for one, name in zip(told, ("High Street", "Mill Lane"), strict=True)
    ]
    leg = {"distance": found.metres, "duration": found.seconds, "summary": "", "steps": steps}
    return {
        "legs": [leg],
        "weight_name": "routability",
        "weight": found.seconds,
        "duration": found.seconds,
        "distance": found.metres,
        "geometry": geometry,
    }


def _asked(request: Request) -> tuple[str, list[Point]] | Response:
    if request.headers.get("user-agent", "").startswith("python-httpx"):
        return Response("Access blocked. See the usage policy.", 403, media_type="text/plain")
    server = request.path_params["server"]
    if server not in _SERVERS:
        return Response(status_code=404)
    try:
        return _SERVERS[server], points_of(request.path_params["places"])
    except ValueError:
        return said("InvalidQuery", "Query string malformed close to position 10")


async def _table(request: Request) -> Response:
    asked = _asked(request)
    if isinstance(asked, Response):
        return asked
    mode, points = asked
    if len(points) > _MOST:
        return said("TooBig", "Too many table coordinates")
    everyone = list(range(len(points)))
    table = table_of(points, everyone, everyone, mode)
    annotations = request.query_params.get("annotations", "duration").split(",")
    if not set(annotations) <= {"duration", "distance"}:
        return said("InvalidOptions", "Unknown annotation")
    kept = {"durations": "duration" in annotations, "distances": "distance" in annotations}
    return JSONResponse({name: value for name, value in table.items() if kept.get(name, True)})


async def _route(request: Request) -> Response:
    asked = _asked(request)
    if isinstance(asked, Response):
        return asked
    mode, points = asked
    if len(points) != 2:
        return said("InvalidOptions", "Number of coordinates needs to be at least two.")
    found = way(points[0], points[1], mode)
    digits = {"polyline": 5, "polyline6": 6}.get(request.query_params.get("geometries", "polyline"))
    if digits is None:
        return said("InvalidOptions", "geometries: emulated are polyline and polyline6")
    return JSONResponse(
        {"code": "Ok", "routes": [route_of(found, mode, found.packed(digits))], "waypoints": [rounded(4.2)] * 2}
    )


app = Starlette(
    routes=[
        Route("/{server}/table/v1/{profile}/{places}", _table),
        Route("/{server}/route/v1/{profile}/{places}", _route),
    ]
)
