"""Any city on Earth, from a sentence to a certified trip, with the emulated OpenStreetMap and nothing else of the network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from agents.intent import Understood, understand
from domain.certificate import certify
from domain.events import Ending, Failed, Final
from domain.itinerary import Itinerary
from domain.place import Freshness
from domain.request import TripRequest
from graphs.assembly import open_context
from graphs.build import build_graph
from graphs.checkpoints import serializer
from graphs.context import Context
from graphs.run import Ended, drive
from graphs.state import TripState
from infra.settings import CapabilitySettings, Settings
from tools.catalogue import CATALOGUE
from tools.chain import build_chain
from tools.places.contract import PLACES

TODAY = date(2026, 11, 21)
KEYLESS = {"osm-places", "nominatim"}
# One or more of every continent where people live; Cyrillic, kana and Arabic script; both hemispheres; a date line.
TRIPS = {
    "4 days in Omsk from 10 May 2027": ["omsk-ru-1496153"],
    "3 days in Ljubljana from 10 May 2027 for a family with a child of 6": ["ljubljana-si-3196359"],
    "5 days in Nairobi from 10 May 2027, budget 2500 euros": ["nairobi-ke-184745"],
    "3 days in Fes from 10 May 2027, markets and food": ["fes-ma-2548885"],
    "4 días en Cusco desde el 10 de mayo de 2027": ["cusco-pe-3941584"],
    "3 days in Auckland from 10 May 2027": ["auckland-nz-2193733"],
    "2 days in Suva from 10 May 2027": ["suva-fj-2198148"],
    "4 days in Osaka from 10 May 2027, temples": ["osaka-jp-1853909"],
    "3 days in Montreal from 10 May 2027 from Boston": ["montreal-ca-6077243"],
    "3 days in Tbilisi from 10 May 2027, vegetarian": ["tbilisi-ge-611717"],
    "3 Tage in Dresden ab 10. Mai 2027": ["dresden-de-2935022"],
    "Ljubljana, Zagreb and Vienna, 8 days from 10 May 2027": [
        "ljubljana-si-3196359",
        "zagreb-hr-3186886",
        "vienna",
    ],
}


def only_open_street_map(url: str) -> Settings:
    """Of the network only what needs no key; everything else embedded."""
    off = {
        capability.name: CapabilitySettings(
            disabled=tuple(kind.name for kind in kinds if kind.network and kind.name not in KEYLESS)
        )
        for capability, kinds in CATALOGUE
    }
    return Settings(emulator=url, offline=False, solver_processes=1, solver_seconds=0.3, providers=off)


@asynccontextmanager
async def world(url: str) -> AsyncIterator[Context]:
    async with open_context(only_open_street_map(url)) as context:
        yield replace(context, models=None)


async def planned(request: TripRequest, context: Context) -> Ending:
    graph = build_graph(InMemorySaver(serde=serializer()))
    asked = TripState(today=TODAY, message=request.text, accepted=request)
    ended = [event async for event in drive(graph, request.text, asked, context)][-1]
    assert isinstance(ended, Ended)
    return ended.event


async def read(words: str) -> TripRequest:
    heard = await understand(words, today=TODAY, world=True)
    assert isinstance(heard, Understood), (words, heard)
    return heard.request


@pytest.mark.slow
async def test_a_trip_to_any_city_on_earth_is_planned_and_certified(emulators):
    async with world(emulators.url) as context:
        assert context.tools.world is True
        for words, cities in TRIPS.items():
            request = await read(words)
            assert sorted(stay.city_id for stay in request.destinations) == sorted(cities)
            final = await planned(request, context)
            assert isinstance(final, Final), (words, final)
            assert final.certificate.valid, (words, final.certificate.violations)
            assert certify(request, final.itinerary).valid
            stops = [stop for day in final.itinerary.days for stop in day.stops]
            assert len(stops) >= 3 * request.days, words
            _says_what_it_is_built_on(final.itinerary)
    assert emulators.faults.calls["osm-places"] >= len(TRIPS)


def _says_what_it_is_built_on(itinerary: Itinerary) -> None:
    """Estimates are named beside the facts and in a sentence; unknown prices are listed, not guessed."""
    beyond = [city for city in itinerary.cities if city.source is not None]
    assert beyond
    for city in beyond:
        assert city.source.freshness is Freshness.ESTIMATED
        theirs = [place for place in itinerary.places if place.id.startswith(f"{city.id}/")]
        assert {place.source.provider for place in theirs} == {"osm-places"}
        priced = [place for place in theirs if place.price is not None and place.price.minor]
        named = {source.provider for place in priced for source in place.more_sources}
        assert "price-level" in named
        assert any(city.name in warning and "estimated" in warning for warning in itinerary.warnings)
    unknown = {place.id for place in itinerary.places if place.price is None}
    assert set(itinerary.costs.unknown) <= unknown


async def test_a_must_see_there_is_found_when_its_places_are_read(emulators):
    words = "2 days in Omsk from 11 May 2027, must see Governor's Palace and House of Nowhere"
    async with world(emulators.url) as context:
        graph = build_graph(InMemorySaver(serde=serializer()))
        asked = TripState(today=TODAY, message=words)
        ended = [event async for event in drive(graph, words, asked, context)][-1]
    assert isinstance(ended, Ended)
    assert isinstance(ended.event, Final)
    itinerary = ended.event.itinerary
    assert "Governor's Palace" in {itinerary.place(stop.place_id).name for day in itinerary.days for stop in day.stops}
    assert ended.state.request is not None
    found = {wish.text: wish.place_id is not None for wish in ended.state.request.must_see}
    assert found == {"Governor's Palace": True, "House of Nowhere": False}


@pytest.mark.parametrize(("fault", "word"), [("server_error", "cannot be looked up"), ("invalid_json", "cannot be")])
async def test_when_nobody_answers_the_nearest_city_that_we_know_is_named(fault, word, emulators):
    async with world(emulators.url) as context:
        emulators.faults.set("osm-places", fault)
        event = await planned(await read("4 days in Omsk from 10 May 2027"), context)
    assert isinstance(event, Failed)
    assert event.code == "InvalidRequest"
    assert word in event.message
    assert "Omsk (Russia)" in event.message
    assert "Delhi" in event.message


async def test_a_city_of_the_atlas_needs_nobody(emulators):
    async with world(emulators.url) as context:
        emulators.faults.set("osm-places", "server_error")
        event = await planned(await read("2 days in Kyoto from 10 May 2027"), context)
    assert isinstance(event, Final)
    assert event.certificate.valid


async def test_without_a_network_nobody_is_sent_beyond_the_atlas():
    async with open_context(Settings(solver_processes=1)) as context:
        assert context.tools.world is False
        chain = await build_chain(PLACES, [])
        assert replace(context.tools, places=chain).world is False
