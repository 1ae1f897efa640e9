"""Houses in a city with a price for given nights."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.searching.amounts import cheapest_first, counted, price_range, within
from api.searching.desk import Counter
from api.searching.elsewhere import stay_sites
from api.searching.engine import Answers, Asked, Search
from api.searching.events import Facet
from api.searching.fields import Ages, City, Currency, Language, Limit, Most, Rating
from api.searching.where import asking, check_days, locate
from domain.city import CityFacts
from domain.geo import Point
from domain.offers import StayOffer
from domain.place import Source
from tools.hotels.contract import HOTELS, HotelQuery
from tools.hotels.merge import merge
from tools.hotels.providers import PROVIDERS
from tools.links.offered import with_own_links

_RULES = {
    "price": "Cheapest first, in {currency}; among equals the better rated.",
    "rating": "Best rated first, those nobody has rated last; among equals the cheaper, in {currency}.",
    "stars": "Most stars first, those without last; among equals the cheaper, in {currency}.",
}
_RINGS_KM = (1.0, 3.0, 5.0)


class HotelFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    max_price: Most = Field(default=None, description="for all rooms and nights")
    min_stars: Annotated[int | None, Field(ge=1, le=5)] = None
    min_rating: Rating = None
    max_km: Annotated[float | None, Field(gt=0, le=50, allow_inf_nan=False)] = Field(
        default=None, description="from the city's centre"
    )
    breakfast: bool = Field(default=False, description="only where it is in the price")
    refundable: bool = False


class HotelSearch(BaseModel):
    """Which nights are wanted; estimates, named as such, are among the answers."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "destination": "kyoto",
                "check_in_on": "2027-04-12",
                "check_out_on": "2027-04-15",
                "adults": 2,
                "currency": "EUR",
                "filters": {"min_stars": 3},
            }
        },
    )

    destination: City
    check_in_on: date
    check_out_on: date
    rooms: Annotated[int, Field(ge=1, le=8)] = 1
    adults: Annotated[int, Field(ge=1, le=20)] = 2
    children: Ages = ()
    currency: Currency = "EUR"
    language: Language = "en"
    filters: HotelFilters = HotelFilters()
    sort: Literal["price", "rating", "stars"] = "price"
    limit: Limit = 50


async def hotel_query(body: HotelSearch) -> tuple[CityFacts, HotelQuery]:
    """The city and what is asked of it; raises InvalidRequest that names the field."""
    check_days(check_in_on=body.check_in_on, check_out_on=body.check_out_on)
    city = await asyncio.to_thread(locate, "destination", body.destination)
    query = asking(
        lambda: HotelQuery(
            name=city.name,
            at=city.at,
            country=city.country,
            check_in_on=body.check_in_on,
            check_out_on=body.check_out_on,
            rooms=body.rooms,
            adults=body.adults,
            children=body.children,
            currency=body.currency,
            city_id=city.id,
            language=body.language,
        ),
        HotelSearch.model_fields,
    )
    return city, query


async def hotel_search(body: HotelSearch, counter: Counter) -> Search[StayOffer]:
    city, query = await hotel_query(body)
    chain = await counter.chain(HOTELS, PROVIDERS)
    return Search(
        asked=(Asked("hotels", chain, query),),
        combine=lambda answers: sorted(merged(answers), key=lambda offer: _key(offer, body)),
        keep=lambda offer: fits(offer, body.filters, body.currency, city.at),
        sources=stay_sources,
        facets=lambda offers: stay_facets(offers, body.currency, city.at),
        counts=lambda answer: (len(answer.offers), answer.dropped),
        rule=_RULES[body.sort].format(currency=body.currency),
        limit=body.limit,
        present=lambda offer: with_own_links(offer, counter.affiliates),
        elsewhere=stay_sites(query, city, chain.order, counter.affiliates),
    )


def merged(answers: Answers) -> Sequence[StayOffer]:
    return merge([found.offers for found in answers["hotels"]])


def fits(offer: StayOffer, filters: HotelFilters, currency: str, centre: Point) -> bool:
    """What a provider does not say of a house is not taken for granted."""
    return (
        within(offer.price, filters.max_price, currency)
        and (filters.min_stars is None or (offer.stars is not None and offer.stars >= filters.min_stars))
        and (filters.min_rating is None or (offer.rating is not None and offer.rating >= filters.min_rating))
        and (filters.max_km is None or _km(offer, centre) <= filters.max_km)
        and (not filters.breakfast or offer.breakfast is True)
        and (not filters.refundable or offer.refundable is True)
    )


def stay_sources(offer: StayOffer) -> Sequence[Source]:
    return (offer.source, *(other.source for other in offer.others))


def stay_facets(offers: Sequence[StayOffer], currency: str, centre: Point) -> tuple[Facet, ...]:
    return (
        price_range((offer.price for offer in offers), currency),
        counted("stars", (f"{offer.stars.normalize():f}" for offer in offers if offer.stars is not None)),
        counted("areas", (_ring(_km(offer, centre)) for offer in offers)),
        counted("categories", (offer.category for offer in offers if offer.category)),
    )


def _km(offer: StayOffer, centre: Point) -> float:
    return offer.at.metres_to(centre) / 1000


def _ring(km: float) -> str:
    """How far from the centre, as one says it."""
    inside = next((ring for ring in _RINGS_KM if km <= ring), None)
    return f"within {inside:g} km of the centre" if inside else f"more than {_RINGS_KM[-1]:g} km from the centre"


def _key(offer: StayOffer, body: HotelSearch) -> tuple[object, ...]:
    price, rating = cheapest_first(offer.price, body.currency), -(offer.rating or 0.0)
    if body.sort == "stars":
        return -(offer.stars or Decimal()), price, rating, offer.name
    return (rating, price, offer.name) if body.sort == "rating" else (price, rating, offer.name)
