"""Duffel: offers for a request.

Written from https://duffel.com/docs/api/v2/offer-requests and https://duffel.com/docs/api/overview/errors (API
version v2, as known in 2026-11; the version is pinned by the Duffel-Version header). Times are wall times without a
zone. Amounts are strings in the currency of the account, which cannot be asked for. 60 requests a minute are allowed.
It sells through its own order API, so there is no link.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import BaseModel, Field, ValidationError

from domain.offers import Bound, FlightOffer, Found, Segment
from tools.flights.contract import FlightQuery
from tools.flights.reading import checked, segment
from tools.offers.seller import Seller, money

_SUPPLIERS_MS = 10_000


class _Place(BaseModel):
    iata_code: str


class _Carrier(BaseModel):
    iata_code: str | None = None


class _Bag(BaseModel):
    type: str
    quantity: int = Field(ge=0)


class _Passenger(BaseModel):
    baggages: list[_Bag] | None = None


class _Segment(BaseModel):
    origin: _Place
    destination: _Place
    departing_at: datetime
    arriving_at: datetime
    marketing_carrier: _Carrier
    marketing_carrier_flight_number: str
    operating_carrier: _Carrier | None = None
    passengers: list[_Passenger] = []


class _Slice(BaseModel):
    segments: list[_Segment] = Field(min_length=1)


class _Change(BaseModel):
    allowed: bool


class _Conditions(BaseModel):
    refund_before_departure: _Change | None = None


class _Offer(BaseModel):
    id: str
    total_amount: Decimal
    total_currency: str
    tax_amount: Decimal | None = None
    tax_currency: str | None = None
    expires_at: datetime | None = None
    slices: list[_Slice] = Field(min_length=1)
    conditions: _Conditions | None = None


class _Request(BaseModel):
    offers: list[Any]


class _Found(BaseModel):
    data: _Request


class Duffel(Seller):
    name = "duffel"
    version = "v2"
    account: ClassVar[str] = "duffel"
    home: ClassVar[str] = "https://api.duffel.com"
    calls: ClassVar[tuple[int, float]] = (60, 60.0)
    within_s: ClassVar[float] = 15.0

    async def execute(self, query: FlightQuery) -> Found[FlightOffer]:
        return await self.in_time(self._search(query))

    async def _search(self, query: FlightQuery) -> Found[FlightOffer]:
        answer = await self.request(
            "POST",
            "/air/offer_requests",
            parameters={"return_offers": "true", "supplier_timeout": _SUPPLIERS_MS},
            headers={
                "Authorization": f"Bearer {self._access.key}",
                "Duffel_Version": "v2",
                "Accept": "application/json",
            },
            json=_question(query),
        )
        try:
            found = _Found.model_validate(answer)
        except ValidationError as error:
            raise self.malformed(error) from error
        return self.found(found.data.offers, lambda item: self._offer(_Offer.model_validate(item), query))

    def _offer(self, wire: _Offer, query: FlightQuery) -> FlightOffer:
        bounds = tuple(Bound(segments=tuple(map(_segment, one.segments))) for one in wire.slices)
        way = bounds[0]
        same = wire.tax_amount is not None and wire.tax_currency == wire.total_currency
        offer = FlightOffer(
            bounds=bounds,
            from_code=way.segments[0].from_code,
            to_code=way.segments[-1].to_code,
            cabin=query.cabin,
            minutes=way.minutes,
            passengers=query.passengers,
            price=money(wire.total_amount, wire.total_currency),
            taxes=money(wire.tax_amount, wire.total_currency) if same and wire.tax_amount is not None else None,
            checked_bags=_bags(wire),
            refundable=_refundable(wire),
            hold_until_at=wire.expires_at if wire.expires_at and wire.expires_at.tzinfo else None,
            source=self.source(wire.id),
        )
        return checked(offer, query)


def _question(query: FlightQuery) -> dict[str, Any]:
    ways = [(query.origin, query.destination, query.depart_on)]
    if query.return_on is not None:
        ways.append((query.destination, query.origin, query.return_on))
    slices = [{"origin": a, "destination": b, "departure_date": on.isoformat()} for a, b, on in ways]
    passengers = [{"type": "adult"} for _ in range(query.adults)] + [{"age": age} for age in query.children]
    return {"data": {"slices": slices, "passengers": passengers, "cabin_class": query.cabin}}


def _segment(wire: _Segment) -> Segment:
    operator = wire.operating_carrier.iata_code if wire.operating_carrier else None
    return segment(
        wire.marketing_carrier.iata_code or "",
        wire.marketing_carrier_flight_number,
        (wire.origin.iata_code, wire.destination.iata_code),
        wire.departing_at,
        wire.arriving_at,
        operator or "",
    )


def _bags(wire: _Offer) -> int | None:
    """Checked bags of the first passenger, the fewest of any flight; None where one does not say."""
    counts: list[int] = []
    for one in (one for part in wire.slices for one in part.segments):
        bags = one.passengers[0].baggages if one.passengers else None
        if bags is None:
            return None
        counts.append(sum(bag.quantity for bag in bags if bag.type == "checked"))
    return min(counts)


def _refundable(wire: _Offer) -> bool | None:
    refund = wire.conditions.refund_before_departure if wire.conditions else None
    return refund.allowed if refund else None
