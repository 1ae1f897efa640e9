"""Mapbox: Search Box v1 (category, forward, retrieve) and Geocoding v6 (forward, reverse).

From https://docs.mapbox.com/api/search/search-box/ and https://docs.mapbox.com/api/search/geocoding/ (as of mid 2025).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any
from zlib import crc32

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from domain.place import Category, Place
from tests.emulators.addresses import Spot, around, find
from tools.places.atlas.records import city_ids, load_city, load_places

C = Category
_SUNDAY = date(2027, 3, 7)
_NOTICE = "© 2026 Mapbox and its suppliers. Use of this data is subject to the Mapbox Terms of Service."
_IDS: dict[Category, tuple[str, ...]] = {
    C.MUSEUM: ("museum", "tourist_attraction"),
    C.GALLERY: ("art_gallery",),
    C.TEMPLE: ("temple", "place_of_worship"),
    C.SHRINE: ("shrine", "temple", "place_of_worship"),
    C.CHURCH: ("church", "place_of_worship"),
    C.MOSQUE: ("mosque", "place_of_worship"),
    C.SYNAGOGUE: ("synagogue", "place_of_worship"),
    C.PALACE: ("historic_site", "tourist_attraction"),
    C.CASTLE: ("castle", "historic_site"),
    C.MONUMENT: ("monument",),
    C.ARCHAEOLOGY: ("historic_site",),
    C.VIEWPOINT: ("viewpoint",),
    C.SQUARE: ("plaza", "tourist_attraction"),
    C.BRIDGE: ("bridge", "tourist_attraction"),
    C.PARK: ("park",),
    C.GARDEN: ("garden", "park"),
    C.NATURE: ("nature_reserve", "park"),
    C.BEACH: ("beach",),
    C.MARKET: ("market", "shopping"),
    C.SHOPPING: ("shopping_mall", "shopping"),
    C.BOOKSHOP: ("bookstore", "shopping"),
    C.LIBRARY: ("library",),
    C.ZOO: ("zoo",),
    C.AQUARIUM: ("aquarium",),
    C.THEME_PARK: ("theme_park",),
    C.THEATRE: ("theatre",),
    C.MUSIC: ("concert_hall", "theatre"),
    C.NIGHTLIFE: ("nightclub", "bar"),
    C.SPORT: ("stadium",),
    C.WELLNESS: ("spa",),
    C.RESTAURANT: ("restaurant", "food_and_drink"),
    C.CAFE: ("cafe", "food_and_drink"),
    C.BAR: ("bar", "food_and_drink"),
    C.BAKERY: ("bakery", "cafe", "food_and_drink"),
    C.STREET_FOOD: ("restaurant", "food_and_drink"),
    C.FOOD_MARKET: ("food_court", "market", "food_and_drink"),
    C.HOTEL: ("hotel", "lodging"),
    C.HOSTEL: ("hostel", "lodging"),
    C.GUESTHOUSE: ("bed_and_breakfast", "hotel", "lodging"),
}
KNOWN = frozenset(one for ids in _IDS.values() for one in ids) | {"historic_site", "tourist_attraction", "monument"}


class _Refused(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def _refusal(_: Request, refused: Exception) -> Response:
    assert isinstance(refused, _Refused)
    return JSONResponse({"message": refused.message}, refused.status)


@cache
def _of_city(city_id: str) -> dict[str, tuple[Place, str]]:
    """The atlas's places that it knows, by its id, with their city; one in nine it does not."""
    return {
        _id(place.id): (place, city_id)
        for place in load_places(city_id).values()
        if place.category in _IDS and crc32(place.id.encode()) % 9
    }


def _world(near: Point | None = None) -> dict[str, tuple[Place, str]]:
    """All, or those of the cities near a point."""
    cities = [one for one in city_ids() if near is None or load_city(one).at.metres_to(near) < 150_000]
    return {place_id: place for city_id in cities for place_id, place in _of_city(city_id).items()}


def _id(place_id: str) -> str:
    return f"dXJuOm1ieHBvaTp{crc32(place_id.encode()):08x}"


def _asked(request: Request, most: int) -> tuple[dict[str, str], int, Point | None]:
    """Parameters, limit and proximity; raises what Mapbox answers to bad ones."""
    asked = dict(request.query_params)
    token = asked.get("access_token")
    if not token or token == "invalid":
        raise _Refused(401, f"Not Authorized - {'Invalid' if token else 'No'} Token")
    limit = asked.get("limit", str(min(most, 10)))
    if not limit.isdigit() or not 1 <= int(limit) <= most:
        raise _Refused(400, f"limit must be a number between 1 and {most}")
    if not re.fullmatch(r"[a-z]{2}(-[A-Za-z]+)?", asked.get("language", "en")):
        raise _Refused(400, "language must be an IETF language tag")
    near = None
    if "proximity" in asked and asked["proximity"] != "ip":
        try:
            lon, lat = map(float, asked["proximity"].split(","))
            near = Point(lat=lat, lon=lon)
        except ValueError:
            raise _Refused(400, "proximity must be longitude,latitude") from None
    return asked, int(limit), near


async def category(request: Request) -> Response:
    wanted = request.path_params["category"]
    _, limit, near = _asked(request, 25)
    if wanted not in KNOWN:
        raise _Refused(404, f"Category '{wanted}' not found")
    found = [(place, city) for place, city in _world(near).values() if wanted in _IDS[place.category]]
    if near is not None:
        found = [one for one in found if one[0].at.metres_to(near) < 60_000]
        found.sort(key=lambda one: (one[0].at.metres_to(near), one[0].id))
    return _collection([_poi(place, city) for place, city in found[:limit]])


