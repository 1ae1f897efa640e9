from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from agents.discovery.details import with_details
from agents.discovery.known import known_places
from agents.discovery.toolbox import Toolbox
from domain.certificate import certify
from domain.coverage import coverage_of
from domain.errors import AllProvidersFailed
from domain.place import Freshness
from domain.request import Destination
from graphs.assembly import open_toolbox
from infra.settings import CapabilitySettings, ProviderLimits, Settings
from tests.agents.optimisation.trips import make_trip, make_trip_request
from tests.emulators.server import Emulators
from tests.make import make_request
from tools.places.atlas.records import load_city, load_places
from tools.switchboard import open_switchboard

NETWORK = ("google-places", "mapbox-places", "osm-places")
QUICK = CapabilitySettings(
    timeout_s=9, retries=0, disabled=("osm-places",), per_provider={"google-places": ProviderLimits(timeout_s=3)}
)
ROME = load_city("rome")
REQUEST = make_request(destinations=(Destination(city_id="rome", name="Rome"),), interests=("history",))


@pytest_asyncio.fixture
async def tools(emulators: Emulators) -> AsyncIterator[Toolbox]:
    """The product's own providers, all emulated, given up soon."""
    settings = Settings(
        emulator=emulators.url, offline=False, providers={"places": QUICK, "place-details": QUICK}, log_level="error"
    )
    async with open_switchboard(settings) as board:
        toolbox = await open_toolbox(settings, board)
        yield toolbox
        await toolbox.index.close()


async def test_everybodys_places_are_made_one(tools):
    known, gaps = await known_places(REQUEST, ROME, tools)
    atlas = load_places("rome")
    assert gaps == ()
    assert [place.id for place in known.places[: len(atlas)]] == list(atlas)
    assert sum(place.rating is not None for place in known.places) > 60
    more = {source.provider for place in known.places for source in place.more_sources}
    assert {"google-places", "mapbox-places"} <= more
    assert {place.source.freshness for place in known.places[len(atlas) :]} <= {Freshness.LIVE, Freshness.CACHED}


@pytest.mark.parametrize("fault", ["server_error", "forbidden", "hang", "invalid_json", "cut"])
async def test_one_that_fails_is_made_up_for_by_another(tools, emulators, fault):
    emulators.faults.set("google-places", fault)
    begun = time.monotonic()
    known, gaps = await known_places(REQUEST, ROME, tools)
    assert time.monotonic() - begun < 9
    assert gaps == ()
    assert any(source.provider == "mapbox-places" for place in known.places for source in place.more_sources)


async def test_when_all_of_the_network_fail_the_atlas_serves_as_it_is_and_what_is_missing_is_said(tools, emulators):
    for name in NETWORK:
        emulators.faults.set(name, "server_error")
    known, gaps = await known_places(REQUEST, ROME, tools)
    assert known.places == tuple(load_places("rome").values())
    (gap,) = gaps
    assert gap.what == "details"
    assert "Rome" in gap.message


async def test_a_city_of_which_nobody_knows_a_place_cannot_be_planned(tools):
    nowhere = ROME.model_copy(update={"id": "nowhere", "at": ROME.at.model_copy(update={"lat": -60.0})})
    with pytest.raises(AllProvidersFailed):
        await known_places(REQUEST, nowhere, tools)


async def test_a_finished_plan_gets_the_ratings_that_it_lacks_and_stays_certified(tools):
    request = make_trip_request("rome", days=2)
    trip = await make_trip(request)
    assert coverage_of(trip).rated == 0
    rated = await with_details(trip, tools.place_details)
    share = coverage_of(rated)
    assert share.ratings_share >= 0.8
    assert share.images_share >= 0.8
    assert certify(request, rated).valid
    for before, after in zip(trip.places, rated.places, strict=True):
        assert (before.id, before.hours, before.price, before.at) == (after.id, after.hours, after.price, after.at)


async def test_details_that_do_not_come_leave_the_plan_as_it_is(tools, emulators):
    trip = await make_trip(make_trip_request("rome", days=2))
    for name in ("google-place-details", "mapbox-place-details"):
        emulators.faults.set(name, "hang")
    begun = time.monotonic()
    assert await with_details(trip, tools.place_details, within_s=0.5) == trip
    assert time.monotonic() - begun < 3


async def test_without_a_network_nobody_is_asked_for_details():
    trip = await make_trip(make_trip_request("rome", days=2))
    toolbox = await open_toolbox(Settings())
    assert await with_details(trip, toolbox.place_details) is trip
    await toolbox.index.close()
