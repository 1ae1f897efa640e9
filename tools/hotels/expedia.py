"""Expedia's Rapid API: houses in a place, with content and live prices.

Written from https://developers.expediagroup.com/rapid/lodging (Geography, Content, Shopping) and
https://developers.expediagroup.com/rapid/setup/get-started/authentication (v3, as known in 2026-11). Every call is
signed with key, secret and time of day, which must be within five minutes of the server's: where ours is not, the
server's own Date corrects it once. 404 with `no_availability` is how it says that there is none. Prices are a room's
by occupancy: `inclusive` is paid when booking, `property_inclusive` adds what the house asks for.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar

import httpx

from domain.errors import Failure, Unavailable
from domain.geo import Point
from domain.money import Money
from domain.offers import Conversion, ConversionStatus, Found, StayOffer
from tools.adapter import Access
from tools.hotels.contract import HotelQuery
from tools.hotels.expedia_wire import Amounts, Available, House, Itinerary, Rate
from tools.images.plain import plain
from tools.network import Parameters
from tools.offers.booking_site import with_ids
from tools.offers.seller import Seller, money

_MOST_HOUSES = 50
_LANGUAGES = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "ja": "ja-JP", "pt": "pt-BR"}
_STATUS: dict[str, ConversionStatus] = {"booked": "confirmed", "pending": "pending", "canceled": "cancelled"}
_SIDES = 12


class Expedia(Seller):
    name = "expedia"
    version = "v3"
    account: ClassVar[str] = "expedia"
    home: ClassVar[str] = "https://api.ean.com"
    beside: ClassVar[str] = "secret"

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._ahead_s = 0.0

    async def execute(self, query: HotelQuery) -> Found[StayOffer]:
        return await self.in_time(self.search_hotels(query))

    async def search_hotels(self, query: HotelQuery) -> Found[StayOffer]:
        around = await self._signed(
            "POST", "/v3/properties/geography", {"include": "property_ids"}, _polygon(query.at, query.radius_km)
        )
        numbers = sorted(map(str, self._mapping(around)))[:_MOST_HOUSES]
        if not numbers:
            return Found()
        content, prices = await asyncio.gather(
            self._signed("GET", "/v3/properties/content", _content(query, numbers)),
            self._signed("GET", "/v3/properties/availability", _availability(query, numbers)),
        )
        houses = self._mapping(content)
        if not isinstance(prices, list):
            raise self.malformed(TypeError("no list of houses"))
        return self.found(prices, lambda one: self._offer(Available.model_validate(one), houses, query))

    def generate_booking_link(self, offer: StayOffer, click_id: str = "") -> str:
        """The house's page; `mdpdtl` is the tracking detail that comes back in the partner's reports."""
        return with_ids(offer.link if offer.source.provider == self.name else "", {"mdpdtl": click_id})

    def track_conversion(self, report: Mapping[str, Any]) -> Conversion:
        """A retrieved itinerary; the commission is the marketing fee, and our click its affiliate reference."""
        try:
            booked = Itinerary.model_validate(report)
            paid = [one.rate.pricing.totals for one in booked.rooms]
            fees = [one.marketing_fee for one in paid]
            states = {_STATUS[one.status] for one in booked.rooms}
            return Conversion(
                provider=self.name,
                reference=booked.itinerary_id,
                click_id=booked.affiliate_reference_id or None,
                amount=_sum([one.inclusive for one in paid]),
                commission=_sum([fee for fee in fees if fee]) if all(fees) else None,
                status=next(state for state in ("confirmed", "pending", "cancelled") if state in states),
            )
        except (ValueError, KeyError, ArithmeticError) as error:
            raise self.malformed(error) from error

    async def _signed(self, method: str, path: str, parameters: Parameters, body: Any = None) -> Any:
        """The JSON; once more by the server's clock where ours is the reason why it did not believe us."""
        ahead = self._ahead_s
        try:
            response = await self._exchange(method, path, parameters, body)
        except Unavailable as refusal:
            if refusal.kind is not Failure.FORBIDDEN or abs(self._ahead_s - ahead) < 1:
                raise
            response = await self._exchange(method, path, parameters, body)
        answer = self.decoded(response)
        if response.status_code == 404:
            return self._none(answer)
        return answer

    async def _exchange(self, method: str, path: str, parameters: Parameters, body: Any) -> httpx.Response:
        headers = {"Authorization": self._signature(), "Accept": "application/json"}
        return await self.exchange(method, path, parameters=parameters, headers=headers, json=body)

    def _signature(self) -> str:
        key, now = self._access.key, int(time.time() + self._ahead_s)
        digest = hashlib.sha512(f"{key}{self._access.secret}{now}".encode()).hexdigest()
        return f"EAN APIKey={key},Signature={digest},timestamp={now}"

    def _check(self, response: httpx.Response) -> None:
        """Its 404 is an answer; with its 401 it says what time it is there."""
        if response.status_code == 401:
            self._ahead_s = _ahead_s(response)
        if response.status_code != 404:
            super()._check(response)

    def _none(self, answer: Any) -> list[Any]:
        if isinstance(answer, dict) and answer.get("type") == "no_availability":
            return []
        raise Unavailable(self.name, "status 404", Failure.REFUSED)

    def _mapping(self, answer: Any) -> Mapping[str, Any]:
        if not isinstance(answer, dict):
            raise self.malformed(TypeError("no houses by their numbers"))
        return answer

    def _offer(self, wire: Available, houses: Mapping[str, Any], query: HotelQuery) -> StayOffer:
        house = House.model_validate(houses[wire.property_id])
        room, rate, price = min(
            ((room, rate, _price(rate, query)) for room in wire.rooms for rate in room.rates),
            key=lambda one: one[2].minor,
        )
        at, rated = house.location.coordinates, house.ratings
        return StayOffer(
            name=plain(house.name),
            at=Point(lat=at.latitude, lon=at.longitude),
            address=plain(", ".join(part for part in (house.address.line_1, house.address.city) if part)),
            check_in_on=query.check_in_on,
            check_out_on=query.check_out_on,
            rooms=query.rooms,
            guests=query.guests,
            price=price,
            taxes=_beside(rate, query, price),
            pay_there=_there(rate, query, price),
            stars=rated.property.rating,
            rating=float(rated.guest.overall) if rated.guest.overall else None,
            reviews=rated.guest.count,
            room=plain(room.room_name),
            refundable=rate.refundable,
            rooms_left=rate.available_rooms or None,
            category=plain(house.category.name),
            link=_page(wire.property_id, query),
            source=self.source(wire.property_id),
        )


