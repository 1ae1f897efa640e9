"""What the network knows of a city that we only estimate."""

from __future__ import annotations

import asyncio

from agents.discovery.toolbox import Toolbox
from domain.city import CityFacts
from domain.errors import AllProvidersFailed
from tools.cities.estimates import with_climate
from tools.weather.contract import ClimateQuery

_WAIT_S = 3.0  # an answer that comes later is kept for the next trip


async def read_climate(city: CityFacts, tools: Toolbox) -> CityFacts:
    """A city beyond the atlas with the climate that somebody measured; as it was where nobody answers in time."""
    if city.source is None:
        return city
    try:
        async with asyncio.timeout(_WAIT_S):
            served = await tools.climate.execute_with_fallback(ClimateQuery(city.at))
    except (AllProvidersFailed, TimeoutError):
        return city
    return city if served.freshness is None else with_climate(city, served.value)
