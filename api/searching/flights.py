"""Flights between two airports or cities."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.searching.amounts import cheapest_first, counted, price_range, within
from api.searching.desk import Counter
from api.searching.elsewhere import flight_sites
from api.searching.engine import Answers, Asked, Search
from api.searching.events import Facet
from api.searching.fields import Ages, Airport, Currency, Limit, Most
from api.searching.where import airport_of, asking, check_days
from domain.offers import Cabin, FlightOffer
from domain.place import Source
from tools.flights.contract import FLIGHTS, FlightQuery
from tools.flights.merge import merge
from tools.flights.providers import PROVIDERS
from tools.links.offered import with_own_links

RULES = {
    "price": "Cheapest first, in {currency}; among equals the shorter flight, then the earlier take-off.",
    "duration": "Shortest first; among equals the cheaper, in {currency}, then the earlier take-off.",
}


class FlightFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    max_price: Most = None
    max_stops: Annotated[int | None, Field(ge=0, le=5)] = None
    airlines: tuple[str, ...] = Field(
        default=(), max_length=20, description="IATA designators; all flights must be theirs"
    )
    max_minutes: Annotated[int | None, Field(ge=1)] = None


class FlightSearch(BaseModel):
    """Which flights are wanted; an estimate, named as such, is among the answers where nobody else can tell."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "origin": "London",
                "destination": "NRT",
                "depart_on": "2027-04-12",
                "return_on": "2027-04-22",
                "adults": 2,
                "currency": "EUR",
                "filters": {"max_stops": 1},
            }
        },
    )

    origin: Airport
    destination: Airport
    depart_on: date
    return_on: date | None = None
    adults: Annotated[int, Field(ge=1, le=9)] = 1
    children: Ages = ()
    cabin: Cabin = "economy"
    currency: Currency = "EUR"
    filters: FlightFilters = FlightFilters()
    sort: Literal["price", "duration"] = "price"
    limit: Limit = 50


async def flight_query(body: FlightSearch) -> FlightQuery:
    """Raises InvalidRequest that names the field."""
    check_days(depart_on=body.depart_on, return_on=body.return_on)
    ends = ("origin", body.origin), ("destination", body.destination)
    origin, destination = [await asyncio.to_thread(airport_of, field, text) for field, text in ends]
    return asking(
        lambda: FlightQuery(
            origin=origin,
            destination=destination,
            depart_on=body.depart_on,
            return_on=body.return_on,
            adults=body.adults,
            children=body.children,
            cabin=body.cabin,
            currency=body.currency,
        ),
        FlightSearch.model_fields,
    )


async def flight_search(body: FlightSearch, counter: Counter) -> Search[FlightOffer]:
    query = await flight_query(body)
    chain = await counter.chain(FLIGHTS, PROVIDERS)
    return Search(
        asked=(Asked("flights", chain, query),),
        combine=lambda answers: sorted(merged(answers), key=lambda offer: _key(offer, body)),
        keep=lambda offer: fits(offer, body.filters, body.currency),
        sources=flight_sources,
        facets=lambda offers: flight_facets(offers, body.currency),
        counts=lambda answer: (len(answer.offers), answer.dropped),
        rule=RULES[body.sort].format(currency=body.currency),
        limit=body.limit,
        present=lambda offer: with_own_links(offer, counter.affiliates),
        elsewhere=flight_sites(query, chain.order, counter.affiliates),
    )


def merged(answers: Answers) -> Sequence[FlightOffer]:
    return merge([found.offers for found in answers["flights"]])


def fits(offer: FlightOffer, filters: FlightFilters, currency: str) -> bool:
    """An estimate knows no stops and no airline, so that it is left out where these are asked for."""
    if not within(offer.price, filters.max_price, currency):
        return False
    if filters.max_stops is not None and (offer.stops is None or offer.stops > filters.max_stops):
        return False
    if filters.airlines and not (offer.carriers and set(offer.carriers) <= set(filters.airlines)):
        return False
    return filters.max_minutes is None or offer.minutes <= filters.max_minutes


def flight_sources(offer: FlightOffer) -> Sequence[Source]:
    return (offer.source, *(other.source for other in offer.others))


def flight_facets(offers: Sequence[FlightOffer], currency: str) -> tuple[Facet, ...]:
    return (
        price_range((offer.price for offer in offers), currency),
        counted("stops", (str(offer.stops) for offer in offers if offer.stops is not None)),
        counted("airlines", (carrier for offer in offers for carrier in offer.carriers)),
    )


def _key(offer: FlightOffer, body: FlightSearch) -> tuple[object, ...]:
    price, off = cheapest_first(offer.price, body.currency), str(offer.depart_local or "~")
    return (offer.minutes, price, off) if body.sort == "duration" else (price, offer.minutes, off)
