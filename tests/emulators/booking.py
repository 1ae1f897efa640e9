"""Booking.com's Demand API v3.1: search and details of accommodation (https://developers.booking.com/demand/docs)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.inns import Inn, by_number, inns, price
from tools.rates.embedded import PER_EURO

LONGEST = 30


def _error(status: int, error_id: str, message: str) -> JSONResponse:
    return JSONResponse({"request_id": "01emulated", "errors": [{"id": error_id, "message": message}]}, status)


def _refused(request: Request) -> Response | None:
    token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if not token or token == "wrong":
        return _error(401, "unauthorized", "Invalid token")
    if not request.headers.get("x-affiliate-id"):
        return _error(401, "affiliate_id_missing", "The X-Affiliate-Id header is missing")
    return None


async def search(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    try:
        asked: dict[str, Any] = await request.json()
        first, last = date.fromisoformat(asked["checkin"]), date.fromisoformat(asked["checkout"])
        guests, where, booker = asked["guests"], asked["coordinates"], asked["booker"]
        rooms, adults = int(guests["number_of_rooms"]), int(guests["number_of_adults"])
        here = float(where["latitude"]), float(where["longitude"]), float(where["radius"])
        rows, currency = int(asked.get("rows", 100)), asked.get("currency", "EUR")
    except (KeyError, ValueError, TypeError) as error:
        return _error(400, "parameter_error", f"missing or not valid: {error}")
    if last <= first or rooms < 1 or adults < rooms or len(booker["country"]) != 2 or not 10 <= rows <= 100:
        return _error(400, "parameter_error", "checkin, checkout, guests, booker or rows is not valid")
    if currency not in PER_EURO:
        return _error(400, "parameter_error", "currency is not supported")
    found = [] if (last - first).days > LONGEST - 2 else inns(*here)
    data = [_hit(inn, first, last, rooms, adults, currency, set(asked.get("extras", ()))) for inn in found[:rows]]
    return JSONResponse({"request_id": "01emulated", "data": data, "metadata": {"total_results": len(found)}})


def _hit(
    inn: Inn, first: date, last: date, rooms: int, adults: int, currency: str, extras: set[str]
) -> dict[str, object]:
    base = price(inn, "booking", first, last, rooms, currency)
    book = base + (base * Decimal("0.1")).quantize(Decimal("0.01"))
    total = book + (Decimal("2.5") * adults * (last - first).days * PER_EURO[currency]).quantize(Decimal("0.01"))
    money: dict[str, object] = {"base": float(base), "book": float(book), "total": float(total)}
    if "extra_charges" in extras:
        money["extra_charges"] = {
            "included": [{"charge": 2, "total_amount": float(book - base)}],
            "excluded": [{"charge": 1, "total_amount": float(total - book)}],
        }
    product = {
        "id": f"{inn.number}01_1_0_0_0",
        "number_available_at_this_price": 1 + inn.number % 6,
        "policies": {
            "cancellation": {"type": "non_refundable" if inn.number % 3 == 0 else "free_cancellation"},
            "meal_plan": {"meals": ["breakfast"] if inn.number % 2 else [], "plan": "breakfast_included"},
            "payment": {"timings": ["pay_online_now", "pay_at_the_property"]},
        },
    }
    return {
        "id": inn.number,
        "commission": {"amount": 0, "percentage": 0},
        "currency": currency,
        "deep_link_url": f"booking://hotel/{inn.number}?affiliate_id=956509",
        "price": money,
        "products": [product] if "products" in extras else [],
        "url": f"https://www.booking.com/hotel/{inn.country.lower() or 'xx'}/h{inn.number}.html?aid=956509&checkin={first}",
    }


async def details(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    try:
        asked = await request.json()
        numbers, languages = [int(one) for one in asked["accommodations"]], asked.get("languages", ["en-gb"])
    except (KeyError, ValueError, TypeError) as error:
        return _error(400, "parameter_error", f"missing or not valid: {error}")
    if not 1 <= len(numbers) <= 100:
        return _error(400, "parameter_error", "accommodations: 1 to 100 of them")
    known = by_number()
    data = [_house(known[number], languages) for number in numbers if number in known]
    return JSONResponse({"request_id": "01emulated", "data": data})


def _house(inn: Inn, languages: list[str]) -> dict[str, object]:
    return {
        "id": inn.number,
        "accommodation_type": 204,
        "currency": "EUR",
        "location": {
            "address": dict.fromkeys(languages, f"{inn.number % 90 + 1} Main Street"),
            "city": -1000 - inn.number % 1000,
            "coordinates": {"latitude": inn.at.lat, "longitude": inn.at.lon},
            "country": inn.country.lower(),
            "post_code": None,
        },
        "name": dict.fromkeys(languages, inn.name),
        "rating": {
            "number_of_reviews": inn.reviews,
            "preferred": inn.number % 4 == 0,
            "review_score": float(inn.score),
            "stars": inn.stars,
        },
        "url": f"https://www.booking.com/hotel/{inn.country.lower() or 'xx'}/h{inn.number}.html",
    }


app = Starlette(
    routes=[
        Route("/3.1/accommodations/search", search, methods=["POST"]),
        Route("/3.1/accommodations/details", details, methods=["POST"]),
    ]
)
