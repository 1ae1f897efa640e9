"""Google's Geocoding API, forward and reverse, as the `googlemaps` client asks it.

From https://developers.google.com/maps/documentation/geocoding/requests-geocoding (as of mid 2025). It answers 200 to
almost everything and says in `status` what is wrong.
"""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.addresses import Spot, around, find


async def geocode(request: Request) -> Response:
    asked = request.query_params
    if not asked.get("key"):
        return _refused("REQUEST_DENIED", "You must use an API key to authenticate each request.")
    if asked["key"] == "invalid":
        return _refused("REQUEST_DENIED", "The provided API key is invalid. ")
    if asked["key"] == "spent":
        return _refused("OVER_QUERY_LIMIT", "You have exceeded your daily request quota for this API.")
    if "latlng" in asked:
        try:
            lat, lon = map(float, asked["latlng"].split(","))
            spot = around(Point(lat=lat, lon=lon))
        except ValueError:
            return _refused("INVALID_REQUEST", "Invalid request. Invalid 'latlng' parameter.", 400)
        return _found([spot] if spot else [])
    if not asked.get("address") and not asked.get("components"):
        return _refused("INVALID_REQUEST", "Invalid request. Missing the 'address' parameter.", 400)
    parts = dict(part.split(":", 1) for part in asked.get("components", "").split("|") if ":" in part)
    return _found(find(asked.get("address", ""), parts.get("country"), 10))


def _found(spots: list[Spot]) -> Response:
    return JSONResponse({"results": [_result(spot) for spot in spots], "status": "OK" if spots else "ZERO_RESULTS"})


def _refused(status: str, message: str, code: int = 200) -> Response:
    return JSONResponse({"error_message": message, "results": [], "status": status}, code)


def _result(spot: Spot) -> dict[str, Any]:
    kinds = ["street_address"] if spot.number else ["route"] if spot.street else ["locality", "political"]
    box = (
        {"lat": spot.at.lat + 0.002, "lng": spot.at.lon + 0.002},
        {"lat": spot.at.lat - 0.002, "lng": spot.at.lon - 0.002},
    )
    return {
        "address_components": _components(spot),
        "formatted_address": spot.line,
        "geometry": {
            "location": {"lat": spot.at.lat, "lng": spot.at.lon},
            "location_type": "ROOFTOP" if spot.number else "APPROXIMATE",
            "viewport": {"northeast": box[0], "southwest": box[1]},
        },
        "place_id": f"ChIJ{spot.id}Geo",
        "types": kinds,
    }


def _components(spot: Spot) -> list[dict[str, Any]]:
    said = [
        (spot.number, spot.number, ["street_number"]),
        (spot.street, spot.street, ["route"]),
        (spot.city.name, spot.city.name, ["locality", "political"]),
        (spot.city.region, spot.city.region, ["administrative_area_level_1", "political"]),
        (spot.country, spot.city.country, ["country", "political"]),
    ]
    return [{"long_name": long, "short_name": short, "types": types} for long, short, types in said if long]


app = Starlette(routes=[Route("/maps/api/geocode/json", geocode)])
