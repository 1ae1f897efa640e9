"""Duffel's API v2: offer requests (https://duffel.com/docs/api/v2/offer-requests), paid in pounds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.timetable import NAMES, Flight, Leg, fare, flights, iso_minutes
from tools.flights.airports import Field, is_known

CURRENCY = "GBP"
_CABINS = ("economy", "premium_economy", "business", "first")


def _errors(status: int, kind: str, code: str, message: str) -> JSONResponse:
    error = {
        "type": kind,
        "title": code.replace("_", " ").capitalize(),
        "message": message,
        "code": code,
        "documentation_url": "https://duffel.com/docs/api/overview/response-handling",
    }
    return JSONResponse({"meta": {"status": status, "request_id": "FZW0H3HdJwKk5HMAAKxB"}, "errors": [error]}, status)


def _refused(request: Request) -> Response | None:
    if not request.headers.get("authorization", "").removeprefix("Bearer ").strip():
        return _errors(401, "authentication_error", "missing_authorization_header", "The header is missing")
    version = request.headers.get("duffel-version")
    if version is None:
        return _errors(400, "invalid_request_error", "missing_version", "The Duffel-Version header is required")
    if version != "v2":
        return _errors(400, "invalid_request_error", "unsupported_version", f"{version} is not supported")
    return None


async def offer_requests(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    try:
        asked = (await request.json())["data"]
        slices = [
            (one["origin"], one["destination"], date.fromisoformat(one["departure_date"])) for one in asked["slices"]
        ]
        people = asked["passengers"]
    except (KeyError, ValueError, TypeError):
        return _errors(422, "validation_error", "validation_required", "slices and passengers are required")
    cabin = asked.get("cabin_class", "economy")
    if cabin not in _CABINS or not people or not slices:
        return _errors(422, "validation_error", "validation_inclusion", "cabin_class is not one of those allowed")
    if not all(is_known(code) for one in slices for code in one[:2]):
        return _errors(422, "validation_error", "validation_iata_code", "is not a valid IATA code")
    found = sorted(product(*(flights(*one, "duffel") for one in slices)), key=lambda ways: sum(w.euros for w in ways))
    kept = found[:40] if request.query_params.get("return_offers", "true") == "true" else []
    offers = [_offer(ways, slices, cabin, people) for ways in kept]
    data = {
        "id": f"orq_{crc32(repr(slices).encode()):08x}",
        "live_mode": False,
        "created_at": datetime.now(UTC).isoformat(),
        "cabin_class": cabin,
        "passengers": people,
        "slices": asked["slices"],
        "offers": offers,
    }
    return JSONResponse({"data": data}, 201)


def _offer(ways: tuple[Flight, ...], slices: list[Any], cabin: str, people: list[dict[str, Any]]) -> dict[str, object]:
    ages = [one.get("age", 30) if one.get("type") != "adult" else 30 for one in people]
    party = sum(age >= 12 for age in ages), sum(2 <= age < 12 for age in ages), sum(age < 2 for age in ages)
    paid = [fare(one, cabin, *party, CURRENCY) for one in ways]
    total, taxes = sum(one[0] for one in paid), sum(one[1] for one in paid)
    carrier = ways[0].legs[0].carrier
    name = crc32("".join(f"{leg.carrier}{leg.number}{leg.depart}" for one in ways for leg in one.legs).encode())
    return {
        "id": f"off_{name:08x}",
        "live_mode": False,
        "total_amount": f"{total}",
        "total_currency": CURRENCY,
        "base_amount": f"{total - taxes}",
        "base_currency": CURRENCY,
        "tax_amount": f"{taxes}",
        "tax_currency": CURRENCY,
        "expires_at": (datetime.now(UTC) + timedelta(minutes=30)).isoformat(),
        "owner": {"iata_code": carrier, "name": NAMES[carrier], "id": f"arl_{carrier}"},
        "passengers": [{**one, "id": f"pas_{at}"} for at, one in enumerate(people)],
        "slices": [
            {
                "id": f"sli_{name:08x}{at}",
                "origin": _place(one.legs[0].start),
                "destination": _place(one.legs[-1].end),
                "duration": iso_minutes(one.minutes),
                "segments": [_segment(leg, cabin, len(people)) for leg in one.legs],
            }
            for at, one in enumerate(ways)
        ],
        "conditions": {
            "refund_before_departure": {"allowed": name % 2 == 0, "penalty_amount": None, "penalty_currency": None},
            "change_before_departure": None,
        },
        "payment_requirements": {"requires_instant_payment": True},
    }


def _segment(leg: Leg, cabin: str, people: int) -> dict[str, object]:
    depart, arrive = leg.depart.astimezone(ZoneInfo(leg.start.zone)), leg.arrive.astimezone(ZoneInfo(leg.end.zone))
    carrier = {"iata_code": leg.carrier, "name": NAMES[leg.carrier], "id": f"arl_{leg.carrier}"}
    bags = [{"type": "checked", "quantity": 1}, {"type": "carry_on", "quantity": 1}]
    return {
        "id": f"seg_{leg.carrier}{leg.number}",
        "origin": _place(leg.start),
        "destination": _place(leg.end),
        "departing_at": f"{depart:%Y-%m-%dT%H:%M:%S}",
        "arriving_at": f"{arrive:%Y-%m-%dT%H:%M:%S}",
        "duration": iso_minutes(leg.minutes),
        "marketing_carrier": carrier,
        "marketing_carrier_flight_number": f"{leg.number:04d}",
        "operating_carrier": carrier,
        "operating_carrier_flight_number": None,
        "passengers": [
            {"passenger_id": f"pas_{at}", "cabin_class": cabin, "fare_basis_code": "Y20LGTN2", "baggages": bags}
            for at in range(people)
        ],
        "distance": None,
    }


def _place(field: Field) -> dict[str, object]:
    return {
        "type": "airport",
        "id": f"arp_{field.code.lower()}",
        "iata_code": field.code,
        "iata_country_code": field.country,
        "name": field.name,
        "latitude": field.at.lat,
        "longitude": field.at.lon,
        "time_zone": field.zone,
    }


app = Starlette(routes=[Route("/air/offer_requests", offer_requests, methods=["POST"])])
