"""Places of a city, of any provider's and the atlas's, by words and kind."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.searching.amounts import counted
from api.searching.desk import Counter
from api.searching.engine import Asked, Search
from api.searching.events import Facet
from api.searching.fields import City, Language, Limit
from api.searching.where import locate
from domain.place import Access, Category, Kind, Place, Source
from tools.places.contract import PLACE_SEARCH, PLACES, PlacesQuery, SearchQuery
from tools.places.merge import merge
from tools.places.place_names import likeness
from tools.places.providers import PROVIDERS, SEARCH_PROVIDERS

_RULE = "The city's icons first; among equals the better rated, then the more reviewed, then by name."
_WORDS_RULE = (
    "Whose name answers best to the words first; among equals as without words: " + _RULE[:1].lower() + _RULE[1:]
)
_MOST_FOUND = 50


class PlaceFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    categories: tuple[Category, ...] = Field(default=(), max_length=20, description="any of these")
    min_rating: Annotated[float | None, Field(ge=1, le=5, allow_inf_nan=False)] = None
    max_price_level: Annotated[int | None, Field(ge=1, le=4)] = None
    free: bool = Field(default=False, description="only where entry costs nothing")
    step_free: bool = False


class PlaceSearch(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"destination": "kyoto", "text": "garden", "kind": "sight"}},
    )

    destination: City
    text: Annotated[str, Field(max_length=120, description="what they should answer to; empty: all of the city")] = ""
    kind: Kind | None = None
    language: Language = "en"
    filters: PlaceFilters = PlaceFilters()
    limit: Limit = 50


async def place_search(body: PlaceSearch, counter: Counter) -> Search[Place]:
    """By words where there are some, otherwise all that anybody knows of the city."""
    city = await asyncio.to_thread(locate, "destination", body.destination)
    words = body.text.strip()
    if words:
        question = SearchQuery(city, words, language=body.language, kind=body.kind, limit=_MOST_FOUND)
        asked = Asked("place-search", await counter.chain(PLACE_SEARCH, SEARCH_PROVIDERS), question)
    else:
        whole = PlacesQuery(city, language=body.language)
        asked = Asked("places", await counter.chain(PLACES, PROVIDERS), whole)
    return Search(
        asked=(asked,),
        combine=lambda answers: (
            sorted(merge(city, answers["place-search"]), key=lambda place: (-likeness(words, place), *_key(place)))
            if words
            else sorted(merge(city, [found.places for found in answers["places"]]), key=_key)
        ),
        keep=lambda place: _fits(place, body.kind, body.filters),
        sources=_sources,
        facets=_facets,
        counts=lambda answer: (len(answer) if words else len(answer.places), 0),
        rule=_WORDS_RULE if words else _RULE,
        limit=body.limit,
    )


def _fits(place: Place, kind: Kind | None, filters: PlaceFilters) -> bool:
    """What nobody says of a place is not taken for granted."""
    return (
        (kind is None or place.kind is kind)
        and (not filters.categories or place.category in filters.categories)
        and (filters.min_rating is None or (place.rating is not None and place.rating >= filters.min_rating))
        and (
            filters.max_price_level is None
            or (place.price_level is not None and place.price_level <= filters.max_price_level)
        )
        and (not filters.free or (place.price is not None and place.price.minor == 0))
        and (not filters.step_free or place.step_free is Access.YES)
    )


def _sources(place: Place) -> Sequence[Source]:
    return (place.source, *place.more_sources)


def _facets(places: Sequence[Place]) -> tuple[Facet, ...]:
    return (
        counted("kinds", (place.kind.value for place in places)),
        counted("categories", (place.category.value for place in places)),
        counted("areas", (place.area for place in places if place.area)),
        counted("price_levels", (str(place.price_level) for place in places if place.price_level)),
    )


def _key(place: Place) -> tuple[object, ...]:
    return -place.popularity, -(place.rating or 0.0), -(place.reviews or 0), place.name
