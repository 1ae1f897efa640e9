"""What nobody said of a place and planning needs, worked out, and with an estimate's source beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from domain.city import CityFacts
from domain.place import Freshness, Kind, Place, Source
from tools.cities import prices
from tools.cities.countries import find_country

_DOUBLE: Final = 2
_ROOM = Source(
    provider="double-room", reference="sleeps", freshness=Freshness.ESTIMATED, as_of=date(2025, 6, 1)
)  # what a hotel's plain price is for nearly everywhere


def completed(places: Iterable[Place], city: CityFacts) -> tuple[Place, ...]:
    """Stays without a word on beds take two to a room; beyond the atlas meals and nights have the country's prices.

    A sight's price stays unknown: tickets follow no level of prices.
    """
    return tuple(_completed(place, city) for place in places)


def _completed(place: Place, city: CityFacts) -> Place:
    changes: dict[str, Any] = {}
    sources = list(place.more_sources)
    if place.kind is Kind.STAY and place.sleeps is None:
        changes["sleeps"] = _DOUBLE
        sources.append(_ROOM)
    country = find_country(city.country)
    if place.price is None and city.source is not None and country is not None and country.currency == city.currency:
        if place.kind is Kind.STAY:
            changes["price"] = prices.room_price(place.category, place.stars, country)
        elif place.kind is Kind.EAT:
            changes["price"] = prices.table_price(place.category, country)
        if changes.get("price") is not None:
            sources.append(prices.price_source(country, place.category.value))
    return place.model_copy(update={**changes, "more_sources": tuple(sources)}) if changes else place
