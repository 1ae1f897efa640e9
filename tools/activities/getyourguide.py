"""GetYourGuide's Partner API: tours near a point on a day.

Written from https://github.com/getyourguide/partner-api-spec (version 1, as known in 2026-11). Coordinates and words
exclude each other in a question, so words are looked for in what comes back of the city. The price is "from", in the
currency asked for, and may be a group's. 120 calls a minute are allowed, and who makes more waits for five minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, Field, ValidationError

from domain.geo import Point
from domain.offers import ActivityOffer, Conversion, ConversionStatus, Found
from tools.activities.contract import ActivityQuery, fits
from tools.images.plain import plain, web_address
from tools.network import Parameters
from tools.offers.booking_site import with_ids
from tools.offers.seller import Seller, money, own_address

_LIMIT = 60
_LONGEST_ABOUT = 400
_RADIUS_KM = 25
_PHOTO_FORMAT = "97"  # a format of the documentation's list, 480 px wide
_UNIT_MIN = {"minute": 1, "hour": 60, "day": 1440}
_LANGUAGES = frozenset("da de en es fr it nl no pl pt fi sv ru ja".split())
_CURRENCIES = frozenset(
    """AED ARS AUD BGN CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KRW MAD MXN MYR NOK NZD PHP PLN
    RON SEK SGD THB TRY UAH USD UYU VND ZAR""".split()
)
_STATUS: dict[str, ConversionStatus] = {
    "confirmed": "confirmed",
    "unconfirmed": "pending",
    "canceled": "cancelled",
}


class _Picture(BaseModel):
    ssl_url: str = ""


class _Coordinates(BaseModel):
    lat: float
    long: float


class _Values(BaseModel):
    amount: Decimal


class _Price(BaseModel):
    values: _Values
    description: str = ""


class _Category(BaseModel):
    name: str = ""


class _Duration(BaseModel):
    duration: Decimal = Field(gt=0)
    unit: Literal["minute", "hour", "day"]


class _Tour(BaseModel):
    tour_id: int
    title: str
    abstract: str = ""
    pictures: list[_Picture] = []
    coordinates: _Coordinates | None = None
    price: _Price
    categories: list[_Category] = []
    overall_rating: float | None = None
    number_of_ratings: int | None = None
    durations: list[_Duration] = []
    free_sale: bool | None = None
    url: str = ""


class _Tours(BaseModel):
    tours: list[Any]


class _Answer(BaseModel):
    data: _Tours


class _Bookable(BaseModel):
    price: Decimal
    external_reference_id: str | None = None


class _Booked(BaseModel):
    booking_hash: str
    booking_status: str
    bookable: _Bookable


class _Data(BaseModel):
    booking: _Booked


class _Base(BaseModel):
    currency: str


class _Report(BaseModel):
    base_data: _Base
    data: _Data


class GetYourGuide(Seller):
    name = "getyourguide"
    version = "1"
    account: ClassVar[str] = "getyourguide"
    home: ClassVar[str] = "https://api.getyourguide.com"
    calls: ClassVar[tuple[int, float]] = (120, 60.0)

    async def execute(self, query: ActivityQuery) -> Found[ActivityOffer]:
        return await self.in_time(self.search_activities(query))

    async def search_activities(self, query: ActivityQuery) -> Found[ActivityOffer]:
        currency = query.currency if query.currency in _CURRENCIES else "USD"
        answer = await self.request(
            "GET",
            "/1/tours",
            parameters=_parameters(query, currency),
            headers={"X_ACCESS_TOKEN": self._access.key, "Accept": "application/json"},
        )
        try:
            tours = _Answer.model_validate(answer).data.tours
        except ValidationError as error:
            raise self.malformed(error) from error
        found = self.found(tours, lambda item: self._offer(_Tour.model_validate(item), query, currency))
        return Found(tuple(one for one in found.offers if fits(one, query.text)), found.dropped)

    def generate_booking_link(self, offer: ActivityOffer, click_id: str = "") -> str:
        """Its address carries our partner id already, for it was read with our token; `cmp` comes back in reports."""
        address = own_address(offer.link, "getyourguide.com") if offer.source.provider == self.name else ""
        return with_ids(address, {"cmp": click_id})

    def track_conversion(self, report: Mapping[str, Any]) -> Conversion:
        """A booking as the API has it, in the currency it was made in; it does not say what we are owed."""
        try:
            read = _Report.model_validate(report)
            booking = read.data.booking
            return Conversion(
                provider=self.name,
                reference=booking.booking_hash,
                click_id=booking.bookable.external_reference_id or None,
                amount=money(booking.bookable.price, read.base_data.currency),
                status=_STATUS[booking.booking_status],
            )
        except (ValueError, KeyError, ArithmeticError) as error:
            raise self.malformed(error) from error

    def _offer(self, wire: _Tour, query: ActivityQuery, currency: str) -> ActivityOffer:
        at = wire.coordinates
        return ActivityOffer(
            title=plain(wire.title),
            about=plain(wire.abstract, _LONGEST_ABOUT),
            at=Point(lat=at.lat, lon=at.long) if at else None,
            on=query.on,
            minutes=_minutes(wire.durations),
            price=money(wire.price.values.amount, currency),
            per_group="group" in wire.price.description.casefold(),
            rating=wire.overall_rating or None,
            reviews=wire.number_of_ratings,
            instant=wire.free_sale,
            photo_url=_photo(wire.pictures),
            categories=tuple(plain(one.name) for one in wire.categories if one.name),
            link=own_address(wire.url, "getyourguide.com"),
            source=self.source(str(wire.tour_id)),
        )


def _parameters(query: ActivityQuery, currency: str) -> Parameters:
    on = query.on.isoformat()
    return {
        "cnt_language": query.language if query.language in _LANGUAGES else "en",
        "currency": currency,
        "coordinates[]": [f"{query.at.lat:.5f}", f"{query.at.lon:.5f}", str(_RADIUS_KM)],
        "date[]": [f"{on}T00:00:00", f"{on}T23:59:59"],
        "sortfield": "popularity",
        "limit": _LIMIT,
    }


def _minutes(durations: list[_Duration]) -> int | None:
    """The shortest there is; None where none is said."""
    lengths = [int(one.duration * _UNIT_MIN[one.unit]) for one in durations]
    return max(1, min(lengths)) if lengths else None


def _photo(pictures: list[_Picture]) -> str:
    return web_address(pictures[0].ssl_url.replace("[format_id]", _PHOTO_FORMAT)) if pictures else ""