def _polygon(at: Point, radius_km: float) -> dict[str, Any]:
    """A dozen corners around a point, as GeoJSON: longitude first, closed, counter-clockwise."""
    corners = []
    for number in range(_SIDES + 1):
        angle = 2 * math.pi * (number % _SIDES) / _SIDES
        north, east = radius_km * math.sin(angle), radius_km * math.cos(angle)
        lon = at.lon + east / (111.32 * math.cos(math.radians(at.lat)))
        corners.append([round(lon, 5), round(at.lat + north / 111.32, 5)])
    return {"type": "Polygon", "coordinates": [corners]}


def _occupancies(query: HotelQuery) -> list[str]:
    """One a room: "2", or "2-9,4" with the children's ages."""
    rooms = query.by_room
    return [f"{adults}-{','.join(map(str, ages))}" if ages else str(adults) for adults, ages in rooms]


def _content(query: HotelQuery, numbers: list[str]) -> Parameters:
    language = _LANGUAGES.get(query.language, "en-US")
    return {"language": language, "supply_source": "expedia", "property_id": numbers}


def _availability(query: HotelQuery, numbers: list[str]) -> Parameters:
    return {
        "checkin": query.check_in_on.isoformat(),
        "checkout": query.check_out_on.isoformat(),
        "currency": query.currency,
        "language": _LANGUAGES.get(query.language, "en-US"),
        "country_code": "US",
        "occupancy": _occupancies(query),
        "property_id": numbers,
        "rate_plan_count": 1,
        "sales_channel": "website",
        "sales_environment": "hotel_only",
    }


def _price(rate: Rate, query: HotelQuery) -> Money:
    return _sum([rate.occupancy_pricing[room].totals.inclusive for room in _occupancies(query)])


def _beside(rate: Rate, query: HotelQuery, price: Money) -> Money | None:
    """Taxes and fees within the price."""
    bare = [rate.occupancy_pricing[room].totals.exclusive for room in _occupancies(query)]
    return price - _sum([one for one in bare if one]) if all(bare) else None


def _there(rate: Rate, query: HotelQuery, price: Money) -> Money | None:
    whole = [rate.occupancy_pricing[room].totals.property_inclusive for room in _occupancies(query)]
    due = _sum([one for one in whole if one]) - price if all(whole) else None
    return due if due and due.minor > 0 else None


def _sum(amounts: list[Amounts]) -> Money:
    """ValueError where they are of several currencies."""
    parts = [money(one.request_currency.value, one.request_currency.currency) for one in amounts]
    return Money.total(parts, parts[0].currency)


def _page(number: str, query: HotelQuery) -> str:
    """The house's own page; ours to build, since Rapid gives no address."""
    if not number.isdecimal():
        return ""
    dates = {"chkin": query.check_in_on.isoformat(), "chkout": query.check_out_on.isoformat()}
    return with_ids(f"https://www.expedia.com/h{number}.Hotel-Information", dates)


def _ahead_s(response: httpx.Response) -> float:
    """How far the server's clock is before ours, in seconds; 0 where it does not say."""
    said = response.headers.get_list("date")
    try:
        return parsedate_to_datetime(said[-1]).timestamp() - time.time()
    except (IndexError, ValueError, TypeError):
        return 0.0
