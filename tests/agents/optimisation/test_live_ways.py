"""From the wire to the plan: travel times read of emulated providers, and the trips that are planned with them."""

from __future__ import annotations

import pytest

from agents.discovery.transfers import transfers_of
from domain.certificate import certify
from infra.settings import CapabilitySettings, Settings
from tests.agents.optimisation.test_ways_told import legs_of
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve_repeatably
from tools.routes import providers as routes
from tools.routes.contract import MATRIX
from tools.switchboard import Switchboard


async def candidates_of(request, emulators, http, *disabled: str):
    chain = await Switchboard(Settings(emulator=emulators.url, offline=False), http).chain(
        MATRIX, routes.MATRIX_PROVIDERS
    )
    chain.configure(CapabilitySettings(retries=0, disabled=disabled))
    candidates = make_candidates(*(wanted.city_id for wanted in request.destinations))
    transfers = await transfers_of(request, candidates.cities, chain, 25)
    return candidates.model_copy(update={"transfers": transfers})


@pytest.mark.parametrize("city", ["rome", "kyoto", "london"])
async def test_a_trip_is_planned_with_what_was_read_and_certified(city, emulators, http):
    request = make_trip_request(city, days=2)
    itinerary = await make_trip(request, await candidates_of(request, emulators, http))
    assert certify(request, itinerary).valid
    told = [leg.source.provider == "google-matrix" for leg in legs_of(itinerary)]
    assert sum(told) >= 0.3 * len(told)


async def test_keyless_walks_mix_with_the_model_s_rides(emulators, http):
    request = make_trip_request("rome", days=2)
    read = await candidates_of(request, emulators, http, "google-matrix", "mapbox-matrix")
    itinerary = await make_trip(request, read)
    assert certify(request, itinerary).valid
    by_mode = {(leg.mode, leg.source.provider) for leg in legs_of(itinerary)}
    assert ("walk", "osrm-matrix") in by_mode
    assert {provider for mode, provider in by_mode if mode != "walk"} <= {"offline-routes"}


@pytest.mark.parametrize("fault", ["server_error", "forbidden", "truncated", "wrong_type", "empty", "cut"])
async def test_whatever_befalls_the_providers_the_trip_is_that_of_the_model(fault, emulators, http):
    request = make_trip_request("rome", days=1)
    emulators.faults.set("*", fault)
    read = await candidates_of(request, emulators, http)
    assert read.transfers == ()
    assert await make_trip(request, read, solve=solve_repeatably) == await make_trip(request, solve=solve_repeatably)