async def forward(request: Request) -> Response:
    asked, limit, near = _asked(request, 10)
    words = set(re.findall(r"\w+", asked.get("q", "").casefold()))
    if not words or len(asked["q"]) > 256:
        raise _Refused(400, "q must be between 1 and 256 characters")
    scored = []
    for place, city in _world(near).values():
        name = set(re.findall(r"\w+", f"{place.name} {place.local_name or ''}".casefold()))
        kinds = {part for one in _IDS[place.category] for part in one.split("_")}
        metres = place.at.metres_to(near) if near else 0.0
        score = 2 * len(words & name) / len(words) + len(words & kinds) / len(words) - metres / 100_000
        if words & (name | kinds) and metres < 60_000:
            scored.append((-score, place.id, place, city))
    return _collection([_poi(place, city) for _, _, place, city in sorted(scored, key=lambda one: one[:2])[:limit]])


async def retrieve(request: Request) -> Response:
    asked, _, _ = _asked(request, 10)
    if not asked.get("session_token"):
        raise _Refused(400, "session_token is required")
    known = _world().get(request.path_params["id"])
    if known is None:
        raise _Refused(404, "Not Found")
    return _collection([_poi(*known)])


def _collection(features: list[dict[str, Any]]) -> Response:
    return JSONResponse({"type": "FeatureCollection", "features": features, "attribution": _NOTICE})


def _feature(at: Point, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [at.lon, at.lat]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _poi(place: Place, city_id: str) -> dict[str, Any]:
    city, key = load_city(city_id), crc32(place.id.encode())
    at = Point(lat=place.at.lat + (key % 41 - 20) / 111_200, lon=place.at.lon + (key // 41 % 41 - 20) / 111_200)
    metadata: dict[str, Any] = {"phone": f"+1555010{key % 100:02d}"} if key % 3 else {}
    if place.site:
        metadata["website"] = place.site
    if place.hours is not None and key % 4:
        metadata["open_hours"] = {"periods": _periods(place)}
    context = {
        "country": {"name": city.country_name, "country_code": city.country},
        "place": {"id": _id(city_id), "name": city.name},
        **({"neighborhood": {"id": _id(place.area), "name": place.area}} if place.area else {}),
    }
    return _feature(
        at,
        {
            "name": place.name.split(" (")[0],
            "mapbox_id": _id(place.id),
            "feature_type": "poi",
            "full_address": f"{place.area or city.name}, {city.country_name}",
            "place_formatted": f"{city.name}, {city.country_name}",
            "context": context,
            "coordinates": {"latitude": at.lat, "longitude": at.lon},
            "language": "en",
            "maki": "marker",
            "poi_category": [one.replace("_", " ") for one in _IDS[place.category]],
            "poi_category_ids": list(_IDS[place.category]),
            "external_ids": {},
            "metadata": metadata,
        },
    )


def _periods(place: Place) -> list[dict[str, Any]]:
    assert place.hours is not None
    if place.hours.spec == "24/7":
        return [{"open": {"day": 0, "time": "0000"}}]
    return [
        {
            "open": {"day": day, "time": _time(window.start)},
            "close": {"day": (day + window.end // 1440) % 7, "time": _time(window.end % 1440)},
        }
        for day in range(7)
        for window in place.hours.windows_on(_SUNDAY + timedelta(days=day))
        if window.end - window.start < 1440
    ]


def _time(minute: int) -> str:
    return f"{minute // 60:02d}{minute % 60:02d}"


async def geocode_forward(request: Request) -> Response:
    asked, limit, _ = _asked(request, 10)
    if not asked.get("q"):
        raise _Refused(422, "q: must not be empty")
    return _collection([_located(spot) for spot in find(asked["q"], asked.get("country"), limit)])


async def geocode_reverse(request: Request) -> Response:
    asked, _, _ = _asked(request, 5)
    try:
        spot = around(Point(lat=float(asked["latitude"]), lon=float(asked["longitude"])))
    except (KeyError, ValueError):
        raise _Refused(422, "longitude and latitude must be numbers in range") from None
    return _collection([_located(spot)] if spot else [])


def _located(spot: Spot) -> dict[str, Any]:
    kind = "address" if spot.number else "street" if spot.street else "place"
    name = f"{spot.number} {spot.street}".strip() or spot.city.name
    context: dict[str, Any] = {
        "country": {"mapbox_id": _id(spot.city.country), "name": spot.country, "country_code": spot.city.country}
    }
    if spot.street:
        context["place"] = {"mapbox_id": _id(spot.city.name), "name": spot.city.name}
    return {
        **_feature(
            spot.at,
            {
                "mapbox_id": f"dXJuOm1ieGFkcjo{spot.id}",
                "feature_type": kind,
                "full_address": spot.line,
                "name": name,
                "name_preferred": name,
                "coordinates": {"longitude": spot.at.lon, "latitude": spot.at.lat},
                "place_formatted": spot.line.partition(", ")[2],
                "context": context,
            },
        ),
        "id": f"dXJuOm1ieGFkcjo{spot.id}",
    }


app = Starlette(
    routes=[
        Route("/search/searchbox/v1/category/{category}", category),
        Route("/search/searchbox/v1/forward", forward),
        Route("/search/searchbox/v1/retrieve/{id}", retrieve),
        Route("/search/geocode/v6/forward", geocode_forward),
        Route("/search/geocode/v6/reverse", geocode_reverse),
    ],
    exception_handlers={_Refused: _refusal},
)
