"""Expedia's Rapid API v3: geography, content and shopping (https://developers.expediagroup.com/rapid/lodging).

`CLOCK` moves its clock: a signature must be of within five minutes of that, and its Date header says what it is.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from email.utils import format_datetime
from zlib import crc32

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.inns import Inn, by_number, inns, moved, price
from tools.rates.embedded import PER_EURO

CLOCK = {"ahead_s": 0.0}
SECRET = "emulated"
_TOLERANCE_S = 300
_SIGNED = re.compile(r"EAN APIKey=([^,]+),Signature=([0-9a-f]{128}),timestamp=(\d+)")
_OCCUPANCY = re.compile(r"\d{1,2}(-\d{1,2}(,\d{1,2})*)?")
Handler = Callable[[Request], Awaitable[Response]]


def _error(status: int, kind: str, message: str, *errors: dict[str, object]) -> JSONResponse:
    return JSONResponse({"type": kind, "message": message, "errors": list(errors)}, status)


def _invalid(name: str, kind: str = "required") -> JSONResponse:
    field = {"name": name, "type": "querystring"}
    error = {"type": f"{name}.{kind}", "message": f"{name} is {kind}", "fields": [field]}
    return _error(400, "invalid_input", "An invalid request was sent in, please check the nested errors.", error)


def _signed(handler: Handler) -> Handler:
    """Checks the signature by the server's clock, and says what time it is there."""

    async def checked(request: Request) -> Response:
        now = time.time() + CLOCK["ahead_s"]
        response = _refused(request, now) or await handler(request)
        response.headers["date"] = format_datetime(datetime.fromtimestamp(now, UTC), usegmt=True)
        return response

    return checked


def _refused(request: Request, now: float) -> Response | None:
    said = _SIGNED.fullmatch(request.headers.get("authorization", ""))
    known = "The request could not be authenticated. Verify your API key, shared secret and signature."
    if said is None or "user-agent" not in request.headers:
        return _error(401, "request_unauthenticated", known)
    key, signature, at = said.groups()
    if hashlib.sha512(f"{key}{SECRET}{at}".encode()).hexdigest() != signature:
        return _error(401, "request_unauthenticated", known)
    if abs(int(at) - now) > _TOLERANCE_S:
        return _error(401, "request_unauthenticated", "The timestamp is outside of the allowed window.")
    return None


async def geography(request: Request) -> Response:
    if request.query_params.get("include") != "property_ids":
        return _invalid("include")
    try:
        asked = await request.json()
        (ring,) = asked["coordinates"]
        closed = asked["type"] == "Polygon" and ring[0] == ring[-1]
    except (KeyError, ValueError, TypeError):
        closed = False
    if not closed:
        return _error(400, "invalid_input", "The body is no GeoJSON polygon.")
    lats, lons = [lat for _, lat in ring], [lon for lon, _ in ring]
    radius_km = (max(lats) - min(lats)) * 111.32 / 2
    found = inns((max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2, radius_km)
    return JSONResponse({str(inn.number): {"property_id": str(inn.number)} for inn in found if inn.number % 7})


async def content(request: Request) -> Response:
    asked = request.query_params
    for name in ("language", "supply_source"):
        if not asked.get(name):
            return _invalid(name)
    known = by_number()
    numbers = [int(one) for one in asked.getlist("property_id") if one.isdecimal()]
    return JSONResponse({str(number): _house(known[number]) for number in numbers if number in known})


def _house(inn: Inn) -> dict[str, object]:
    at = moved(inn.at, 25)
    return {
        "property_id": str(inn.number),
        "name": inn.name.replace(" and ", " & "),
        "address": {"line_1": f"{inn.number % 90 + 1} Main Street", "city": inn.city, "country_code": inn.country},
        "ratings": {
            "property": {"rating": f"{inn.stars}.0", "type": "Star"},
            "guest": {"count": inn.reviews // 2, "overall": f"{inn.score / 2:.1f}", "cleanliness": "4.2"},
        },
        "location": {"coordinates": {"latitude": at.lat, "longitude": at.lon}},
        "category": {"id": "1", "name": "Hotel"},
        "rank": inn.number % 1000,
        "business_model": {"expedia_collect": True, "property_collect": True},
    }


async def availability(request: Request) -> Response:
    asked = request.query_params
    for name in ("checkin", "checkout", "currency", "country_code", "occupancy", "property_id", "rate_plan_count"):
        if not asked.get(name):
            return _invalid(name)
    rooms, numbers = asked.getlist("occupancy"), asked.getlist("property_id")
    try:
        first, last = date.fromisoformat(asked["checkin"]), date.fromisoformat(asked["checkout"])
    except ValueError:
        return _invalid("checkin", "invalid_date_format")
    if last <= first or len(rooms) > 8 or len(numbers) > 250 or not all(map(_OCCUPANCY.fullmatch, rooms)):
        return _invalid("occupancy", "invalid")
    if asked["currency"] not in PER_EURO:
        return _invalid("currency", "not_supported")
    known = by_number()
    free = [known[int(one)] for one in numbers if one.isdecimal() and int(one) in known]
    if not free or (last - first).days > 28:
        return _error(404, "no_availability", "No availability was found for the properties requested.")
    return JSONResponse([_available(inn, first, last, sorted(set(rooms)), asked["currency"]) for inn in free])


def _available(inn: Inn, first: date, last: date, rooms: list[str], currency: str) -> dict[str, object]:
    rate = {
        "id": str(crc32(f"{inn.number}{first}".encode())),
        "status": "available",
        "available_rooms": 1 + inn.number % 5,
        "refundable": inn.number % 2 == 0,
        "sale_scenario": {"package": False, "member": False, "corporate": False, "distribution": False},
        "occupancy_pricing": {room: _pricing(inn, first, last, currency) for room in rooms},
        "bed_groups": {},
        "amenities": {"2109": {"id": "2109", "name": "Free breakfast"}} if inn.number % 2 else {},
    }
    room = {"id": str(inn.number + 1), "room_name": "Standard Double Room", "rates": [rate]}
    return {"property_id": str(inn.number), "status": "available", "score": inn.number % 100, "rooms": [room]}


def _pricing(inn: Inn, first: date, last: date, currency: str) -> dict[str, object]:
    bare = price(inn, "expedia", first, last, 1, currency)
    inclusive = bare + (bare * Decimal("0.1")).quantize(Decimal("0.01"))
    fee = (Decimal(3) * (last - first).days * PER_EURO[currency]).quantize(Decimal("0.01"))

    def both(amount: Decimal) -> dict[str, object]:
        said = {"value": f"{amount}", "currency": currency}
        return {"billable_currency": said, "request_currency": said}

    return {
        "nightly": [[{"type": "base_rate", "value": f"{bare}", "currency": currency}]],
        "totals": {
            "inclusive": both(inclusive),
            "exclusive": both(bare),
            "property_inclusive": both(inclusive + fee),
            "marketing_fee": both((bare * Decimal("0.08")).quantize(Decimal("0.01"))),
        },
        "fees": {"mandatory_tax": both(fee)},
    }


app = Starlette(
    routes=[
        Route("/v3/properties/geography", _signed(geography), methods=["POST"]),
        Route("/v3/properties/content", _signed(content)),
        Route("/v3/properties/availability", _signed(availability)),
    ]
)
