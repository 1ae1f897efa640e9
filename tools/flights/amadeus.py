"""Amadeus Self-Service: Flight Offers Search.

Written from https://developers.amadeus.com/self-service/category/flights/api-doc/flight-offers-search (v2, as known
in 2026-11) and https://developers.amadeus.com/self-service/apis-docs/guides/developer-guides/API-Keys/authorization:
OAuth 2 client credentials; a token lives half an hour. Times are wall times without a zone. The test environment
allows a call every 100 ms and 10 a second is kept for both. It sells through its own order API, so there is no link.
"""

# ruff: noqa: N815 - the names of the fields are the provider's
from __future__ import annotations

import asyncio
import time
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import BaseModel, Field, ValidationError

from domain.errors import Failure, Unavailable
from domain.offers import Bound, Cabin, FlightOffer, Found, Segment
from tools.adapter import Access
from tools.flights.contract import FlightQuery
from tools.flights.reading import checked, segment
from tools.network import Parameters
from tools.offers.seller import Seller, money

_MOST_OFFERS = 50
_EARLY_S = 60.0
_CABINS: dict[Cabin, str] = {
    "economy": "ECONOMY",
    "premium_economy": "PREMIUM_ECONOMY",
    "business": "BUSINESS",
    "first": "FIRST",
}


class _Token(BaseModel):
    access_token: str = Field(pattern=r"^[\x21-\x7e]+$")
    expires_in: float = Field(gt=0)


class _End(BaseModel):
    iataCode: str
    at: datetime


class _Carrier(BaseModel):
    carrierCode: str = ""


class _Segment(BaseModel):
    departure: _End
    arrival: _End
    carrierCode: str
    number: str
    operating: _Carrier = _Carrier()


class _Itinerary(BaseModel):
    segments: list[_Segment]


class _Price(BaseModel):
    currency: str
    grandTotal: Decimal
    base: Decimal | None = None


class _Bags(BaseModel):
    quantity: int | None = None


class _Fare(BaseModel):
    includedCheckedBags: _Bags | None = None


class _Traveller(BaseModel):
    fareDetailsBySegment: list[_Fare] = []


class _Offer(BaseModel):
    id: str
    itineraries: list[_Itinerary] = Field(min_length=1)
    price: _Price
    numberOfBookableSeats: int | None = None
    travelerPricings: list[_Traveller] = []


class _Found(BaseModel):
    data: list[Any]


class Amadeus(Seller):
    name = "amadeus"
    version = "v2"
    account: ClassVar[str] = "amadeus"
    home: ClassVar[str] = "https://api.amadeus.com"
    beside: ClassVar[str] = "secret"
    calls: ClassVar[tuple[int, float]] = (10, 1.0)
    within_s: ClassVar[float] = 15.0

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._token, self._token_until, self._asking = "", 0.0, asyncio.Lock()

    async def execute(self, query: FlightQuery) -> Found[FlightOffer]:
        answer = await self.in_time(self._search(_parameters(query)))
        try:
            found = _Found.model_validate(answer)
        except ValidationError as error:
            raise self.malformed(error) from error
        return self.found(found.data, lambda item: self._offer(_Offer.model_validate(item), query))

    async def _search(self, parameters: Parameters) -> Any:
        """A token that was kept may have been taken back meanwhile: then once more with a new one."""
        kept = await self._bearer()
        try:
            return await self._offers(parameters, kept)
        except Unavailable as refusal:
            if refusal.kind is not Failure.FORBIDDEN:
                raise
        self._forget(kept)
        return await self._offers(parameters, await self._bearer())

    async def _offers(self, parameters: Parameters, token: str) -> Any:
        return await self.get("/v2/shopping/flight-offers", parameters, Authorization=f"Bearer {token}")

    async def _bearer(self) -> str:
        async with self._asking:
            if not self._token or time.monotonic() >= self._token_until:
                form = {
                    "grant_type": "client_credentials",
                    "client_id": self._access.key,
                    "client_secret": self._access.secret,
                }
                answer = await self.request("POST", "/v1/security/oauth2/token", data=form)
                try:
                    token = _Token.model_validate(answer)
                except ValidationError as error:
                    raise self.malformed(error) from error
                self._token = token.access_token
                self._token_until = time.monotonic() + max(token.expires_in - _EARLY_S, 0.0)
            return self._token

    def _forget(self, token: str) -> None:
        if self._token == token:
            self._token = ""

    def _offer(self, wire: _Offer, query: FlightQuery) -> FlightOffer:
        bounds = tuple(Bound(segments=tuple(map(_segment, one.segments))) for one in wire.itineraries)
        price, way = wire.price, bounds[0]
        flights = "+".join(one.carrier + one.number for bound in bounds for one in bound.segments)
        offer = FlightOffer(
            bounds=bounds,
            from_code=way.segments[0].from_code,
            to_code=way.segments[-1].to_code,
            cabin=query.cabin,
            minutes=way.minutes,
            passengers=query.passengers,
            price=money(price.grandTotal, price.currency),
            taxes=None if price.base is None else money(price.grandTotal - price.base, price.currency),
            checked_bags=_bags(wire),
            seats_left=wire.numberOfBookableSeats or None,
            source=self.source(f"{query.depart_on.isoformat()}/{flights}/{wire.id}"),
        )
        return checked(offer, query)


def _parameters(query: FlightQuery) -> Parameters:
    asked: dict[str, str | int | float | bool | list[str]] = {
        "originLocationCode": query.origin,
        "destinationLocationCode": query.destination,
        "departureDate": query.depart_on.isoformat(),
        "adults": query.grown,
        "travelClass": _CABINS[query.cabin],
        "currencyCode": query.currency,
        "max": _MOST_OFFERS,
    }
    if query.return_on is not None:
        asked["returnDate"] = query.return_on.isoformat()
    if query.seated_children:
        asked["children"] = query.seated_children
    if query.infants:
        asked["infants"] = query.infants
    return asked


def _segment(wire: _Segment) -> Segment:
    ends = (wire.departure.iataCode, wire.arrival.iataCode)
    return segment(wire.carrierCode, wire.number, ends, wire.departure.at, wire.arrival.at, wire.operating.carrierCode)


def _bags(wire: _Offer) -> int | None:
    """The fewest of any flight of the first traveller; a weight instead of a number says nothing of it."""
    fares = wire.travelerPricings[0].fareDetailsBySegment if wire.travelerPricings else []
    counts = [fare.includedCheckedBags.quantity if fare.includedCheckedBags else None for fare in fares]
    known = [count for count in counts if count is not None]
    return min(known) if known and len(known) == len(counts) else None
