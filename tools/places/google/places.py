"""Places API (New) of Google, version v1, over HTTP.

https://developers.google.com/maps/documentation/places/web-service/nearby-search, …/text-search, …/place-details
and …/place-photos, as of mid 2025. Every request names its fields (X-Goog-FieldMask): those asked for here are billed
as Enterprise + Atmosphere, so that a city costs a dozen calls, once a day. A search gives 20 places at most.
Nothing of Google's client library serves this API: `googlemaps` knows only the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from domain.city import CityFacts
from domain.errors import Failure, Unavailable
from domain.geo import Point
from domain.place import Place
from tools.network import Networked
from tools.places.contract import CityPlaces, DetailsQuery, PlacesQuery, SearchQuery
from tools.places.google.reading import place_of
from tools.places.google.types import KIND_TYPES, SOUGHT
from tools.places.google.wire import LIST_MASK, ONE_MASK, Found, WirePlace
from tools.places.sameness import same
from tools.places.together import together

_WIDEST_M = 50_000.0  # what the API allows
_AROUND_M = 12_000.0  # how far from its centre a city is searched
_PER_SEARCH = 20
_INTERESTS = 3  # searched for by word, beyond the usual
_HERE_M = 500.0
PROVIDERS_OF_IDS = ("google-places", "google-place-search", "google-place-details")


class _GooglePlaces(Networked):
    """What the adapters share: the key in a header, and places read one by one."""

    version = "v1"
    account = "google"
    home = "https://places.googleapis.com"

    async def search(self, method: str, body: Mapping[str, Any], city: CityFacts) -> tuple[Place, ...]:
        """The places of one search, Google's first first."""
        said = await self.request("POST", f"/v1/places:{method}", json=body, headers=self._headers(LIST_MASK))
        try:
            found = Found.model_validate(said)
        except ValidationError as error:
            raise self.malformed(error) from error
        return self._read(found.places, city)

    async def text_search(self, text: str, city: CityFacts, near: Point, around_m: float, **more: Any) -> Any:
        body = {
            "textQuery": text,
            "locationBias": {"circle": _circle(near, around_m)},
            "pageSize": _PER_SEARCH,
            **more,
        }
        return await self.search("searchText", body, city)

    def _read(self, said: Iterable[Any], city: CityFacts) -> tuple[Place, ...]:
        """Those that can be read; an answer of which most cannot is none."""
        read_at, places, broken = datetime.now(UTC), [], 0
        for one in said:
            try:
                place = place_of(WirePlace.model_validate(one), city, self.name, self.address, read_at)
            except ValidationError:
                broken += 1
                continue
            places += [place] if place else []
        if broken > len(places):
            raise Unavailable(self.name, f"{broken} places that cannot be read", Failure.MALFORMED)
        return tuple(places)

    def _headers(self, mask: str) -> dict[str, str]:
        return {"X_Goog_Api_Key": self._access.key, "X_Goog_FieldMask": mask}


class GooglePlaces(_GooglePlaces):
    """A city's places: the most popular of each group of types, and what the interests say in words."""

    name = "google-places"

    async def execute(self, query: PlacesQuery) -> CityPlaces:
        city = query.city
        around_m = min(city.reach_km * 1000, _AROUND_M, _WIDEST_M)
        nearby = (self._nearby(types, query, around_m) for types in SOUGHT)
        worded = (
            self.text_search(
                f"{interest.replace('_', ' ')} in {city.name}", city, city.at, around_m, languageCode=query.language
            )
            for interest in query.interests[:_INTERESTS]
        )
        answers = await together([*nearby, *worded])
        found = {place.id: place for places in answers for place in places}
        return CityPlaces(city, tuple(found.values()))

    async def _nearby(self, types: tuple[str, ...], query: PlacesQuery, around_m: float) -> tuple[Place, ...]:
        body = {
            "includedTypes": list(types),
            "maxResultCount": _PER_SEARCH,
            "rankPreference": "POPULARITY",
            "languageCode": query.language,
            "locationRestriction": {"circle": _circle(query.city.at, around_m)},
        }
        return await self.search("searchNearby", body, query.city)


class GooglePlaceSearch(_GooglePlaces):
    """Places that answer to a text near a point."""

    name = "google-place-search"

    async def execute(self, query: SearchQuery) -> tuple[Place, ...]:
        """None found is an empty tuple."""
        city = query.city
        wanted = KIND_TYPES.get(query.kind) if query.kind else None
        more = {"includedType": wanted} if wanted else {}
        around_m = min(city.reach_km * 1000, _AROUND_M)
        found = await self.text_search(
            query.text, city, query.near or city.at, around_m, languageCode=query.language, **more
        )
        of_kind = (place for place in found if query.kind is None or place.kind is query.kind)
        return tuple(of_kind)[: query.limit]


class GooglePlaceDetails(_GooglePlaces):
    """All that is known of one place, by Google's id where it has one, else by name on its spot."""

    name = "google-place-details"

    async def execute(self, query: DetailsQuery) -> Place:
        """Raises Unavailable for a place that Google does not know: another may."""
        reference = query.reference_of(*PROVIDERS_OF_IDS)
        found = await (self._by_name(query) if reference is None else self._by_id(reference, query))
        if found is None:
            raise Unavailable(self.name, f"does not know {query.place.name}", Failure.REFUSED)
        return found

    async def _by_id(self, reference: str, query: DetailsQuery) -> Place | None:
        language = {"languageCode": query.language}
        said = await self.request(
            "GET", f"/v1/places/{reference}", parameters=language, headers=self._headers(ONE_MASK)
        )
        places = self._read([said], query.city)
        return places[0] if places else None

    async def _by_name(self, query: DetailsQuery) -> Place | None:
        place = query.place
        found = await self.text_search(place.name, query.city, place.at, _HERE_M, languageCode=query.language)
        return next((one for one in found if same(place, one)), None)


def _circle(at: Point, radius_m: float) -> dict[str, Any]:
    return {"center": {"latitude": at.lat, "longitude": at.lon}, "radius": radius_m}
