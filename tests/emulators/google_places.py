"""Google's Places API (New), v1: nearby search, text search, details and photos, with field masks and their errors.

From https://developers.google.com/maps/documentation/places/web-service (as of mid 2025).
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators import google_photos
from tests.emulators.google_world import find, near, world

_STATUS = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}
# What may be masked for, and asked for as a type, as far as travellers' software does.
FIELDS = frozenset(
    "id name displayName primaryType primaryTypeDisplayName types location viewport formattedAddress "
    "shortFormattedAddress addressComponents plusCode rating userRatingCount priceLevel priceRange "
    "regularOpeningHours currentOpeningHours internationalPhoneNumber nationalPhoneNumber websiteUri googleMapsUri "
    "businessStatus photos accessibilityOptions editorialSummary goodForChildren servesVegetarianFood servesBreakfast "
    "servesLunch servesDinner reservable utcOffsetMinutes reviews".split()
)
TABLE_A = frozenset(
    "art_gallery art_studio auditorium cultural_landmark historical_place monument museum performing_arts_theater "
    "sculpture library amphitheatre amusement_center amusement_park aquarium botanical_garden casino comedy_club "
    "concert_hall cultural_center dance_hall ferris_wheel garden hiking_area historical_landmark karaoke marina "
    "movie_theater national_park night_club observation_deck opera_house park philharmonic_hall picnic_ground "
    "planetarium plaza roller_coaster state_park tourist_attraction visitor_center water_park wildlife_park zoo "
    "bakery bar bar_and_grill cafe coffee_shop food_court ice_cream_shop meal_takeaway pub restaurant steak_house "
    "tea_house wine_bar bed_and_breakfast budget_japanese_inn extended_stay_hotel guest_house hostel hotel inn "
    "japanese_inn lodging motel resort_hotel beach church hindu_temple mosque synagogue book_store department_store "
    "gift_shop market shopping_mall store stadium spa sauna".split()
)
_NEARBY = frozenset(
    "includedTypes excludedTypes includedPrimaryTypes excludedPrimaryTypes maxResultCount locationRestriction "
    "rankPreference languageCode regionCode".split()
)
_TEXT = frozenset(
    "textQuery includedType strictTypeFiltering languageCode regionCode locationBias locationRestriction pageSize "
    "pageToken maxResultCount minRating openNow priceLevels rankPreference".split()
)


class _Refused(Exception):
    def __init__(self, status: int, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.reason = status, message, reason


def _refusal(_: Request, refused: Exception) -> Response:
    assert isinstance(refused, _Refused)
    body: dict[str, Any] = {"code": refused.status, "message": refused.message, "status": _STATUS[refused.status]}
    if refused.reason:
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        body["details"] = [{"@type": kind, "reason": refused.reason, "domain": "googleapis.com"}]
    return JSONResponse({"error": body}, refused.status)


def _checked(request: Request, prefix: str) -> set[str]:
    """The fields asked for; raises what Google answers without a key or a mask."""
    key = request.headers.get("x-goog-api-key") or request.query_params.get("key")
    if not key:
        raise _Refused(403, "Method doesn't allow unregistered callers (callers without established identity).")
    if key == "invalid":
        raise _Refused(400, "API key not valid. Please pass a valid API key.", "API_KEY_INVALID")
    mask = request.headers.get("x-goog-fieldmask") or request.query_params.get("fields") or ""
    if not mask:
        raise _Refused(400, "FieldMask is a required parameter. See how to provide the mask in the documentation.")
    fields = {one.strip() for one in mask.split(",")}
    known = {f"{prefix}{one}" for one in FIELDS} | {"*", "nextPageToken"}
    for field in fields - known:
        raise _Refused(400, f"Error expanding 'fields' parameter. Cannot find matching fields for path '{field}'.")
    return {field.removeprefix(prefix) for field in fields}


async def _body(request: Request, known: frozenset[str]) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise _Refused(400, "Invalid JSON payload received. Unexpected token.") from None
    for name in set(body) - known:
        raise _Refused(400, f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.')
    return dict(body)


def _circle(said: Any, name: str) -> tuple[Point, float]:
    try:
        circle = said["circle"]
        at = Point(lat=circle["center"]["latitude"], lon=circle["center"]["longitude"])
        radius = float(circle["radius"])
    except (KeyError, TypeError, ValueError):
        raise _Refused(400, f"Invalid {name}.") from None
    if not 0 <= radius <= 50_000:
        raise _Refused(400, "Invalid circle.radius. Must be between 0.0 and 50000.0.")
    return at, radius


def _masked(place: dict[str, Any], fields: set[str]) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name[0] != "_" and (name in fields or "*" in fields)}


def _types(asked: Iterable[str]) -> set[str]:
    types = set(asked)
    cuisines = {one for one in types if one.endswith("_restaurant")}
    if unknown := sorted(types - TABLE_A - cuisines):
        raise _Refused(400, f"Unsupported types: {', '.join(unknown)}.")
    return types


async def nearby(request: Request) -> Response:
    fields, body = _checked(request, "places."), await _body(request, _NEARBY)
    if "locationRestriction" not in body:
        raise _Refused(400, "location_restriction is required.")
    at, radius = _circle(body["locationRestriction"], "location_restriction")
    types, most = _types(body.get("includedTypes", [])), int(body.get("maxResultCount", 20))
    if len(types) > 50 or not 1 <= most <= 20:
        raise _Refused(400, "max_result_count must be between 1 and 20 (inclusive).")
    inside = [
        place
        for place in near(at, radius).values()
        if place["_at"].metres_to(at) <= radius and (not types or types & set(place["types"]))
    ]
    if body.get("rankPreference") == "DISTANCE":
        inside.sort(key=lambda place: place["_at"].metres_to(at))
    else:
        inside.sort(key=lambda place: (-place.get("userRatingCount", 0), place["id"]))
    return _listed(inside[:most], fields)


def _listed(places: list[dict[str, Any]], fields: set[str], token: str = "") -> Response:
    """Nothing found is an empty object."""
    body: dict[str, Any] = {"places": [_masked(place, fields) for place in places]} if places else {}
    if token and fields & {"nextPageToken", "*"}:
        body["nextPageToken"] = token
    return JSONResponse(body)


async def text(request: Request) -> Response:
    fields, body = _checked(request, "places."), await _body(request, _TEXT)
    words = set(re.findall(r"\w+", str(body.get("textQuery", "")).casefold()))
    if not words:
        raise _Refused(400, "Empty text_query.")
    size = int(body.get("pageSize", body.get("maxResultCount", 20)))
    if not 0 <= size <= 20:
        raise _Refused(400, "page_size must be between 0 and 20 (inclusive).")
    wanted = _types([body["includedType"]]) if "includedType" in body else set()
    bias = _circle(body["locationBias"], "location_bias") if "locationBias" in body else None
    start = _start_of(body.get("pageToken", ""))
    found = sorted(
        (-_alike(words, place, bias), place["id"])
        for place in (near(bias[0], 2 * bias[1]) if bias else world()).values()
        if not wanted or wanted & set(place["types"])
    )
    best = [place for score, place_id in found if score <= -1 and (place := find(place_id))][:60]
    more = urlsafe_b64encode(str(start + size).encode()).decode() if len(best) > start + size else ""
    return _listed(best[start : start + (size or 20)], fields, more)


def _start_of(token: str) -> int:
    try:
        return int(urlsafe_b64decode(token)) if token else 0
    except ValueError:
        raise _Refused(400, "Invalid page_token.") from None


def _alike(words: set[str], place: dict[str, Any], bias: tuple[Point, float] | None) -> float:
    """How well a place answers: words of its name, its types; what is far from the bias does not."""
    name = set(re.findall(r"\w+", place.get("_names", place["displayName"]["text"]).casefold()))
    kinds = {word for one in place["types"] for word in (*one.split("_"), *(f"{part}s" for part in one.split("_")))}
    score = 2.0 * len(words & name) / len(words) + 1.5 * len(words & kinds) / len(words)
    if bias is not None and place["_at"].metres_to(bias[0]) > 2 * bias[1] + 1000:
        return 0.0
    return score


async def details(request: Request) -> Response:
    fields = _checked(request, "")
    place = find(request.path_params["place_id"])
    if place is None:
        raise _Refused(404, "The Place ID is no longer valid. Please refresh cached Place IDs.")
    return JSONResponse(_masked(place, fields))


app = Starlette(
    routes=[
        Route("/v1/places:searchNearby", nearby, methods=["POST"]),
        Route("/v1/places:searchText", text, methods=["POST"]),
        Route("/v1/places/{place_id}", details),
        Route("/v1/places/{place_id}/photos/{photo}/media", google_photos.media),
        Route("/usercontent/{name}", google_photos.picture),
    ],
    exception_handlers={_Refused: _refusal},
)
