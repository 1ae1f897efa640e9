"""The part of Google's Places API (New) that gives photos: text search, details and media.

From https://developers.google.com/maps/documentation/places/web-service/place-photos. It knows the places of our atlas.
"""

from __future__ import annotations

import re
from functools import cache
from zlib import crc32

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from domain.place import Place
from tests.emulators.pictures import home, landscape
from tools.places.atlas.records import city_ids, load_city, load_places

_STATUS = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}


def _error(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": {"code": status, "message": message, "status": _STATUS[status]}}, status)


def _refused(request: Request, *, fields: bool) -> Response | None:
    if not (request.headers.get("x-goog-api-key") or request.query_params.get("key")):
        return _error(403, "Method doesn't allow unregistered callers (callers without established identity).")
    if fields and not (request.headers.get("x-goog-fieldmask") or request.query_params.get("fields")):
        return _error(400, "FieldMask is a required parameter.")
    return None


@cache
def _of_city(city_id: str) -> dict[str, tuple[Place, str]]:
    """Places by an id of Google's kind, with their city's name; a city is read when it is first asked for."""
    name = load_city(city_id).name
    return {f"ChIJ_{city_id}_{crc32(place.id.encode()):08x}": (place, name) for place in load_places(city_id).values()}


def _find(place_id: str) -> tuple[Place, str] | None:
    city_id = place_id.partition("_")[2].rpartition("_")[0]
    return _of_city(city_id).get(place_id) if city_id in city_ids() else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


async def search(request: Request) -> Response:
    if refused := _refused(request, fields=True):
        return refused
    try:
        body = await request.json()
        text = str(body["textQuery"]).strip()
        size = int(body.get("pageSize", 20))
    except (ValueError, KeyError, TypeError):
        return _error(400, "Invalid JSON payload received.")
    if not text or not 1 <= size <= 20:
        return _error(400, "Empty text_query." if not text else "page_size must be between 1 and 20.")
    asked = _words(text)
    cities = [city_id for city_id in city_ids() if _words(load_city(city_id).name) <= asked] or city_ids()
    known = {place_id: found for city_id in cities for place_id, found in _of_city(city_id).items()}
    scored = [(len(asked & _words(f"{place.name} {city}")), place_id) for place_id, (place, city) in known.items()]
    best = [place_id for score, place_id in sorted(scored, key=lambda one: (-one[0], one[1])) if score >= 2][:size]
    mask = {field.removeprefix("places.") for field in request.headers["x-goog-fieldmask"].split(",")}
    return JSONResponse({"places": [_place(place_id, mask) for place_id in best]} if best else {})


async def details(request: Request) -> Response:
    if refused := _refused(request, fields=True):
        return refused
    if _find(request.path_params["place_id"]) is None:
        return _error(404, "The Place ID is no longer valid. Please refresh cached Place IDs.")
    return JSONResponse(_place(request.path_params["place_id"], set(request.headers["x-goog-fieldmask"].split(","))))


def _place(place_id: str, mask: set[str]) -> dict[str, object]:
    found = _find(place_id)
    assert found is not None
    place, city = found
    photos = [
        {
            "name": f"places/{place_id}/photos/AdCG2D{number}{place_id[-8:]}",
            "widthPx": 4032 if number else 3024,
            "heightPx": 3024 if number else 4032,
            "authorAttributions": [
                {
                    "displayName": f"Visitor {number + 1} of {city}",
                    "uri": f"//maps.google.com/maps/contrib/10{number}",
                    "photoUri": "//lh3.googleusercontent.com/a/default",
                }
            ],
        }
        for number in range(3)
    ]
    whole = {
        "id": place_id,
        "displayName": {"text": place.name, "languageCode": "en"},
        "location": {"latitude": place.at.lat, "longitude": place.at.lon},
        "photos": photos,
    }
    return {name: value for name, value in whole.items() if name in mask or "*" in mask}


async def media(request: Request) -> Response:
    """Redirects to a short-lived address, as the real one does."""
    if refused := _refused(request, fields=False):
        return refused
    width = request.query_params.get("maxWidthPx", request.query_params.get("maxHeightPx", ""))
    if not width.isdigit() or not 1 <= int(width) <= 4800:
        return _error(400, "max_width_px or max_height_px must be between 1 and 4800.")
    base, place_id = home(request), request.path_params["place_id"]
    if _find(place_id) is None:
        return _error(404, "The photo resource in the request is invalid. Please refresh cached photo names.")
    address = f"{base}/usercontent/{place_id}..{request.path_params['photo']}=w{width}"
    if request.query_params.get("skipHttpRedirect") == "true":
        name = request.path_params["photo"]
        return JSONResponse({"name": f"places/{place_id}/photos/{name}/media", "photoUri": address})
    return RedirectResponse(address, 302)


async def picture(request: Request) -> Response:
    if request.headers.get("x-goog-api-key"):
        return Response("a key has no business here", 400)
    place_id, _, rest = request.path_params["name"].partition("..")
    found, width = _find(place_id), min(int(rest.rsplit("=w", 1)[1]), 1600)
    if found is None:
        return Response("gone", 404)
    return Response(landscape(found[0].name, width, width * 3 // 4), media_type="image/jpeg")


app = Starlette(
    routes=[
        Route("/v1/places:searchText", search, methods=["POST"]),
        Route("/v1/places/{place_id}", details),
        Route("/v1/places/{place_id}/photos/{photo}/media", media),
        Route("/usercontent/{name}", picture),
    ]
)
