"""Mapbox's Search Box API, version v1: places by category, by text, and one by its id.

https://docs.mapbox.com/api/search/search-box/ (as of mid 2025). A category gives 25 places at most, a text 10; ten
requests a second are allowed, so that a city's categories are asked a few at a time. It has no ratings and no photos.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from pydantic import ValidationError

from domain.city import CityFacts
from domain.errors import Failure, Unavailable
from domain.geo import Point
from domain.place import Place
from tools.network import Networked
from tools.places.contract import CityPlaces, DetailsQuery, PlacesQuery, SearchQuery
from tools.places.mapbox.reading import Collection, Feature, place_of
from tools.places.mapbox.types import SOUGHT
from tools.places.sameness import same
from tools.places.together import together

_PER_CATEGORY, _PER_TEXT = 25, 10
_AT_ONCE = 5
_LONGEST_TEXT = 256
PROVIDERS_OF_IDS = ("mapbox-places", "mapbox-place-search", "mapbox-place-details")


class _MapboxPlaces(Networked):
    """What the adapters share: the token, and places read one by one."""

    version = "v1"
    account = "mapbox"
    home = "https://api.mapbox.com"

    async def features(self, path: str, city: CityFacts, **asked: Any) -> tuple[Place, ...]:
        """The places of one answer, Mapbox's first first; an answer of which most cannot be read is none."""
        parameters = {**asked, "access_token": self._access.key}
        said = await self.get(f"/search/searchbox/v1/{path}", parameters)
        try:
            found = Collection.model_validate(said).features
        except ValidationError as error:
            raise self.malformed(error) from error
        read_at, places, broken = datetime.now(UTC), [], 0
        for one in found:
            try:
                place = place_of(Feature.model_validate(one).properties, city, self.name, read_at)
            except ValidationError:
                broken += 1
                continue
            places += [place] if place else []
        if broken > len(places):
            raise Unavailable(self.name, f"{broken} places that cannot be read", Failure.MALFORMED)
        return tuple(places)

    async def by_text(self, text: str, city: CityFacts, near: Point, language: str, limit: int) -> tuple[Place, ...]:
        return await self.features(
            "forward",
            city,
            q=text[:_LONGEST_TEXT],
            language=language,
            limit=min(limit, _PER_TEXT),
            proximity=_lon_lat(near),
            types="poi",
        )


class MapboxPlaces(_MapboxPlaces):
    """A city's places, category by category around its centre."""

    name = "mapbox-places"

    async def execute(self, query: PlacesQuery) -> CityPlaces:
        free = asyncio.Semaphore(_AT_ONCE)
        around: Mapping[str, Any] = {
            "language": query.language,
            "limit": _PER_CATEGORY,
            "proximity": _lon_lat(query.city.at),
        }

        async def of(category: str) -> tuple[Place, ...]:
            async with free:
                return await self.features(f"category/{category}", query.city, **around)

        answers = await together([of(category) for category in SOUGHT])
        found = {place.id: place for places in answers for place in places}
        return CityPlaces(query.city, tuple(found.values()))


class MapboxPlaceSearch(_MapboxPlaces):
    name = "mapbox-place-search"

    async def execute(self, query: SearchQuery) -> tuple[Place, ...]:
        """None found is an empty tuple."""
        near = query.near or query.city.at
        found = await self.by_text(query.text, query.city, near, query.language, _PER_TEXT)
        of_kind = (place for place in found if query.kind is None or place.kind is query.kind)
        return tuple(of_kind)[: query.limit]


class MapboxPlaceDetails(_MapboxPlaces):
    """One place by Mapbox's id where it has one, else by name on its spot."""

    name = "mapbox-place-details"

    async def execute(self, query: DetailsQuery) -> Place:
        """Raises Unavailable for a place that Mapbox does not know: another may."""
        place, reference = query.place, query.reference_of(*PROVIDERS_OF_IDS)
        if reference is not None:
            path, session = f"retrieve/{reference}", str(uuid4())
            found = await self.features(path, query.city, session_token=session, language=query.language)
            known = next(iter(found), None)
        else:
            found = await self.by_text(place.name, query.city, place.at, query.language, _PER_TEXT)
            known = next((one for one in found if same(place, one)), None)
        if known is None:
            raise Unavailable(self.name, f"does not know {place.name}", Failure.REFUSED)
        return known


def _lon_lat(at: Point) -> str:
    return f"{at.lon},{at.lat}"
