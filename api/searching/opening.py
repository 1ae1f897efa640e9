"""Every chain that a search may ask, opened before anybody does: who can be reached is then known."""

from __future__ import annotations

import asyncio

from api.searching.desk import Counter
from tools.activities import providers as activities
from tools.activities.contract import ACTIVITIES
from tools.flights import providers as flights
from tools.flights.contract import FLIGHTS
from tools.hotels import providers as hotels
from tools.hotels.contract import HOTELS
from tools.places import providers as places
from tools.places.contract import PLACE_SEARCH, PLACES
from tools.rides import providers as rides
from tools.rides.contract import CARS


async def open_all(counter: Counter) -> None:
    """All at once; an unreachable provider takes a few seconds here that the first search is spared."""
    await asyncio.gather(
        counter.chain(FLIGHTS, flights.PROVIDERS),
        counter.chain(HOTELS, hotels.PROVIDERS),
        counter.chain(ACTIVITIES, activities.PROVIDERS),
        counter.chain(CARS, rides.CAR_PROVIDERS),
        counter.chain(PLACES, places.PROVIDERS),
        counter.chain(PLACE_SEARCH, places.SEARCH_PROVIDERS),
    )
