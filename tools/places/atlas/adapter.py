"""The embedded atlas as a provider of places, of answers to a name, and of what is known of one."""

from __future__ import annotations

from domain.place import Place
from tools.adapter import Keyless
from tools.places.atlas.records import city_ids, load_places
from tools.places.contract import CityPlaces, DetailsQuery, PlacesQuery, SearchQuery
from tools.places.place_names import likeness

_LEAST = 60.0


class AtlasPlaces(Keyless):
    name = "atlas"
    version = "1"

    async def health_check(self) -> bool:
        return bool(city_ids())

    async def execute(self, query: PlacesQuery) -> CityPlaces:
        """No places for a city that the atlas does not hold."""
        held = load_places(query.city.id).values() if query.city.id in city_ids() else ()
        return CityPlaces(query.city, tuple(held))


class AtlasPlaceSearch(Keyless):
    """By name, or by what a place is about: its category, tags and cuisines."""

    name = "atlas-place-search"
    version = "1"

    async def execute(self, query: SearchQuery) -> tuple[Place, ...]:
        if query.city.id not in city_ids():
            return ()
        near = query.near or query.city.at
        found = [
            (-score, place.at.metres_to(near), place)
            for place in load_places(query.city.id).values()
            if (query.kind is None or place.kind is query.kind) and (score := _answers(place, query.text)) >= _LEAST
        ]
        ranked = sorted(found, key=lambda one: (one[0], one[1], one[2].id))
        return tuple(place for _, _, place in ranked)[: query.limit]


class AtlasPlaceDetails(Keyless):
    """The last who is asked: what the atlas holds of a place, else what is already known of it."""

    name = "atlas-place-details"
    version = "1"

    async def execute(self, query: DetailsQuery) -> Place:
        city_id = query.place.id.partition("/")[0]
        held = load_places(city_id) if city_id in city_ids() else {}
        return held.get(query.place.id, query.place)


def _answers(place: Place, text: str) -> float:
    """0 to 100."""
    words = {word.rstrip("s") for word in text.lower().replace("-", " ").split()}
    about = (place.category.value, *place.tags, *place.cuisines)
    own = {word.rstrip("s") for one in about for word in one.lower().replace("_", " ").replace("-", " ").split()}
    return max(likeness(text, place), 60.0 + 3 * place.popularity if words and words <= own else 0.0)
