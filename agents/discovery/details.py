"""What a finished plan's places still lack: rating, reviews, telephone, photos, asked for place by place."""

from __future__ import annotations

import asyncio

from domain.city import CityFacts
from domain.errors import AllProvidersFailed, Rejected
from domain.itinerary import Itinerary
from domain.place import Place
from tools.chain import Chain
from tools.places.contract import DetailsQuery
from tools.places.merge import enriched

WITHIN_S = 4.0
_MOST = 24  # places of one plan that are asked for: each is a call that may cost money
_AT_ONCE = 6
# What may be added to a plan that is already certified: nothing that its hours, its costs or its ways hang on.
_ADDED = ("rating", "reviews", "price_level", "phone", "photos", "tips", "more_sources")


async def with_details(
    itinerary: Itinerary, details: Chain[DetailsQuery, Place], within_s: float = WITHIN_S
) -> Itinerary:
    """The itinerary whose stops and stays have ratings where somebody knows them; nothing is raised.

    After `within_s` seconds what has come is taken.
    """
    used = {stop.place_id for day in itinerary.days for stop in day.stops} | {s.place_id for s in itinerary.stays}
    wanted = [place for place in itinerary.places if place.id in used and place.rating is None][:_MOST]
    if not wanted or not _reaches_out(details):
        return itinerary
    turn = asyncio.Semaphore(_AT_ONCE)
    cities = {city.id: city for city in itinerary.cities}

    async def look(place: Place) -> Place:
        async with turn:
            return await _fuller(place, cities[place.id.partition("/")[0]], itinerary.language, details)

    tasks = [asyncio.create_task(look(place)) for place in wanted]
    done, late = await asyncio.wait(tasks, timeout=within_s)
    for task in late:
        task.cancel()
    found = {task.result().id: task.result() for task in done}
    places = tuple(found.get(place.id, place) for place in itinerary.places)
    return itinerary if places == itinerary.places else itinerary.model_copy(update={"places": places})


def _reaches_out(details: Chain[DetailsQuery, Place]) -> bool:
    """Whether anybody of the network can be asked: what is embedded knows nothing that is not there already."""
    return any((adapter := details.get_adapter(name)) is not None and adapter.network for name in details.order)


async def _fuller(place: Place, city: CityFacts, language: str, details: Chain[DetailsQuery, Place]) -> Place:
    try:
        served = await details.execute_with_fallback(DetailsQuery(place, city, language))
    except (AllProvidersFailed, Rejected):
        return place
    fuller = enriched(place, served.value)
    changes = {name: getattr(fuller, name) for name in _ADDED if getattr(fuller, name) != getattr(place, name)}
    return place.model_copy(update=changes) if changes else place
