"""Google's Routes API v2 on the wire: Compute Route Matrix (a streamed array) and Compute Routes.

After https://developers.google.com/maps/documentation/routes/reference/rest/v2 (2025), with its errors, its limits on
elements, its field mask (without one: 400), its times to set out, and proto3's habit to leave out zeros.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.streets import way

_MODES = {"WALK": "walk", "BICYCLE": "bicycle", "DRIVE": "drive", "TRANSIT": "transit"}
_MOST, _MOST_BY_TRANSIT = 625, 100
_PAST, _FUTURE = timedelta(days=7), timedelta(days=100)
_NO_TRANSIT_M = 60_000


class _BadRequest(Exception):
    pass


def _problem(status: int, name: str, message: str, *, stream: bool) -> Response:
    error = {"error": {"code": status, "message": message, "status": name}}
    return JSONResponse([error] if stream else error, status)


def _refused(request: Request, *, stream: bool) -> Response | None:
    key = request.headers.get("x-goog-api-key") or request.query_params.get("key")
    if not key:
        message = "Method doesn't allow unregistered callers (callers without established identity)."
        return _problem(403, "PERMISSION_DENIED", message, stream=stream)
    if key != "emulated":
        message = "API key not valid. Please pass a valid API key."
        return _problem(400, "INVALID_ARGUMENT", message, stream=stream)
    if not (request.headers.get("x-goog-fieldmask") or request.query_params.get("fields")):
        message = "FieldMask is a required parameter."
        return _problem(400, "INVALID_ARGUMENT", message, stream=stream)
    return None


def _point(waypoint: dict[str, Any]) -> Point:
    try:
        at = waypoint["location"]["latLng"]
        return Point(lat=at["latitude"], lon=at["longitude"])
    except (KeyError, TypeError, ValueError) as error:
        raise _BadRequest("Waypoint must have a valid location.") from error


def _mode(body: dict[str, Any]) -> str:
    told = body.get("travelMode", "DRIVE")
    if told not in _MODES:
        raise _BadRequest(f"Invalid value at 'travel_mode': \"{told}\"")
    if told != "DRIVE" and "routingPreference" in body:
        raise _BadRequest("Routing preference cannot be set for WALK, BICYCLE or TRANSIT.")
    if (at := body.get("departureTime")) is not None:
        away = datetime.fromisoformat(at) - datetime.now(UTC)
        earliest, latest = (-_PAST, _FUTURE) if told == "TRANSIT" else (timedelta(0), timedelta(days=3650))
        if not earliest <= away <= latest:
            raise _BadRequest("Timestamp must be set to a future time.")
    return _MODES[told]


async def _matrix(request: Request) -> Response:
    if (refused := _refused(request, stream=True)) is not None:
        return refused
    body = await request.json()
    try:
        mode = _mode(body)
        origins, ends = ([_point(one["waypoint"]) for one in body[side]] for side in ("origins", "destinations"))
    except (KeyError, _BadRequest) as error:
        return _problem(400, "INVALID_ARGUMENT", str(error), stream=True)
    most = _MOST_BY_TRANSIT if mode == "transit" else _MOST
    if not 0 < len(origins) * len(ends) <= most:
        message = f"Request exceeds the maximum number of elements: {most}."
        return _problem(400, "INVALID_ARGUMENT", message, stream=True)
    cells = [(i, j, start, end) for i, start in enumerate(origins) for j, end in enumerate(ends)]
    return StreamingResponse(_elements(cells, mode), media_type="application/json")


async def _elements(cells: list[tuple[int, int, Point, Point]], mode: str) -> AsyncIterator[str]:
    """In no order: the last first."""
    for number, (i, j, start, end) in enumerate(reversed(cells)):
        yield ("[" if number == 0 else ",\n") + json.dumps(_element(i, j, start, end, mode))
    yield "]"


def _element(i: int, j: int, start: Point, end: Point, mode: str) -> dict[str, Any]:
    told = {name: index for name, index in (("originIndex", i), ("destinationIndex", j)) if index}
    if mode == "transit" and start.metres_to(end) > _NO_TRANSIT_M:
        return told | {"status": {}, "condition": "ROUTE_NOT_FOUND"}
    found = way(start, end, mode)
    far = {"distanceMeters": round(found.metres)} if found.metres else {}
    return told | {"status": {}} | far | {"duration": f"{round(found.seconds)}s", "condition": "ROUTE_EXISTS"}


async def _routes(request: Request) -> Response:
    if (refused := _refused(request, stream=False)) is not None:
        return refused
    body = await request.json()
    try:
        mode = _mode(body)
        start, end = _point(body["origin"]), _point(body["destination"])
    except (KeyError, _BadRequest) as error:
        return _problem(400, "INVALID_ARGUMENT", str(error), stream=False)
    if mode == "transit" and start.metres_to(end) > _NO_TRANSIT_M:
        return JSONResponse({})
    found = way(start, end, mode)
    half = {"distanceMeters": round(found.metres / 2), "staticDuration": f"{round(found.seconds / 2)}s"}
    steps = [
        half | {"navigationInstruction": {"maneuver": "DEPART", "instructions": "Head north"}},
        half | {"navigationInstruction": {"maneuver": "TURN_RIGHT", "instructions": "Turn right"}},
    ]
    route = {
        "legs": [{"steps": steps}],
        "distanceMeters": round(found.metres),
        "duration": f"{round(found.seconds)}s",
        "polyline": {"encodedPolyline": found.packed()},
    }
    return JSONResponse({"routes": [route]})


app = Starlette(
    routes=[
        Route("/distanceMatrix/v2:computeRouteMatrix", _matrix, methods=["POST"]),
        Route("/directions/v2:computeRoutes", _routes, methods=["POST"]),
    ]
)
