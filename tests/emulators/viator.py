"""Viator's Partner API v2 (https://docs.viator.com/partner-api/technical/): destinations and products."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.outings import Outing, amount, outings
from tools.places.atlas.records import city_ids, load_city

CURRENCIES = frozenset("AUD BRL CAD CHF DKK EUR GBP HKD INR JPY NOK NZD SEK SGD TWD USD ZAR".split())


def _error(status: int, code: str, message: str) -> JSONResponse:
    body = {"code": code, "message": message, "timestamp": "2026-11-21T08:00:00Z", "trackingId": "emulated"}
    return JSONResponse(body, status)


def _refused(request: Request) -> Response | None:
    key = request.headers.get("exp-api-key", "")
    if not key or key == "wrong":
        return _error(401, "UNAUTHORIZED", "Invalid API Key")
    if "version=2.0" not in request.headers.get("accept", ""):
        return _error(400, "INVALID_HEADER_VALUE", "Accept header is missing API version")
    if not request.headers.get("accept-language"):
        return _error(400, "INVALID_HEADER_VALUE", "Accept-Language header is missing")
    return None


async def destinations(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    cities = [
        {
            "destinationId": 300 + number,
            "name": city.name,
            "type": "CITY",
            "parentDestinationId": 6,
            "lookupId": f"6.{300 + number}",
            "destinationUrl": f"https://www.viator.com/d{300 + number}",
            "defaultCurrencyCode": "USD",
            "timeZone": city.time_zone,
            "center": {"latitude": city.at.lat, "longitude": city.at.lon},
        }
        for number, city in enumerate(map(load_city, city_ids()))
    ]
    regions = [{"destinationId": 6, "name": "Europe", "type": "REGION", "lookupId": "6", "defaultCurrencyCode": "EUR"}]
    return JSONResponse({"destinations": cities + regions, "totalCount": len(cities) + 1})


async def search(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    asked = await request.json()
    filters: dict[str, Any] = asked.get("filtering") or {}
    if not filters.get("destination"):
        return _error(400, "BAD_REQUEST", "Missing destination")
    found = _found(filters["destination"], asked, (filters.get("startDate"), filters.get("endDate")))
    if isinstance(found, Response):
        return found
    page = asked.get("pagination") or {}
    start, count = int(page.get("start", 1)), min(50, int(page.get("count", 10)))
    shown = [_product(one, asked["currency"]) for one in found[start - 1 : start - 1 + count]]
    return JSONResponse({"products": shown, "totalCount": len(found)})


async def freetext(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    asked = await request.json()
    term, kinds = str(asked.get("searchTerm", "")).lower(), asked.get("searchTypes") or []
    if not term or not kinds or any(one.get("searchType") != "PRODUCTS" for one in kinds):
        return _error(400, "BAD_REQUEST", "searchTerm and searchTypes are needed")
    filters = asked.get("productFiltering") or {}
    days = filters.get("dateRange") or {}
    found = _found(filters.get("destination", ""), asked, (days.get("from"), days.get("to")))
    if isinstance(found, Response):
        return found
    fitting = [one for one in found if all(word in f"{one.title} {one.about}".lower() for word in term.split())]
    shown = [_product(one, asked["currency"]) for one in fitting[: kinds[0]["pagination"]["count"]]]
    return JSONResponse({"products": {"totalCount": len(fitting), "results": shown}})


def _found(destination: str, asked: dict[str, Any], days: tuple[str | None, str | None]) -> list[Outing] | Response:
    if asked.get("currency") not in CURRENCIES:
        return _error(400, "BAD_REQUEST", "Unsupported currency")
    try:
        for day in days:
            date.fromisoformat(day or "2027-01-01")
        number = int(destination) - 300
    except (TypeError, ValueError):
        return _error(400, "BAD_REQUEST", "Invalid date or destination")
    if not 0 <= number < len(city_ids()):
        return _error(400, "BAD_REQUEST", "Invalid destination")
    return list(outings(city_ids()[number], "viator"))


def _product(one: Outing, currency: str) -> dict[str, object]:
    code = f"{one.number}P{one.number % 9}"
    picture = "https://media-cdn.tripadvisor.com/media/attractions-splice-spp"
    return {
        "productCode": code,
        "title": one.title,
        "description": one.about,
        "images": [
            {
                "imageSource": "SUPPLIER_PROVIDED",
                "caption": "",
                "isCover": True,
                "variants": [
                    {"height": height, "width": width, "url": f"{picture}-{width}x{height}/{code}.jpg"}
                    for width, height in ((100, 100), (360, 240), (720, 480))
                ],
            }
        ],
        "reviews": {"sources": [], "totalReviews": one.reviews, "combinedAverageRating": round(one.score, 2)},
        "duration": {"fixedDurationInMinutes": one.minutes},
        "confirmationType": "INSTANT" if one.number % 3 else "MANUAL",
        "itineraryType": "STANDARD",
        "pricing": {"summary": {"fromPrice": float(amount(one, currency))}, "currency": currency},
        "productUrl": f"https://www.viator.com/tours/d/{code}?mcid=42383&pid=P00000000&medium=api",
        "destinations": [{"ref": "1", "primary": True}],
        "tags": [21972],
        "flags": ["FREE_CANCELLATION"] if one.number % 2 else [],
        "translationInfo": {"containsMachineTranslatedText": False},
    }


app = Starlette(
    routes=[
        Route("/partner/destinations", destinations),
        Route("/partner/products/search", search, methods=["POST"]),
        Route("/partner/search/freetext", freetext, methods=["POST"]),
    ]
)
