"""Any city on Earth of GeoNames' list as far as it can be worked out, the atlas's too where the atlas is not used."""

from __future__ import annotations

import asyncio

from domain.city import CityFacts
from domain.errors import Failure, Unavailable
from tools.adapter import Keyless
from tools.cities.contract import CityQuery
from tools.cities.facts import world_facts


class WorldCities(Keyless):
    name = "world-cities"
    version = "geonames"

    async def execute(self, query: CityQuery) -> CityFacts:
        """Raises Unavailable for an id that is no city's."""
        facts = await asyncio.to_thread(world_facts, query.city_id)  # the first call reads some 16 MB
        if facts is None:
            raise Unavailable(self.name, f"no city {query.city_id}", Failure.REFUSED)
        return facts
