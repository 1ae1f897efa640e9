"""Kiwi.com's Tequila: search v2 (https://tequila.kiwi.com/portal/docs/tequila_api/search_api)."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product
from zlib import crc32
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.timetable import Flight, Leg, fare, flights
from tools.flights.airports import is_known
from tools.rates.embedded import PER_EURO

_CABINS = {"M": "economy", "W": "premium_economy", "C": "business", "F": "first"}


def _error(status: int, title: str, message: str) -> JSONResponse:
    return JSONResponse({"status": title, "error": message}, status)


async def search(request: Request) -> Response:
    if not request.headers.get("apikey"):
        return _error(403, "Forbidden", "Invalid or missing API key")
    asked = request.query_params
    ends = asked.get("fly_from", ""), asked.get("fly_to", "")
    if not all(map(is_known, ends)):
        return _error(422, "Unprocessable Entity", "Not recognized location")
    try:
        days = [_day(asked[name]) for name in ("date_from", "return_from") if asked.get(name)]
        last = [_day(asked[name]) for name in ("date_to", "return_to") if asked.get(name)]
        party = tuple(
            int(asked.get(name, default)) for name, default in (("adults", 1), ("children", 0), ("infants", 0))
        )
    except (KeyError, ValueError):
        return _error(400, "Bad Request", "dates must be dd/mm/yyyy, passengers numbers")
    if not days or days != last or sum(party) > 9:
        return _error(400, "Bad Request", "date_from and date_to are needed; at most 9 passengers")
    currency, cabin = asked.get("curr", "EUR"), asked.get("selected_cabins", "M")
    if currency not in PER_EURO or cabin not in _CABINS:
        return _error(400, "Bad Request", "curr or selected_cabins is not supported")
    ways = [flights(*ends, days[0], "kiwi"), *(flights(*ends[::-1], on, "kiwi") for on in days[1:])]
    found = sorted(product(*ways), key=lambda bounds: sum(one.euros for one in bounds))
    data = [_offer(bounds, _CABINS[cabin], party, currency) for bounds in found[: int(asked.get("limit", 200))]]
    return JSONResponse(
        {"search_id": "8a8b-emulated", "currency": currency, "fx_rate": 1, "data": data, "_results": len(data)}
    )


def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def _offer(bounds: tuple[Flight, ...], cabin: str, party: tuple[int, ...], currency: str) -> dict[str, object]:
    price = round(float(sum(fare(one, cabin, *party, currency)[0] for one in bounds)), 2)
    route = [_flight(leg, back) for back, one in enumerate(bounds) for leg in one.legs]
    name = f"{crc32(repr([part['id'] for part in route]).encode()):08x}"
    first, last = bounds[0].legs[0], bounds[0].legs[-1]
    return {
        "id": name,
        "flyFrom": first.start.code,
        "flyTo": last.end.code,
        "cityFrom": first.start.name,
        "cityTo": last.end.name,
        "price": price,
        "fare": {"adults": price, "children": 0, "infants": 0},
        "airlines": sorted({leg.carrier for one in bounds for leg in one.legs}),
        "route": route,
        "duration": {
            "departure": bounds[0].minutes * 60,
            "return": bounds[1].minutes * 60 if len(bounds) > 1 else 0,
            "total": sum(one.minutes for one in bounds) * 60,
        },
        "availability": {"seats": 1 + len(name) % 7},
        "deep_link": f"https://www.kiwi.com/deep?from={first.start.code}&to={last.end.code}&flightsId={name}",
        "booking_token": f"token-{name}",
        "virtual_interlining": False,
    }


def _flight(leg: Leg, back: int) -> dict[str, object]:
    depart, arrive = leg.depart.astimezone(ZoneInfo(leg.start.zone)), leg.arrive.astimezone(ZoneInfo(leg.end.zone))
    return {
        "id": f"{leg.carrier}{leg.number}_{leg.depart:%Y%m%d}",
        "flyFrom": leg.start.code,
        "flyTo": leg.end.code,
        "airline": leg.carrier,
        "flight_no": leg.number,
        "operating_carrier": leg.carrier,
        "operating_flight_no": str(leg.number),
        "return": back,
        "vehicle_type": "aircraft",
        "local_departure": _z(depart),
        "utc_departure": _z(leg.depart),
        "local_arrival": _z(arrive),
        "utc_arrival": _z(leg.arrive),
        "bags_recheck_required": False,
    }


def _z(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.000Z"


app = Starlette(routes=[Route("/v2/search", search)])
