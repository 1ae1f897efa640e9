"""GetYourGuide's Partner API, version 1 (https://github.com/getyourguide/partner-api-spec): tours."""

from __future__ import annotations

from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.outings import Outing, amount, nearest_city, outings

LANGUAGES = frozenset("da de en es fr it nl no pl pt fi sv ru ja".split())
CURRENCIES = frozenset(
    "AED AUD BRL CAD CHF CZK DKK EGP EUR GBP HKD JPY KRW MAD MXN NOK PLN SEK SGD THB TRY USD ZAR".split()
)


def _error(status: int, code: int, message: str) -> JSONResponse:
    errors = [{"errorCode": code, "errorMessage": message}]
    return JSONResponse({"descriptor": "GetYourGuide AG", "status": "ERROR", "errors": errors}, status)


async def tours(request: Request) -> Response:
    token = request.headers.get("x-access-token", "")
    if not token or token == "wrong":
        return _error(401, 3, "Unauthorized")
    asked = request.query_params
    if asked.get("cnt_language") not in LANGUAGES or asked.get("currency", "").upper() not in CURRENCIES:
        return _error(400, 4, "cnt_language and currency are required")
    coordinates, query = asked.getlist("coordinates[]"), asked.get("q")
    if coordinates and query:
        return _error(400, 5, "q and coordinates are mutually exclusive")
    try:
        lat, lon, radius_km = map(float, coordinates)
        for day in asked.getlist("date[]"):
            datetime.fromisoformat(day)
        limit, offset = int(asked.get("limit", 10)), int(asked.get("offset", 0))
    except ValueError:
        return _error(400, 6, "coordinates[], date[], limit or offset is not valid")
    city = nearest_city(Point(lat=lat, lon=lon), radius_km)
    found = outings(city.id, "getyourguide") if city else ()
    shown = [_tour(one, asked["currency"].upper()) for one in found[offset : offset + limit]]
    metadata = {
        "descriptor": "GetYourGuide AG",
        "method": "getTourByQueryAction",
        "status": "OK",
        "query": str(request.url.query),
        "totalCount": len(found),
        "limit": limit,
        "offset": offset,
    }
    return JSONResponse({"_metadata": metadata, "data": {"tours": shown}})


def _tour(one: Outing, currency: str) -> dict[str, object]:
    hours = one.minutes % 60 == 0
    group = "private" in one.title.lower()
    return {
        "tour_id": one.number,
        "title": one.title,
        "abstract": one.about,
        "bestseller": one.reviews > 2500,
        "overall_rating": round(one.score, 1),
        "number_of_ratings": one.reviews,
        "pictures": [
            {
                "id": 1,
                "ssl_url": f"https://cdn.getyourguide.com/img/tour/{one.number}-[format_id].jpg",
                "verified": True,
            }
        ],
        "coordinates": {"lat": one.at.lat, "long": one.at.lon},
        "price": {
            "values": {"amount": float(amount(one, currency))},
            "description": "per group up to 6 people" if group else "individual",
        },
        "categories": [{"category_id": 27, "name": "Tickets" if "Ticket" in one.title else "Tours"}],
        "durations": [{"duration": one.minutes // 60 if hours else one.minutes, "unit": "hour" if hours else "minute"}],
        "free_sale": one.number % 4 != 0,
        "mobile_voucher": True,
        "url": f"https://www.getyourguide.com/city-l1/t{one.number}/?partner_id=EMULATED&psrc=partner_api&currency={currency}",
    }


app = Starlette(routes=[Route("/1/tours", tours)])
