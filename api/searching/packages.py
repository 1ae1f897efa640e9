"""Flights and nights together: every provider of both is asked at once, and pairs are made as they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import product
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.searching import flights, hotels
from api.searching.amounts import cheapest_first, price_range, within, worth
from api.searching.desk import Counter
from api.searching.engine import Answers, Asked, Search
from api.searching.events import Facet
from api.searching.fields import Ages, Airport, City, Currency, Language, Limit, Most
from api.searching.flights import FlightFilters, FlightSearch
from api.searching.hotels import HotelFilters, HotelSearch
from domain.city import CityFacts
from domain.money import Money
from domain.offers import Cabin, FlightOffer, Found, StayOffer
from domain.place import Source
from tools.flights.contract import FLIGHTS
from tools.flights.providers import PROVIDERS as FLIGHT_PROVIDERS
from tools.hotels.contract import HOTELS
from tools.hotels.providers import PROVIDERS as HOTEL_PROVIDERS
from tools.links.offered import with_own_links

_OF_EACH = 12
_RULE = (
    f"Cheapest first, flights and nights together, in {{currency}}, of the {_OF_EACH} cheapest of each that fit; "
    "among equals the shorter flight."
)


class PackageFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    max_price: Most = Field(default=None, description="for both together")
    flights: FlightFilters = FlightFilters()
    hotels: HotelFilters = HotelFilters()


class PackageSearch(BaseModel):
    """There and back, with the nights between; `check_in_on` is the day of departure where nothing is said."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "origin": "London",
                "destination": "Tokyo",
                "depart_on": "2027-04-12",
                "check_in_on": "2027-04-13",
                "return_on": "2027-04-22",
                "adults": 2,
            }
        },
    )

    origin: Airport
    destination: City
    depart_on: date
    return_on: date
    check_in_on: date | None = None
    adults: Annotated[int, Field(ge=1, le=9)] = 2
    children: Ages = ()
    rooms: Annotated[int, Field(ge=1, le=8)] = 1
    cabin: Cabin = "economy"
    currency: Currency = "EUR"
    language: Language = "en"
    filters: PackageFilters = PackageFilters()
    limit: Limit = 20


class PackageOffer(BaseModel):
    """A flight and a house; each is booked with whoever offers it."""

    model_config = ConfigDict(frozen=True)

    flight: FlightOffer
    stay: StayOffer
    price: Money = Field(description="of both together")
    exact: bool = Field(description="False: one of the prices was converted at a dated rate to be added")
    nights_lost: int = Field(description="nights that are paid for and over when the flight lands")


async def package_search(body: PackageSearch, counter: Counter) -> Search[PackageOffer]:
    flight_query = await flights.flight_query(_as_flights(body))
    city, hotel_query = await hotels.hotel_query(_as_hotels(body))
    return Search(
        asked=(
            Asked("flights", await counter.chain(FLIGHTS, FLIGHT_PROVIDERS), flight_query),
            Asked("hotels", await counter.chain(HOTELS, HOTEL_PROVIDERS), hotel_query),
        ),
        combine=lambda answers: _pairs(answers, body, city),
        keep=lambda package: within(package.price, body.filters.max_price, body.currency),
        sources=_sources,
        facets=lambda packages: _facets(packages, body, city),
        counts=_counts,
        rule=_RULE.format(currency=body.currency),
        limit=body.limit,
        present=lambda package: _with_own_links(package, counter.affiliates),
    )


def _as_flights(body: PackageSearch) -> FlightSearch:
    same = body.model_dump(include={"origin", "destination", "depart_on", "return_on", "adults", "children", "cabin"})
    return FlightSearch(**same, currency=body.currency)


def _as_hotels(body: PackageSearch) -> HotelSearch:
    same = body.model_dump(include={"destination", "rooms", "adults", "children", "currency", "language"})
    return HotelSearch(**same, check_in_on=body.check_in_on or body.depart_on, check_out_on=body.return_on)


def _pairs(answers: Answers, body: PackageSearch, city: CityFacts) -> list[PackageOffer]:
    """None before somebody has told of a flight and somebody of a house."""
    wanted = body.filters
    fitting_flights = [f for f in flights.merged(answers) if flights.fits(f, wanted.flights, body.currency)]
    fitting_stays = [s for s in hotels.merged(answers) if hotels.fits(s, wanted.hotels, body.currency, city.at)]
    cheap_flights = sorted(fitting_flights, key=lambda f: cheapest_first(f.price, body.currency))[:_OF_EACH]
    cheap_stays = sorted(fitting_stays, key=lambda s: cheapest_first(s.price, body.currency))[:_OF_EACH]
    pairs = (_pair(flight, stay, body.currency) for flight, stay in product(cheap_flights, cheap_stays))
    return sorted(
        filter(None, pairs),
        key=lambda p: (cheapest_first(p.price, body.currency), p.flight.minutes, p.stay.name),
    )


def _pair(flight: FlightOffer, stay: StayOffer, currency: str) -> PackageOffer | None:
    """None where the prices cannot be added: no rate is known."""
    lost = max(0, (_landing(flight).date() - stay.check_in_on).days) if _lands(flight) else 0
    if flight.price.currency == stay.price.currency:
        return PackageOffer(flight=flight, stay=stay, price=flight.price + stay.price, exact=True, nights_lost=lost)
    fare, nights = worth(flight.price, currency), worth(stay.price, currency)
    if fare is None or nights is None:
        return None
    total = Money.of(fare, currency) + Money.of(nights, currency)
    return PackageOffer(flight=flight, stay=stay, price=total, exact=False, nights_lost=lost)


def _lands(flight: FlightOffer) -> bool:
    return bool(flight.bounds)


def _landing(flight: FlightOffer) -> datetime:
    return flight.bounds[0].segments[-1].arrive_local


def _sources(package: PackageOffer) -> Sequence[Source]:
    """The pair is as little anybody's as its id: both parts' sources in one."""
    one, other = package.flight.source, package.stay.source
    reference = f"{one.provider}/{one.reference}|{other.provider}/{other.reference}"
    return (one.model_copy(update={"provider": "package", "reference": reference}),)


def _facets(packages: Sequence[PackageOffer], body: PackageSearch, city: CityFacts) -> tuple[Facet, ...]:
    """Of the pairs' prices, and of the flights and houses in them, each counted once."""
    fares = list(dict.fromkeys(package.flight for package in packages))
    stays = list(dict.fromkeys(package.stay for package in packages))
    both = (*flights.flight_facets(fares, body.currency), *hotels.stay_facets(stays, body.currency, city.at))
    prices = price_range((package.price for package in packages), body.currency)
    return (prices, *(facet for facet in both if facet.name != "price"))


def _with_own_links(package: PackageOffer, affiliates: Mapping[str, str]) -> PackageOffer:
    both = {"flight": with_own_links(package.flight, affiliates), "stay": with_own_links(package.stay, affiliates)}
    return package.model_copy(update=both)


def _counts(answer: Found[FlightOffer] | Found[StayOffer]) -> tuple[int, int]:
    return len(answer.offers), answer.dropped
