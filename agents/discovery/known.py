"""What is known of a city: all who know places are asked at once, and their answers made one."""

from __future__ import annotations

import asyncio

from agents.discovery.abroad import read_climate
from agents.discovery.nowhere import nobody_knows
from agents.discovery.toolbox import Toolbox
from domain.candidates import Gap
from domain.city import CityFacts
from domain.errors import Unavailable
from domain.request import TripRequest
from tools.capability import Served
from tools.chain import Chain
from tools.cities.completion import completed
from tools.cities.contract import CityQuery
from tools.places.contract import CityPlaces, PlacesQuery
from tools.places.merge import merge

# A city of the atlas is known already: what comes later than this is kept for the next who asks. For any other city
# there is nothing without an answer; a provider has 10 s of its own, and discovery 45.
_WAIT_S, _WAIT_ABROAD_S = 4.0, 12.0


async def city_facts(city_id: str, tools: Toolbox) -> CityFacts:
    """Raises AllProvidersFailed for a city that nobody knows."""
    return await read_climate((await tools.cities.execute_with_fallback(CityQuery(city_id))).value, tools)


async def known_places(request: TripRequest, city: CityFacts, tools: Toolbox) -> tuple[CityPlaces, tuple[Gap, ...]]:
    """Everybody's places merged, and what the traveller will miss because somebody did not answer.

    Raises AllProvidersFailed when nobody knows a single place there, and InvalidRequest with the nearest city
    that we know when the city is none of ours.
    """
    query = PlacesQuery(city, request.language, request.interests)
    answers: dict[str, Served[CityPlaces]] = {}
    failures: dict[str, Unavailable] = {}
    wait_s = _WAIT_S if city.source is None else _WAIT_ABROAD_S
    async for name, answer in tools.places.as_they_come(query, wait_s):
        if isinstance(answer, Served):
            answers[name] = answer
        else:
            failures[name] = answer
    lists = [answers[name].value.places for name in tools.places.order if name in answers]
    # In a thread: with several providers it is some hundredths of a second in which the loop shall go on.
    places = completed(await asyncio.to_thread(merge, city, lists), city)
    if not places:
        raise nobody_knows(city, list(failures.values()))
    return CityPlaces(city, places), tuple(_missing(city, tools.places, answers, failures))


def _missing(
    city: CityFacts,
    chain: Chain[PlacesQuery, CityPlaces],
    answers: dict[str, Served[CityPlaces]],
    failures: dict[str, Unavailable],
) -> list[Gap]:
    """A gap only where somebody of the network failed and nobody else of it served in their stead."""
    called = [name for name in failures if (adapter := chain.get_adapter(name)) is not None and adapter.network]
    served = [answer for answer in answers.values() if answer.freshness is not None and answer.value.places]
    if not called or served:
        return []
    message = f"Ratings, photos and today's opening hours in {city.name} could not be looked up now."
    return [Gap(what="details", text=city.name, message=message)]
