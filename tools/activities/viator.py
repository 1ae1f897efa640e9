"""Viator's Partner API: tours and tickets of a destination on a day.

Written from https://docs.viator.com/partner-api/technical/ (v2.0, as known in 2026-11; pinned by the Accept header).
It asks for a destination of its own: the list of all of them is read once a week. Search results have no coordinates.
Prices are for one traveller, "from". It deals in few currencies; for any other it is asked in US dollars. What an
affiliate may ask how often is not published; ten a second are kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import ValidationError

from domain.geo import Point
from domain.offers import ActivityOffer, Conversion, ConversionStatus, Found
from tools.activities.contract import ActivityQuery
from tools.activities.viator_wire import Booking, Destination, Destinations, Freetext, Image, Product, Products
from tools.adapter import Access
from tools.images.plain import plain, web_address
from tools.offers.booking_site import with_ids
from tools.offers.seller import Seller, money, own_address
from tools.places.spelling import fold

_COUNT = 50
_LONGEST_ABOUT = 400
_DESTINATIONS_S = 7 * 86_400.0
_NEAR_M = 60_000.0
_CURRENCIES = frozenset("AUD BRL CAD CHF DKK EUR GBP HKD INR JPY NOK NZD SEK SGD TWD USD ZAR".split())
_LANGUAGES = {"en": "en-US", "pt": "pt-PT", "zh": "zh-TW"}
_STATUS: dict[str, ConversionStatus] = {
    "CONFIRMED": "confirmed",
    "PENDING": "pending",
    "IN_PROGRESS": "pending",
    "ON_HOLD": "pending",
    "REJECTED": "cancelled",
    "CANCELED": "cancelled",
    "FAILED": "cancelled",
}


class Viator(Seller):
    name = "viator"
    version = "2.0"
    account: ClassVar[str] = "viator"
    home: ClassVar[str] = "https://api.viator.com"
    calls: ClassVar[tuple[int, float]] = (10, 1.0)

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._destinations: list[Destination] = []
        self._read_at, self._reading = float("-inf"), asyncio.Lock()

    async def execute(self, query: ActivityQuery) -> Found[ActivityOffer]:
        return await self.in_time(self.search_activities(query))

    async def search_activities(self, query: ActivityQuery) -> Found[ActivityOffer]:
        """None where Viator has no destination near."""
        number = self._nearest(await self._all_destinations(), query)
        if number is None:
            return Found()
        path, question = _question(query, number)
        answer = await self.request("POST", path, headers=self._headers(query.language), json=question)
        try:
            items = (
                Freetext.model_validate(answer).products.results
                if query.text
                else Products.model_validate(answer).products
            )
        except ValidationError as error:
            raise self.malformed(error) from error
        return self.found(items, lambda item: self._offer(Product.model_validate(item), query))

    def generate_booking_link(self, offer: ActivityOffer, click_id: str = "") -> str:
        """Its address has our partner id, for it was read with our key; `campaign` comes back in reports."""
        address = own_address(offer.link, "viator.com") if offer.source.provider == self.name else ""
        return with_ids(address, {"campaign": click_id})

    def track_conversion(self, report: Mapping[str, Any]) -> Conversion:
        """A booking as it was answered; what travellers pay more than Viator asks is ours, our click its partner's."""
        try:
            booking = Booking.model_validate(report)
            price = booking.totalConfirmedPrice.price
            net = price.partnerNetPrice
            return Conversion(
                provider=self.name,
                reference=booking.bookingRef,
                click_id=booking.partnerBookingRef or None,
                amount=money(price.recommendedRetailPrice, booking.currency),
                commission=None if net is None else money(price.recommendedRetailPrice - net, booking.currency),
                status=_STATUS[booking.status],
            )
        except (ValueError, KeyError, ArithmeticError) as error:
            raise self.malformed(error) from error

    async def _all_destinations(self) -> list[Destination]:
        """Kept for a week, as the documentation asks."""
        async with self._reading:
            if time.monotonic() - self._read_at > _DESTINATIONS_S:
                answer = await self.request("GET", "/partner/destinations", headers=self._headers("en"))
                try:
                    listed = Destinations.model_validate(answer).destinations
                except ValidationError as error:
                    raise self.malformed(error) from error
                self._destinations = _readable(listed)
                self._read_at = time.monotonic()
            return self._destinations

    def _nearest(self, destinations: list[Destination], query: ActivityQuery) -> int | None:
        """The city of that name near by, else the nearest."""
        near = [
            (fold(one.name) != fold(query.name), one.type != "CITY", metres, one.destinationId)
            for one in destinations
            if (metres := _point(one).metres_to(query.at)) <= _NEAR_M
        ]
        return min(near)[-1] if near else None

    def _headers(self, language: str) -> dict[str, str]:
        return {
            "exp_api_key": self._access.key,
            "Accept": f"application/json;version={self.version}",
            "Accept_Language": _LANGUAGES.get(language, language),
        }

    def _offer(self, wire: Product, query: ActivityQuery) -> ActivityOffer:
        flags = wire.flags
        return ActivityOffer(
            title=plain(wire.title),
            about=plain(wire.description, _LONGEST_ABOUT),
            on=query.on,
            minutes=wire.duration.fixedDurationInMinutes or wire.duration.variableDurationFromMinutes or None,
            price=money(wire.pricing.summary.fromPrice, wire.pricing.currency),
            rating=wire.reviews.combinedAverageRating or None,
            reviews=wire.reviews.totalReviews,
            free_cancellation=None if flags is None else "FREE_CANCELLATION" in flags,
            instant=wire.confirmationType == "INSTANT" if wire.confirmationType else None,
            photo_url=_photo(wire.images),
            link=own_address(wire.productUrl, "viator.com"),
            source=self.source(wire.productCode),
        )


def _question(query: ActivityQuery, destination: int) -> tuple[str, dict[str, Any]]:
    """Words are looked for by another call than a whole destination's products."""
    currency, on = query.currency if query.currency in _CURRENCIES else "USD", query.on.isoformat()
    if query.text:
        pages = [{"searchType": "PRODUCTS", "pagination": {"start": 1, "count": _COUNT}}]
        filtering = {"destination": str(destination), "dateRange": {"from": on, "to": on}}
        asked = {"searchTerm": query.text, "searchTypes": pages, "productFiltering": filtering, "currency": currency}
        return "/partner/search/freetext", asked
    filters = {"destination": str(destination), "startDate": on, "endDate": on, "includeAutomaticTranslations": True}
    page = {"start": 1, "count": _COUNT}
    return "/partner/products/search", {"filtering": filters, "pagination": page, "currency": currency}


def _readable(listed: list[Any]) -> list[Destination]:
    """Without those that have no place on the map: continents, and what cannot be read."""
    found = []
    for item in listed:
        try:
            found.append(Destination.model_validate(item))
        except ValidationError:
            continue
    return found


def _point(one: Destination) -> Point:
    return Point(lat=one.center.latitude, lon=one.center.longitude)


def _photo(images: list[Image]) -> str:
    """The cover, in the size nearest to 720 pixels wide."""
    image = next((one for one in images if one.isCover), images[0] if images else None)
    variants = image.variants if image else []
    return web_address(min(variants, key=lambda one: abs(one.width - 720)).url) if variants else ""
