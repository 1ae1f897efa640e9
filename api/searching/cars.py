"""Cars to hire from a city, given back there or elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime

from api.searching.amounts import cheapest_first, counted, price_range, within
from api.searching.desk import Counter
from api.searching.engine import Answers, Asked, Search
from api.searching.events import Facet
from api.searching.fields import City, Currency, Language, Limit, Most
from api.searching.where import asking, check_days, locate
from domain.city import CityFacts
from domain.offers import CarClass, CarOffer
from domain.place import Source
from tools.links.offered import with_own_links
from tools.rides.contract import CARS, CarQuery, Stand
from tools.rides.providers import CAR_PROVIDERS

_RULE = "Cheapest first, in {currency}; sites that tell their prices only themselves come last."


class CarFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    max_price: Most = Field(default=None, description="for the whole hire")
    classes: tuple[CarClass, ...] = ()
    min_seats: Annotated[int | None, Field(ge=1, le=9)] = None


class CarSearch(BaseModel):
    """Which hire is wanted; times are wall times where the car is taken and given back."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "pick_up": "Lisbon",
                "drop_off": "Porto",
                "pick_up_local": "2027-04-12T10:00:00",
                "drop_off_local": "2027-04-15T10:00:00",
                "people": 2,
            }
        },
    )

    pick_up: City
    drop_off: City | None = None
    pick_up_local: NaiveDatetime
    drop_off_local: NaiveDatetime
    people: Annotated[int, Field(ge=1, le=9)] = 2
    currency: Currency = "EUR"
    language: Language = "en"
    filters: CarFilters = CarFilters()
    limit: Limit = 50


async def car_search(body: CarSearch, counter: Counter) -> Search[CarOffer]:
    asked = Asked("cars", await counter.chain(CARS, CAR_PROVIDERS), await car_query(body))
    return Search(
        asked=(asked,),
        combine=lambda answers: sorted(_all(answers), key=lambda offer: _key(offer, body.currency)),
        keep=lambda offer: _fits(offer, body.filters, body.currency),
        sources=_sources,
        facets=lambda offers: _facets(offers, body.currency),
        counts=lambda answer: (len(answer.offers), answer.dropped),
        rule=_RULE.format(currency=body.currency),
        limit=body.limit,
        present=lambda offer: with_own_links(offer, counter.affiliates),
    )


async def car_query(body: CarSearch) -> CarQuery:
    """Raises InvalidRequest that names the field."""
    check_days(pick_up_local=body.pick_up_local.date(), drop_off_local=body.drop_off_local.date())
    start = _stand(await asyncio.to_thread(locate, "pick_up", body.pick_up))
    end = _stand(await asyncio.to_thread(locate, "drop_off", body.drop_off)) if body.drop_off else None
    return asking(
        lambda: CarQuery(
            pick_up=start,
            pick_up_local=body.pick_up_local,
            drop_off_local=body.drop_off_local,
            drop_off=end,
            people=body.people,
            currency=body.currency,
            language=body.language,
        ),
        CarSearch.model_fields,
    )


def _stand(city: CityFacts) -> Stand:
    return Stand(city.name, city.at, city.country, city.time_zone)


def _all(answers: Answers) -> list[CarOffer]:
    """No two providers speak of the same car: there is nothing to merge."""
    return [offer for found in answers["cars"] for offer in found.offers]


def _fits(offer: CarOffer, filters: CarFilters, currency: str) -> bool:
    return (
        within(offer.price, filters.max_price, currency)
        and (not filters.classes or offer.car_class in filters.classes)
        and (filters.min_seats is None or (offer.seats is not None and offer.seats >= filters.min_seats))
    )


def _sources(offer: CarOffer) -> Sequence[Source]:
    return (offer.source, *(other.source for other in offer.others))


def _facets(offers: Sequence[CarOffer], currency: str) -> tuple[Facet, ...]:
    return (
        price_range((offer.price for offer in offers), currency),
        counted("classes", (offer.car_class for offer in offers if offer.car_class)),
        counted("seats", (str(offer.seats) for offer in offers if offer.seats)),
    )


def _key(offer: CarOffer, currency: str) -> tuple[object, ...]:
    return cheapest_first(offer.price, currency), offer.car_class or "", offer.source.provider
