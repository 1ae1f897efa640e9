"""Tours, tickets and classes in a city on a day."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.searching.amounts import cheapest_first, counted, price_range, within
from api.searching.desk import Counter
from api.searching.elsewhere import activity_sites
from api.searching.engine import Answers, Asked, Search
from api.searching.events import Facet
from api.searching.fields import Ages, City, Currency, Language, Limit, Most, Rating
from api.searching.where import asking, check_days, locate
from domain.city import CityFacts
from domain.offers import ActivityOffer
from domain.place import Source
from tools.activities.contract import ACTIVITIES, ActivityQuery
from tools.activities.merge import merge
from tools.activities.providers import PROVIDERS
from tools.links.offered import with_own_links

_RULES = {
    "rating": "Best rated first, those nobody has rated last; then the more reviewed, then the cheaper, in {currency}.",
    "price": "Cheapest first, in {currency}; among equals the better rated.",
}


class ActivityFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    max_price: Most = Field(default=None, description="for one adult")
    min_rating: Rating = None
    max_minutes: Annotated[int | None, Field(ge=1)] = None
    categories: tuple[str, ...] = Field(default=(), max_length=20, description="any of these")
    free_cancellation: bool = False


class ActivitySearch(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"destination": "Rome", "on": "2027-04-12", "text": "food", "adults": 2}},
    )

    destination: City
    on: date
    adults: Annotated[int, Field(ge=1, le=20)] = 1
    children: Ages = ()
    text: Annotated[str, Field(max_length=120, description="what it should be about; empty: everything")] = ""
    currency: Currency = "EUR"
    language: Language = "en"
    filters: ActivityFilters = ActivityFilters()
    sort: Literal["rating", "price"] = "rating"
    limit: Limit = 50


async def activity_search(body: ActivitySearch, counter: Counter) -> Search[ActivityOffer]:
    city, query = await activity_query(body)
    chain = await counter.chain(ACTIVITIES, PROVIDERS)
    return Search(
        asked=(Asked("activities", chain, query),),
        combine=lambda answers: sorted(_merged(answers), key=lambda offer: _key(offer, body)),
        keep=lambda offer: _fits(offer, body.filters, body.currency),
        sources=_sources,
        facets=lambda offers: _facets(offers, body.currency),
        counts=lambda answer: (len(answer.offers), answer.dropped),
        rule=_RULES[body.sort].format(currency=body.currency),
        limit=body.limit,
        present=lambda offer: with_own_links(offer, counter.affiliates),
        elsewhere=activity_sites(query, city, chain.order, counter.affiliates),
    )


async def activity_query(body: ActivitySearch) -> tuple[CityFacts, ActivityQuery]:
    """The city and what is asked of it; raises InvalidRequest that names the field."""
    check_days(on=body.on)
    city = await asyncio.to_thread(locate, "destination", body.destination)
    query = asking(
        lambda: ActivityQuery(
            name=city.name,
            at=city.at,
            country=city.country,
            on=body.on,
            adults=body.adults,
            children=body.children,
            text=body.text,
            currency=body.currency,
            city_id=city.id,
            language=body.language,
        ),
        ActivitySearch.model_fields,
    )
    return city, query


def _merged(answers: Answers) -> Sequence[ActivityOffer]:
    return merge([found.offers for found in answers["activities"]])


def _fits(offer: ActivityOffer, filters: ActivityFilters, currency: str) -> bool:
    """What a provider does not say is not taken for granted."""
    return (
        within(offer.price, filters.max_price, currency)
        and (filters.min_rating is None or (offer.rating is not None and offer.rating >= filters.min_rating))
        and (filters.max_minutes is None or (offer.minutes is not None and offer.minutes <= filters.max_minutes))
        and (not filters.categories or bool(set(filters.categories) & set(offer.categories)))
        and (not filters.free_cancellation or offer.free_cancellation is True)
    )


def _sources(offer: ActivityOffer) -> Sequence[Source]:
    return (offer.source, *(other.source for other in offer.others))


def _facets(offers: Sequence[ActivityOffer], currency: str) -> tuple[Facet, ...]:
    return (
        price_range((offer.price for offer in offers), currency),
        counted("categories", (category for offer in offers for category in offer.categories)),
    )


def _key(offer: ActivityOffer, body: ActivitySearch) -> tuple[object, ...]:
    price, rating = cheapest_first(offer.price, body.currency), -(offer.rating or 0.0)
    if body.sort == "price":
        return price, rating, offer.title
    return rating, -(offer.reviews or 0), price, offer.title
