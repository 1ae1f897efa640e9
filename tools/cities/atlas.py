"""The atlas's 30 cities, described by hand; of every other city what can be worked out."""

from __future__ import annotations

import asyncio

from domain.city import CityFacts
from domain.errors import Failure, Unavailable
from tools.adapter import Keyless
from tools.cities.contract import CityQuery
from tools.cities.facts import find_facts


class AtlasCities(Keyless):
    name = "atlas-cities"
    version = "1"

    async def execute(self, query: CityQuery) -> CityFacts:
        """Raises Unavailable for an id that is no city's; facts that are worked out say so themselves."""
        facts = await asyncio.to_thread(find_facts, query.city_id)  # the first city beyond the atlas reads some 16 MB
        if facts is None:
            raise Unavailable(self.name, f"no city {query.city_id}", Failure.REFUSED)
        return facts
