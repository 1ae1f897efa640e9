from __future__ import annotations

from datetime import timedelta

import pytest

from agents.discovery import Toolbox, discover
from agents.optimisation import optimise
from domain.certificate import certify
from domain.place import Freshness
from domain.request import Party
from graphs.assembly import open_toolbox
from infra.settings import CapabilitySettings, Settings
from tests.agents.optimisation.trips import HOME, make_trip_request, solve_repeatably
from tools.catalogue import CATALOGUE
from tools.flights.contract import FLIGHTS
from tools.switchboard import Switchboard

SELLERS = ("amadeus", "duffel", "kiwi")


@pytest.fixture
async def tools(emulators, http):
    """Of the network only those who sell flights."""
    off = {
        capability.name: CapabilitySettings(disabled=tuple(kind.name for kind in kinds if kind.network), retries=0)
        for capability, kinds in CATALOGUE
        if capability is not FLIGHTS
    }
    settings = Settings(
        emulator=emulators.url, offline=False, providers={**off, "flights": CapabilitySettings(retries=0)}
    )
    toolbox = await open_toolbox(settings, Switchboard(settings, http))
    yield toolbox
    await toolbox.index.close()


def flights(candidates):
    return {(one.from_id, one.to_id): one for one in candidates.travel if one.mode == "flight"}


async def test_a_sold_flight_stands_instead_of_the_estimate(tools: Toolbox):
    request = make_trip_request("rome", days=4, origin=HOME, party=Party(adults=2))
    found = await discover(request, tools)
    there, back = flights(found)["home", "rome"], flights(found)["rome", "home"]
    for way in (there, back):
        assert way.source.provider == "amadeus"
        assert way.source.freshness is Freshness.LIVE
        assert way.first_min == way.last_min
        assert way.price.minor > 0
    assert there.source.reference.split()[1] == request.start_on.isoformat()
    assert back.source.reference.split()[1] == request.end_on.isoformat()
    assert there.arrive.name.startswith("Rome Fiumicino") or "(FCO)" in there.arrive.name
    assert 90 <= there.travel_min <= 180
    trains = [one for one in found.travel if one.mode != "flight"]
    assert all(one.source.freshness is not Freshness.LIVE for one in trains)


async def test_the_planned_trip_flies_at_the_hour_at_which_the_flight_leaves_and_is_certified(tools: Toolbox):
    request = make_trip_request("rome", "athens", days=7, origin=HOME, party=Party(adults=2, children=(5,)))
    found = await discover(request, tools)
    itinerary = await optimise(request, found, solve=solve_repeatably)
    assert certify(request, itinerary).violations == ()
    legs = [
        leg
        for day in itinerary.days
        for travel in (day.travel_in, day.travel_out)
        if travel is not None
        for leg in travel.legs
        if leg.mode == "flight"
    ]
    assert len(legs) == 3
    sold = {way.source.reference: way for way in flights(found).values()}
    for leg in legs:
        way = sold[leg.source.reference]
        assert leg.source.freshness is Freshness.LIVE
        assert leg.depart_local.hour * 60 + leg.depart_local.minute == way.first_min


async def test_when_nobody_who_sells_answers_the_estimate_stays_and_the_reply_says_so(tools: Toolbox, emulators):
    for seller in SELLERS:
        emulators.faults.set(seller, "server_error")
    found = await discover(make_trip_request("rome", days=4, origin=HOME), tools)
    assert all(way.source.freshness is Freshness.ESTIMATED for way in flights(found).values())
    assert [gap.text for gap in found.gaps if gap.what == "travel"] == ["flights"]


async def test_the_next_who_sells_stands_in_and_is_paid_in_its_own_currency(tools: Toolbox, emulators):
    emulators.faults.set("amadeus", "invalid_json")
    request = make_trip_request("rome", days=4, origin=HOME)
    found = await discover(request, tools)
    assert {way.source.provider for way in flights(found).values()} == {"duffel"}
    assert {way.price.currency for way in flights(found).values()} == {"GBP"}
    assert not [gap for gap in found.gaps if gap.what == "travel"]
    itinerary = await optimise(request, found, solve=solve_repeatably)
    assert certify(request, itinerary).violations == ()
    assert itinerary.costs.travel.minor > 0


async def test_without_anybody_to_ask_nothing_changes_and_nothing_is_said():
    toolbox = await open_toolbox(Settings())
    found = await discover(make_trip_request("rome", days=4, origin=HOME), toolbox)
    await toolbox.index.close()
    assert all(way.source.freshness is Freshness.ESTIMATED for way in flights(found).values())
    assert not [gap for gap in found.gaps if gap.what == "travel"]


async def test_a_party_too_large_for_one_booking_pays_the_fare_of_one_each(tools: Toolbox):
    two = await discover(make_trip_request("rome", days=4, origin=HOME, party=Party(adults=2)), tools)
    twelve = await discover(make_trip_request("rome", days=4, origin=HOME, party=Party(adults=12)), tools)
    one, other = flights(two)["home", "rome"], flights(twelve)["home", "rome"]
    assert one.source.reference.split()[0] == other.source.reference.split()[0]
    assert abs(one.price.minor - other.price.minor) <= 1


async def test_the_flight_between_two_cities_is_of_about_the_day_on_which_one_changes(tools: Toolbox):
    request = make_trip_request("rome", "athens", days=7)
    way = flights(await discover(request, tools))["rome", "athens"]
    assert way.source.reference.split()[1] == (request.start_on + timedelta(days=3)).isoformat()


async def test_the_ways_in_the_order_that_was_wished_are_looked_up_before_all_others(tools: Toolbox, emulators):
    cities = ("london", "madrid", "rome", "athens", "berlin")
    request = make_trip_request(*cities, days=12, origin=HOME)
    found = flights(await discover(request, tools))
    sold = {pair for pair, way in found.items() if way.source.freshness is not Freshness.ESTIMATED}
    assert {
        ("home", "london"),
        ("london", "madrid"),
        ("madrid", "rome"),
        ("rome", "athens"),
        ("athens", "berlin"),
    } <= sold
    assert len(sold) <= 12 < len(found)
