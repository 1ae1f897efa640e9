"""Nominatim: GET /search and /reverse in "jsonv2", as https://nominatim.org/release-docs/latest/api/Overview/ documents them.

Knows every city of GeoNames' list and what the emulated OpenStreetMap has in a city (tests/emulators/osm_world.py). A client
without a name of its own is turned away with 403, as the usage policy says. Its functions run in threads, for the first question reads the world.
"""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.osm_world import _nearest, _number, elements_around
from tools.places import world_cities
from tools.places.spelling import fold
from tools.places.world_cities import WorldCity

_LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright"
_REACH_M = 60_000


def _error(code: int, message: str) -> Response:
    return JSONResponse({"error": {"code": code, "message": message}}, code)


def _refusal(request: Request, needed: tuple[str, ...]) -> Response | None:
    agent = request.headers.get("user-agent", "")
    if not agent or agent.startswith("python-"):
        return _error(403, "Usage limit reached or missing User-Agent: see the usage policy")
    if request.query_params.get("format", "jsonv2") != "jsonv2":
        return _error(400, "Parameter 'format' must be one of: jsonv2 (this emulator)")
    missing = [name for name in needed if not request.query_params.get(name)]
    return _error(400, f"Nothing to search for: parameter '{missing[0]}' missing.") if missing else None


def _city(city: WorldCity, address_details: bool) -> dict[str, Any]:
    country = world_cities.country_name(city.country)
    said: dict[str, Any] = {
        "place_id": 1_000_000 + city.geoname_id,
        "licence": _LICENCE,
        "osm_type": "relation",
        "osm_id": city.geoname_id,
        "lat": f"{city.lat:.7f}",
        "lon": f"{city.lon:.7f}",
        "category": "boundary",
        "type": "administrative",
        "place_rank": 16,
        "importance": round(min(0.9, 0.3 + city.population / 2e7), 6),
        "addresstype": "city",
        "name": city.name,
        "display_name": f"{city.name}, {country}",
        "boundingbox": [
            f"{city.lat - 0.1:.7f}",
            f"{city.lat + 0.1:.7f}",
            f"{city.lon - 0.1:.7f}",
            f"{city.lon + 0.1:.7f}",
        ],
    }
    address = {"city": city.name, "country": country, "country_code": city.country.lower()}
    return said | ({"address": address} if address_details else {})


def _thing(element: dict[str, Any], city: WorldCity, address_details: bool) -> dict[str, Any]:
    tags, place = element["tags"], element.get("center", element)
    key = next(
        one
        for one in ("tourism", "historic", "amenity", "leisure", "shop", "place", "man_made", "natural", "landuse")
        if one in tags
    )
    name, country = tags.get("name:en", tags["name"]), world_cities.country_name(city.country)
    said: dict[str, Any] = {
        "place_id": _number(f"p{element['id']}") % 10**8,
        "licence": _LICENCE,
        "osm_type": element["type"],
        "osm_id": element["id"],
        "lat": f"{place['lat']:.7f}",
        "lon": f"{place['lon']:.7f}",
        "category": key,
        "type": tags[key],
        "place_rank": 30,
        "importance": 0.2,
        "addresstype": key,
        "name": name,
        "display_name": f"{name}, 1, Main Street, {city.name}, 10000, {country}",
        "boundingbox": [str(place["lat"]), str(place["lat"]), str(place["lon"]), str(place["lon"])],
    }
    address = {
        key: name,
        "road": "Main Street",
        "city": city.name,
        "postcode": "10000",
        "country": country,
        "country_code": city.country.lower(),
    }
    return said | ({"address": address} if address_details else {})


def search(request: Request) -> Response:
    if refusal := _refusal(request, ("q",)):
        return refusal
    asked = request.query_params
    if not asked.get("limit", "10").isdigit():
        return _error(400, "Parameter 'limit' must be a number.")
    details, most = asked.get("addressdetails") == "1", min(40, int(asked.get("limit", "10")))
    codes = set(asked.get("countrycodes", "").upper().split(",")) - {""}
    found = [_city(city, details) for city in _cities(asked["q"]) if not codes or city.country in codes]
    if "viewbox" in asked:
        west, north, east, south = map(float, asked["viewbox"].split(","))
        at = Point(lat=(north + south) / 2, lon=(west + east) / 2)
        found += _things(asked["q"], at, details)
    elif not found and "," in asked["q"]:
        name, _, where = asked["q"].rpartition(",")
        found += [thing for city in _cities(where)[:1] for thing in _things(name, city.at, details)]
    return JSONResponse(found[:most])


def _cities(text: str) -> list[WorldCity]:
    name, _, where = (part.strip() for part in text.partition(","))
    named = list(world_cities.find_named(name))
    return [c for c in named if not where or fold(world_cities.country_name(c.country)) == fold(where)]


def _things(text: str, at: Point, details: bool) -> list[dict[str, Any]]:
    city, key = _nearest(round(at.lat, 3), round(at.lon, 3)), fold(text.strip())
    named = [
        e
        for e in elements_around(at)
        if "name" in e["tags"] and key in {fold(e["tags"]["name"]), fold(e["tags"].get("name:en", ""))}
    ]
    return [_thing(element, city, details) for element in named]


def reverse(request: Request) -> Response:
    if refusal := _refusal(request, ("lat", "lon")):
        return refusal
    try:
        at = Point(lat=float(request.query_params["lat"]), lon=float(request.query_params["lon"]))
    except ValueError:
        return _error(400, "Parameter 'lat' must be a number between -90 and 90.")
    city = _nearest(round(at.lat, 3), round(at.lon, 3))
    if city.at.metres_to(at) > _REACH_M:
        return JSONResponse({"error": "Unable to geocode"})
    details = request.query_params.get("addressdetails", "1") == "1"
    if int(request.query_params.get("zoom", "18")) <= 10:
        return JSONResponse(_city(city, details))
    named = [e for e in elements_around(at) if "name" in e["tags"]]
    near = min(named, key=lambda e: Point(lat=e.get("center", e)["lat"], lon=e.get("center", e)["lon"]).metres_to(at))
    return JSONResponse(_thing(near, city, details))


app = Starlette(routes=[Route("/search", search), Route("/reverse", reverse)])
