"""The embedded atlas as a provider of places."""

from __future__ import annotations

from domain.errors import Rejected
from tools.chain import Keyless
from tools.places.atlas.records import city_ids, load_city, load_places
from tools.places.contract import CityPlaces, PlacesQuery


class AtlasPlaces(Keyless):
    name = "atlas"
    version = "1"

    async def health_check(self) -> bool:
        return bool(city_ids())

    async def execute(self, query: PlacesQuery) -> CityPlaces:
        """Raises Rejected for a city that the atlas does not hold."""
        if query.city_id not in city_ids():
            raise Rejected(self.name, f"no city {query.city_id}")
        return CityPlaces(load_city(query.city_id), tuple(load_places(query.city_id).values()))
