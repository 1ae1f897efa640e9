"""Booking.com's Demand API: accommodation with a price for given nights.

Written from https://developers.booking.com/demand/docs/accommodations/accommodation-v3.1-quick-guide, the guides on
search, prices and orders beside it (v3.1, as known in 2026-11). A search names houses by number; `details` has their
names and places. `book` is the price that must be shown, `total` what is paid with the charges at the house. The
account's key is the token, its secret the affiliate id (X-Affiliate-Id). `label` comes back with each order.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from domain.geo import Point
from domain.offers import Conversion, ConversionStatus, Found, StayOffer
from tools.hotels.contract import HotelQuery
from tools.images.plain import plain
from tools.offers.booking_site import with_ids
from tools.offers.seller import Seller, money, own_address

_ROWS = 50
_LANGUAGES = {"en": "en-gb", "es": "es", "pt": "pt-pt", "zh": "zh-cn"}
_STATUS: dict[str, ConversionStatus] = {
    "booked": "pending",
    "stayed": "confirmed",
    "cancelled": "cancelled",
    "cancelled_by_accommodation": "cancelled",
    "cancelled_by_guest": "cancelled",
    "no_show": "cancelled",
}


def _by_language(said: Any) -> Any:
    """A text that stands for all languages is one by "", so that both shapes are read alike."""
    return {"": said} if isinstance(said, str) else said


_Texts = Annotated[dict[str, str], BeforeValidator(_by_language)]


class _Price(BaseModel):
    base: Decimal | None = None
    book: Decimal
    total: Decimal | None = None


class _Cancellation(BaseModel):
    type: str = ""


class _Policies(BaseModel):
    cancellation: _Cancellation = _Cancellation()


class _Product(BaseModel):
    number_available_at_this_price: int | None = None
    policies: _Policies = _Policies()


class _Hit(BaseModel):
    id: int
    currency: str
    price: _Price
    url: str = ""
    products: list[_Product] = []


class _Coordinates(BaseModel):
    latitude: float
    longitude: float


class _Location(BaseModel):
    coordinates: _Coordinates
    address: _Texts = {}


class _Rating(BaseModel):
    number_of_reviews: int | None = None
    review_score: Decimal | None = None
    stars: Decimal | None = None


class _House(BaseModel):
    id: int
    name: Annotated[_Texts, Field(min_length=1)]
    location: _Location
    rating: _Rating = _Rating()


class _Answer(BaseModel):
    data: list[Any]


class _Commission(BaseModel):
    estimated_amount: Decimal | None = None
    actual_amount: Decimal | None = None


class _OrderPrice(BaseModel):
    total: Decimal


class _Order(BaseModel):
    id: str
    status: str
    currency: str
    price: _OrderPrice
    commission: _Commission = _Commission()
    label: str | None = None
    created: datetime | None = None


class BookingCom(Seller):
    name = "booking"
    version = "3.1"
    account: ClassVar[str] = "booking"
    home: ClassVar[str] = "https://demandapi.booking.com"
    beside: ClassVar[str] = "affiliate id"

    async def execute(self, query: HotelQuery) -> Found[StayOffer]:
        return await self.in_time(self.search_hotels(query))

    async def search_hotels(self, query: HotelQuery) -> Found[StayOffer]:
        hits = await self._ask("/3.1/accommodations/search", _question(query))
        if not hits:
            return Found()
        numbers = [number for number in map(_number, hits) if number is not None]
        language = _LANGUAGES.get(query.language, query.language)
        described = await self._ask(
            "/3.1/accommodations/details", {"accommodations": numbers, "languages": list({language, "en-gb"})}
        )
        houses = {number: one for one in described if (number := _number(one)) is not None}
        return self.found(hits, lambda hit: self._offer(_Hit.model_validate(hit), houses, query))

    def generate_booking_link(self, offer: StayOffer, click_id: str = "") -> str:
        """With our affiliate id and the click's label."""
        address = own_address(offer.link, "booking.com") if offer.source.provider == self.name else ""
        return with_ids(address, {"aid": self._access.secret, "label": click_id})

    def track_conversion(self, report: Mapping[str, Any]) -> Conversion:
        """One entry of `orders/details`; the commission is the estimated one until the stay is over."""
        try:
            order = _Order.model_validate(report)
            commission = order.commission.actual_amount or order.commission.estimated_amount
            return Conversion(
                provider=self.name,
                reference=order.id,
                click_id=order.label or None,
                amount=money(order.price.total, order.currency),
                commission=None if commission is None else money(commission, order.currency),
                status=_STATUS[order.status],
                booked_at=order.created if order.created and order.created.tzinfo else None,
            )
        except (ValueError, KeyError, ArithmeticError) as error:
            raise self.malformed(error) from error

    async def _ask(self, path: str, question: Mapping[str, Any]) -> list[Any]:
        headers = {"Authorization": f"Bearer {self._access.key}", "X_Affiliate_Id": self._access.secret}
        answer = await self.request("POST", path, headers=headers, json=question)
        try:
            return _Answer.model_validate(answer).data
        except ValidationError as error:
            raise self.malformed(error) from error

    def _offer(self, hit: _Hit, houses: Mapping[int, Any], query: HotelQuery) -> StayOffer:
        house = _House.model_validate(houses[hit.id])
        language = _LANGUAGES.get(query.language, query.language)
        at, price, rating = house.location.coordinates, hit.price, house.rating
        product = hit.products[0] if hit.products else _Product()
        due_there = None if price.total is None else money(price.total - price.book, hit.currency)
        return StayOffer(
            name=plain(_in(house.name, language)),
            at=Point(lat=at.latitude, lon=at.longitude),
            address=plain(_in(house.location.address, language)),
            check_in_on=query.check_in_on,
            check_out_on=query.check_out_on,
            rooms=query.rooms,
            guests=query.guests,
            price=money(price.book, hit.currency),
            taxes=None if price.base is None else money(price.book - price.base, hit.currency),
            pay_there=due_there if due_there and due_there.minor > 0 else None,
            stars=rating.stars or None,
            rating=float(rating.review_score / 2) if rating.review_score else None,
            reviews=rating.number_of_reviews,
            refundable=_refundable(product),
            rooms_left=product.number_available_at_this_price or None,
            link=with_ids(own_address(hit.url, "booking.com"), {"aid": self._access.secret, "label": ""}),
            source=self.source(str(hit.id)),
        )


def _number(item: Any) -> int | None:
    """The house that an entry is about; None where it does not say."""
    number = item.get("id") if isinstance(item, dict) else None
    return number if isinstance(number, int) else None


def _question(query: HotelQuery) -> dict[str, Any]:
    guests: dict[str, Any] = {"number_of_adults": query.adults, "number_of_rooms": query.rooms}
    if query.children:
        guests["children"] = list(query.children)
    return {
        "booker": {"country": "us", "platform": "desktop"},
        "checkin": query.check_in_on.isoformat(),
        "checkout": query.check_out_on.isoformat(),
        "coordinates": {"latitude": query.at.lat, "longitude": query.at.lon, "radius": query.radius_km},
        "guests": guests,
        "currency": query.currency,
        "extras": ["extra_charges", "products"],
        "rows": _ROWS,
    }


def _in(texts: Mapping[str, str], language: str) -> str:
    """In the language, else in English, else in whichever there is."""
    return texts.get(language) or texts.get("en-gb") or next(iter(texts.values()), "")


def _refundable(product: _Product) -> bool | None:
    kind = product.policies.cancellation.type
    return None if not kind else kind != "non_refundable"
