from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from agents.discovery import transfers
from agents.discovery.transfers import likely, transfers_of
from infra.settings import CapabilitySettings, Settings
from tests.agents.optimisation.trips import make_candidates, make_trip_request
from tests.emulators.single import serving
from tools.routes import providers as routes
from tools.routes.contract import MATRIX
from tools.switchboard import Switchboard

ROME = make_candidates("rome").cities[0]
VENICE = make_candidates("venice").cities[0]


async def matrix_chain(emulators, http, **settings):
    offline = settings.pop("offline", False)
    board = Switchboard(Settings(emulator=emulators.url, offline=offline, **settings), http)
    chain = await board.chain(MATRIX, routes.MATRIX_PROVIDERS)
    chain.configure(CapabilitySettings(retries=0))
    return chain


def request(**changes):
    return make_trip_request("rome", days=2, **changes)


async def test_a_city_has_walks_between_what_is_near_and_rides_between_what_is_not(emulators, http):
    (city,) = await transfers_of(request(), [ROME], await matrix_chain(emulators, http), 12)
    assert city.city_id == "rome"
    assert len(city.place_ids) == 12
    walk, transit = city.times
    assert (walk.mode, transit.mode) == ("walk", "transit")
    assert {walk.source.provider, transit.source.provider} == {"google-matrix"}
    known = [walk.minutes[n] >= 0 or transit.minutes[n] >= 0 for n in range(144)]
    assert known == [n % 13 != 0 for n in range(144)]
    assert any(minutes < 0 for minutes in walk.minutes)


async def test_who_has_no_transit_leaves_the_rides_to_the_model(emulators, http):
    emulators.faults.set("google-matrix", "server_error")
    emulators.faults.set("mapbox-matrix", "server_error")
    (city,) = await transfers_of(request(), [ROME], await matrix_chain(emulators, http), 10)
    assert [(one.mode, one.source.provider) for one in city.times] == [("walk", "osrm-matrix")]


@pytest.mark.parametrize(
    ("avoid", "modes"),
    [((), ["walk", "transit"]), (("transit",), ["walk", "drive"]), (("transit", "taxi"), ["walk"])],
)
async def test_rides_are_by_what_the_traveller_takes(avoid, modes, emulators, http):
    (city,) = await transfers_of(request(avoid_modes=avoid), [ROME], await matrix_chain(emulators, http), 8)
    assert [one.mode for one in city.times] == modes


async def test_nobody_there_or_nobody_to_be_asked_is_no_transfers(emulators, http):
    assert await transfers_of(request(), [ROME], await matrix_chain(emulators, http, offline=True), 25) == ()
    assert await transfers_of(request(), [ROME], await matrix_chain(emulators, http), 0) == ()
    assert not emulators.faults.calls
    emulators.faults.set("*", "server_error")
    assert await transfers_of(request(), [ROME], await matrix_chain(emulators, http), 8) == ()


async def test_several_cities_each_have_their_own(emulators, http):
    found = await transfers_of(request(), [ROME, VENICE], await matrix_chain(emulators, http), 6)
    assert [one.city_id for one in found] == ["rome", "venice"]


@pytest.mark.parametrize(("hanging", "served"), [("google-matrix", ["mapbox-matrix"]), ("*", [])])
async def test_who_hangs_costs_half_the_time_and_leaves_the_rest_to_the_next(
    hanging, served, emulators, http, monkeypatch
):
    monkeypatch.setattr(transfers, "_WAIT_S", 2.0)
    emulators.faults.set(hanging, "hang")
    begun = time.perf_counter()
    found = await transfers_of(request(), [ROME], await matrix_chain(emulators, http), 8)
    assert [one.source.provider for city in found for one in city.times] == served
    assert 0.9 < time.perf_counter() - begun < 3


async def test_a_provider_that_lies_is_passed_over(emulators, http):
    """Every way takes no time at all: not one of them is believed, and the next is asked."""

    async def lie(request):
        body = await request.json()
        pairs = [(i, j) for i in range(len(body["origins"])) for j in range(len(body["destinations"]))]
        told = {"status": {}, "duration": "0s", "distanceMeters": 1, "condition": "ROUTE_EXISTS"}
        return JSONResponse([told | {"originIndex": i, "destinationIndex": j} for i, j in pairs])

    app = Starlette(routes=[Route("/distanceMatrix/v2:computeRouteMatrix", lie, methods=["POST"])])
    with serving(app) as liar:
        chain = await matrix_chain(emulators, http, addresses={"google-matrix": liar})
        (city,) = await transfers_of(request(), [ROME], chain, 10)
    assert [(one.mode, one.source.provider) for one in city.times] == [("walk", "mapbox-matrix")]


def test_those_are_asked_for_that_are_likeliest_to_be_in_the_plan():
    places = likely(ROME, 25)
    assert len({place.id for place in places}) == 25
    kinds = [place.kind.value for place in places]
    assert (kinds.count("stay"), kinds.count("sight"), kinds.count("eat")) == (4, 13, 8)
    best = max(ROME.sights, key=lambda one: one.score).score
    assert places[4].id in {one.place.id for one in ROME.sights if one.score == best}


async def test_what_is_kept_can_be_read_again_and_is_small(emulators, http):
    (city,) = await transfers_of(request(), [ROME], await matrix_chain(emulators, http), 25)
    text = city.model_dump_json()
    assert type(city).model_validate_json(text) == city
    assert len(text) < 15_000
    assert json.loads(MATRIX.encode(city.times[0]))["source"]["freshness"] == "cached"


async def test_the_second_who_asks_is_served_from_memory(emulators, http):
    chain = await matrix_chain(emulators, http)
    first = await transfers_of(request(), [ROME], chain, 8)
    await chain.line.settle()
    calls = emulators.faults.calls.total()
    again = await transfers_of(request(), [ROME], replace(chain), 8)
    assert emulators.faults.calls.total() == calls
    assert [one.minutes for one in again[0].times] == [one.minutes for one in first[0].times]
    assert {one.source.freshness.value for one in again[0].times} == {"cached"}


async def test_more_is_asked_of_who_wants_no_money_for_it(emulators, http):
    chain = await matrix_chain(emulators, http)
    chain.configure(CapabilitySettings(retries=0, disabled=("google-matrix", "mapbox-matrix")))
    (city,) = await transfers_of(request(), [ROME], chain, 10)
    assert len(city.place_ids) == min(60, len(ROME.sights) + len(ROME.eats) + 4) > 50
