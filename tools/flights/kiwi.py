"""Kiwi.com's Tequila: search.

Written from https://tequila.kiwi.com/portal/docs/tequila_api/search_api (v2, as known in 2026-11) and
https://docs.kiwi.com. Dates are dd/mm/yyyy. Its `local_` times are wall times though they end in Z; they are held
against its `utc_` times, and an offer whose two disagree is dropped. The price is for all passengers.
"""

# ruff: noqa: N815 - the names of the fields are the provider's
from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from domain.offers import Bound, Cabin, FlightOffer, Found, Segment
from tools.flights.contract import FlightQuery
from tools.flights.reading import checked, segment
from tools.network import Parameters
from tools.offers.seller import Seller, money, own_address

_MOST_OFFERS = 50
_CABINS: dict[Cabin, str] = {"economy": "M", "premium_economy": "W", "business": "C", "first": "F"}


class _Flight(BaseModel):
    flyFrom: str
    flyTo: str
    airline: str
    flight_no: int = Field(ge=1, le=9999)
    operating_carrier: str = ""
    local_departure: datetime
    utc_departure: AwareDatetime
    local_arrival: datetime
    utc_arrival: AwareDatetime
    back: int = Field(default=0, alias="return")
    vehicle_type: str = "aircraft"


class _Availability(BaseModel):
    seats: int | None = None


class _Offer(BaseModel):
    id: str
    price: Decimal
    route: list[_Flight] = Field(min_length=1)
    deep_link: str = ""
    availability: _Availability = _Availability()


class _Found(BaseModel):
    currency: str
    data: list[Any]


class Kiwi(Seller):
    name = "kiwi"
    version = "v2"
    account: ClassVar[str] = "kiwi"
    home: ClassVar[str] = "https://api.tequila.kiwi.com"
    within_s: ClassVar[float] = 15.0

    async def execute(self, query: FlightQuery) -> Found[FlightOffer]:
        return await self.in_time(self._search(query))

    async def _search(self, query: FlightQuery) -> Found[FlightOffer]:
        answer = await self.get("/v2/search", _parameters(query), apikey=self._access.key)
        try:
            found = _Found.model_validate(answer)
        except ValidationError as error:
            raise self.malformed(error) from error
        return self.found(found.data, lambda item: self._offer(_Offer.model_validate(item), found.currency, query))

    def _offer(self, wire: _Offer, currency: str, query: FlightQuery) -> FlightOffer:
        ways = [[one for one in wire.route if one.back == back] for back in (0, 1)]
        bounds = tuple(Bound(segments=tuple(map(_segment, way))) for way in ways if way)
        way = bounds[0]
        offer = FlightOffer(
            bounds=bounds,
            from_code=way.segments[0].from_code,
            to_code=way.segments[-1].to_code,
            cabin=query.cabin,
            minutes=way.minutes,
            passengers=query.passengers,
            price=money(wire.price, currency),
            seats_left=wire.availability.seats or None,
            link=own_address(wire.deep_link, "kiwi.com"),
            source=self.source(wire.id),
        )
        return checked(offer, query)


def _parameters(query: FlightQuery) -> Parameters:
    asked: dict[str, str | int | float | bool | list[str]] = {
        "fly_from": query.origin,
        "fly_to": query.destination,
        "date_from": f"{query.depart_on:%d/%m/%Y}",
        "date_to": f"{query.depart_on:%d/%m/%Y}",
        "adults": query.grown,
        "children": query.seated_children,
        "infants": query.infants,
        "selected_cabins": _CABINS[query.cabin],
        "curr": query.currency,
        "vehicle_type": "aircraft",
        "sort": "price",
        "limit": _MOST_OFFERS,
    }
    if query.return_on is not None:
        asked["return_from"] = asked["return_to"] = f"{query.return_on:%d/%m/%Y}"
    return asked


def _segment(wire: _Flight) -> Segment:
    if wire.vehicle_type != "aircraft":
        raise ValueError("no flight")
    ends = (wire.flyFrom, wire.flyTo)
    read = segment(
        wire.airline, str(wire.flight_no), ends, wire.local_departure, wire.local_arrival, wire.operating_carrier
    )
    if (read.depart_at, read.arrive_at) != (wire.utc_departure.astimezone(UTC), wire.utc_arrival.astimezone(UTC)):
        raise ValueError("local and universal time disagree")
    return read
