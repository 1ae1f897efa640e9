"""Places: what there is in a city, what answers to a name, and all that is known of one of them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.city import CityFacts
from domain.geo import Point
from domain.place import Kind, Place, Source
from tools.adapter import Adapter
from tools.capability import Capability


@dataclass(frozen=True)
class PlacesQuery:
    """`language`: ISO 639-1, of names and texts; `interests`: words of domain.interests, to look for beyond icons."""

    city: CityFacts
    language: str = "en"
    interests: tuple[str, ...] = ()


@dataclass(frozen=True)
class CityPlaces:
    """A city and its places, each with its own source; none is an answer: this provider knows nothing there."""

    city: CityFacts
    places: tuple[Place, ...]


@dataclass(frozen=True)
class SearchQuery:
    """Places that answer to `text` in or near a city; `near` None: its centre."""

    city: CityFacts
    text: str
    near: Point | None = None
    language: str = "en"
    kind: Kind | None = None
    limit: int = 10


@dataclass(frozen=True)
class DetailsQuery:
    """One place, by who said so: a provider knows its own references and those of `place.more_sources`."""

    place: Place
    city: CityFacts
    language: str = "en"

    def reference_of(self, *providers: str) -> str | None:
        """The id by which these providers know the place, None where none of them ever named it."""
        said = (self.place.source, *self.place.more_sources)
        return next((source.reference for source in said if source.provider in providers), None)


def _places_key(query: PlacesQuery) -> str:
    return ":".join((query.city.id, query.language, ",".join(sorted(query.interests))))


def _search_key(query: SearchQuery) -> str:
    near = query.near or query.city.at
    at = f"{near.lat:.4f},{near.lon:.4f}"
    kind = query.kind.value if query.kind else "any"
    return ":".join((query.city.id, at, query.language, kind, str(query.limit), query.text.strip().lower()))


def _details_key(query: DetailsQuery) -> str:
    said: tuple[Source, ...] = (query.place.source, *query.place.more_sources)
    return ":".join((query.language, query.place.id, *sorted(f"{one.provider}={one.reference}" for one in said)))


PlacesAdapter = Adapter[PlacesQuery, CityPlaces]
PLACES: Capability[PlacesQuery, CityPlaces] = Capability(
    "places", CityPlaces, "maps", key=_places_key, keep_s=24 * 3600
)
SearchAdapter = Adapter[SearchQuery, tuple[Place, ...]]
PLACE_SEARCH: Capability[SearchQuery, tuple[Place, ...]] = Capability(
    "place-search", tuple[Place, ...], "maps", key=_search_key, keep_s=24 * 3600
)
DetailsAdapter = Adapter[DetailsQuery, Place]
PLACE_DETAILS: Capability[DetailsQuery, Place] = Capability(
    "place-details", Place, "maps", key=_details_key, keep_s=24 * 3600
)
