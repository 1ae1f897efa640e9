"""Amadeus Self-Service: authorisation and Flight Offers Search v2 (https://developers.amadeus.com/self-service).

A token is good until `TOKENS.clear()`; keys and secrets are good unless they are "wrong".
"""

from __future__ import annotations

from datetime import date
from itertools import product
from urllib.parse import parse_qs
from zlib import crc32
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.timetable import NAMES, Flight, Leg, fare, flights, iso_minutes
from tools.flights.airports import is_known

TOKENS: set[str] = set()
_CABINS = {"ECONOMY": "economy", "PREMIUM_ECONOMY": "premium_economy", "BUSINESS": "business", "FIRST": "first"}


async def token(request: Request) -> Response:
    form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
    if form.get("grant_type") != "client_credentials":
        body = {"error": "invalid_request", "error_description": "Mandatory grant_type form parameter missing"}
        return JSONResponse({**body, "code": 38187, "title": "Invalid parameters"}, 400)
    key, secret = form.get("client_id", ""), form.get("client_secret", "")
    if not key or not secret or "wrong" in (key, secret):
        body = {"error": "invalid_client", "error_description": "Client credentials are invalid"}
        return JSONResponse({**body, "code": 38187, "title": "Invalid parameters"}, 401)
    made = f"{crc32(f'{key}/{secret}/{len(TOKENS)}'.encode()):08x}Amadeus"
    TOKENS.add(made)
    answer = {
        "type": "amadeusOAuth2Token",
        "username": "planner@example.org",
        "application_name": "tripwright",
        "client_id": key,
        "token_type": "Bearer",
        "access_token": made,
        "expires_in": 1799,
        "state": "approved",
        "scope": "",
    }
    return JSONResponse(answer)


def _errors(status: int, code: int, title: str, detail: str, parameter: str | None = None) -> JSONResponse:
    error: dict[str, object] = {"status": status, "code": code, "title": title, "detail": detail}
    if parameter:
        error["source"] = {"parameter": parameter}
    return JSONResponse({"errors": [error]}, status, media_type="application/vnd.amadeus+json")


def _refused(request: Request) -> Response | None:
    said = request.headers.get("authorization", "")
    if said.removeprefix("Bearer ") in TOKENS:
        return None
    return _errors(
        401, 38190, "Invalid access token", "The access token provided in the Authorization header is invalid"
    )


async def offers(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    asked = request.query_params
    for name in ("originLocationCode", "destinationLocationCode", "departureDate", "adults"):
        if not asked.get(name):
            return _errors(400, 32171, "MANDATORY DATA MISSING", f"Missing mandatory query parameter '{name}'", name)
    ends = asked["originLocationCode"], asked["destinationLocationCode"]
    for name, code in zip(("originLocationCode", "destinationLocationCode"), ends, strict=True):
        if not is_known(code):
            return _errors(400, 477, "INVALID FORMAT", f"{name}: not an IATA code", name)
    try:
        days = [date.fromisoformat(asked[name]) for name in ("departureDate", "returnDate") if asked.get(name)]
        party = tuple(int(asked.get(name, 0)) for name in ("adults", "children", "infants"))
        most = int(asked.get("max", 250))
    except ValueError as error:
        return _errors(400, 477, "INVALID FORMAT", str(error))
    cabin, currency = asked.get("travelClass", "ECONOMY"), asked.get("currencyCode", "EUR")
    if cabin not in _CABINS:
        return _errors(400, 477, "INVALID FORMAT", "travelClass is invalid", "travelClass")
    if party[0] < 1 or party[0] + party[1] > 9 or party[2] > party[0]:
        return _errors(400, 4926, "INVALID DATA RECEIVED", "number of travelers is invalid", "adults")
    ways = [flights(*ends, days[0], "amadeus"), *(flights(*ends[::-1], on, "amadeus") for on in days[1:])]
    found = sorted(product(*ways), key=lambda bounds: sum(one.euros for one in bounds))[:most]
    data = [_offer(number, bounds, cabin, party, currency) for number, bounds in enumerate(found, start=1)]
    legs = [leg for bounds in found for one in bounds for leg in one.legs]
    answer = {
        "meta": {"count": len(data), "links": {"self": str(request.url)}},
        "data": data,
        "dictionaries": {
            "locations": {end.code: {"countryCode": end.country} for leg in legs for end in (leg.start, leg.end)},
            "currencies": {currency: currency},
            "carriers": {leg.carrier: NAMES[leg.carrier].upper() for leg in legs},
        },
    }
    return JSONResponse(answer, media_type="application/vnd.amadeus+json")


def _offer(
    number: int, bounds: tuple[Flight, ...], cabin: str, party: tuple[int, ...], currency: str
) -> dict[str, object]:
    paid = [fare(one, _CABINS[cabin], *party, currency) for one in bounds]
    total, taxes = sum(one[0] for one in paid), sum(one[1] for one in paid)
    legs = [leg for one in bounds for leg in one.legs]
    ids = [str(number * 10 + at) for at in range(len(legs))]
    price = {"currency": currency, "total": f"{total}", "base": f"{total - taxes}"}
    kinds = ["ADULT"] * party[0] + ["CHILD"] * party[1] + ["HELD_INFANT"] * party[2]
    details = [
        {"segmentId": one, "cabin": cabin, "fareBasis": "BRL7UG1", "class": "B", "includedCheckedBags": {"quantity": 1}}
        for one in ids
    ]
    named = iter(ids)
    return {
        "type": "flight-offer",
        "id": str(number),
        "source": "GDS",
        "instantTicketingRequired": False,
        "nonHomogeneous": False,
        "oneWay": False,
        "lastTicketingDate": bounds[0].legs[0].depart.date().isoformat(),
        "numberOfBookableSeats": 1 + number % 9,
        "itineraries": [
            {"duration": iso_minutes(one.minutes), "segments": [_segment(leg, next(named)) for leg in one.legs]}
            for one in bounds
        ],
        "price": {**price, "fees": [{"amount": "0.00", "type": "SUPPLIER"}], "grandTotal": f"{total}"},
        "pricingOptions": {"fareType": ["PUBLISHED"], "includedCheckedBagsOnly": True},
        "validatingAirlineCodes": [legs[0].carrier],
        "travelerPricings": [
            {
                "travelerId": str(at),
                "fareOption": "STANDARD",
                "travelerType": kind,
                "price": {"currency": currency, "total": f"{total}"},
                "fareDetailsBySegment": details,
            }
            for at, kind in enumerate(kinds, start=1)
        ],
    }


def _segment(leg: Leg, segment_id: str) -> dict[str, object]:
    depart, arrive = leg.depart.astimezone(ZoneInfo(leg.start.zone)), leg.arrive.astimezone(ZoneInfo(leg.end.zone))
    return {
        "departure": {"iataCode": leg.start.code, "terminal": "1", "at": f"{depart:%Y-%m-%dT%H:%M:%S}"},
        "arrival": {"iataCode": leg.end.code, "at": f"{arrive:%Y-%m-%dT%H:%M:%S}"},
        "carrierCode": leg.carrier,
        "number": str(leg.number),
        "aircraft": {"code": "359"},
        "operating": {"carrierCode": leg.carrier},
        "duration": iso_minutes(leg.minutes),
        "id": segment_id,
        "numberOfStops": 0,
        "blacklistedInEU": False,
    }


app = Starlette(
    routes=[
        Route("/v1/security/oauth2/token", token, methods=["POST"]),
        Route("/v2/shopping/flight-offers", offers),
    ]
)
