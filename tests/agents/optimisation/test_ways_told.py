from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from agents.optimisation.build import traveller_of
from agents.optimisation.ways_told import source_of, ways_between
from agents.refinement.revise import revise
from domain.candidates import CityTransfers, RouteMode, TravelTimes
from domain.certificate import certify
from domain.edits import RemoveStop
from domain.itinerary import Itinerary
from domain.place import Freshness, Source
from graphs.checkpoints import serializer
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve, solve_repeatably
from tests.emulators.streets import way
from tools.places.atlas.records import load_city, load_places
from tools.routes.offline import Traveller, matrix

LIVE = Source(
    provider="osrm-matrix",
    reference="routed-foot",
    freshness=Freshness.LIVE,
    as_of=date(2026, 11, 21),
    read_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
)
ROME = load_city("rome")
PLACES = tuple(load_places("rome").values())


def told(mode: RouteMode, places=PLACES, *, slower: float = 1.0, reach_m: float = 1e9, **changes) -> TravelTimes:
    """By the emulated streets, for pairs within reach."""
    minutes, metres = [], []
    for start in places:
        for end in places:
            found = way(start.at, end.at, mode)
            known = start.id != end.id and start.at.metres_to(end.at) <= reach_m
            minutes.append(max(1, int(np.ceil(slower * found.seconds / 60))) if known else -1)
            metres.append(int(np.ceil(found.metres)) if known else -1)
    fields = {"mode": mode, "minutes": tuple(minutes), "metres": tuple(metres), "source": LIVE}
    return TravelTimes.model_validate(fields | changes)


def transfers(*times: TravelTimes, places=PLACES) -> CityTransfers:
    return CityTransfers(city_id="rome", place_ids=tuple(place.id for place in places), times=times)


def legs_of(itinerary: Itinerary):
    return [leg for day in itinerary.days for leg in (*(stop.leg for stop in day.stops), day.back) if leg is not None]


def with_rome(*times: TravelTimes, places=PLACES):
    candidates = make_candidates("rome")
    return candidates.model_copy(update={"transfers": (transfers(*times, places=places),)})


@pytest.mark.parametrize("city_id", ["rome", "kyoto", "london"])
def test_without_anything_told_every_way_is_the_model_s(city_id):
    places, city = tuple(load_places(city_id).values())[:40], load_city(city_id)
    plain = matrix([place.at for place in places], city, Traveller())
    same = ways_between(places, city, Traveller(), None)
    for one, other in ((plain.minutes, same.minutes), (plain.metres, same.metres), (plain.fares, same.fares)):
        assert (one == other).all()
    assert not same.told.any()


async def test_plans_are_the_same_with_no_transfers_and_with_those_of_another_city():
    request = make_trip_request("rome", days=2)
    elsewhere = CityTransfers(city_id="kyoto", place_ids=(), times=())
    candidates = make_candidates("rome").model_copy(update={"transfers": (elsewhere,)})
    plain = await make_trip(request, solve=solve_repeatably)
    assert await make_trip(request, candidates, solve=solve_repeatably) == plain
    assert {leg.source.provider for leg in legs_of(plain)} == {"offline-routes"}


async def test_a_plan_has_the_minutes_that_were_told_and_can_be_certified():
    request = make_trip_request("rome", days=3)
    itinerary = await make_trip(request, with_rome(told("walk"), told("transit")))
    certificate = certify(request, itinerary)
    assert certificate.valid, certificate
    legs = legs_of(itinerary)
    assert {leg.source.provider for leg in legs} == {"osrm-matrix"}
    known = {place.id: place for place in PLACES}
    for leg in legs:
        found = way(known[leg.from_id].at, known[leg.to_id].at, leg.mode)
        assert leg.metres == int(np.ceil(found.metres))
        assert leg.minutes >= found.seconds / 60
        assert leg.minutes <= found.seconds / 60 * 1.1 + 6


async def test_places_that_nobody_was_asked_about_have_the_model_s_ways_and_say_so():
    request = make_trip_request("rome", days=3)
    few = PLACES[::2]
    itinerary = await make_trip(request, with_rome(told("walk", few), told("transit", few), places=few))
    assert certify(request, itinerary).valid
    asked = {place.id for place in few}
    for leg in legs_of(itinerary):
        expected = "osrm-matrix" if {leg.from_id, leg.to_id} <= asked else "offline-routes"
        assert leg.source.provider == expected
    assert len({leg.source.provider for leg in legs_of(itinerary)}) == 2


async def test_slower_streets_make_longer_ways_in_the_plan():
    request = make_trip_request("rome", days=2)
    fast = await make_trip(request, with_rome(told("walk"), told("transit")))
    slow = await make_trip(request, with_rome(told("walk", slower=1.6), told("transit", slower=1.6)))

    def per_km(itinerary: Itinerary) -> float:
        legs = legs_of(itinerary)
        return sum(leg.minutes for leg in legs) / sum(leg.metres for leg in legs)

    assert per_km(slow) > 1.2 * per_km(fast)
    assert certify(request, slow).valid


async def test_edits_use_what_was_told():
    request = make_trip_request("rome", days=2)
    candidates = with_rome(told("walk"), told("transit"))
    before = await make_trip(request, candidates)
    stop = before.days[0].stops[1]
    revised = await revise(request, before, candidates, (RemoveStop(place_id=stop.place_id),), solve=solve)
    changed = revised.itinerary.days[0]
    assert changed != before.days[0]
    assert {leg.source.provider for leg in legs_of(revised.itinerary)} == {"osrm-matrix"}
    assert certify(revised.request, revised.itinerary).valid


def test_those_who_walk_slowly_do_whatever_the_provider_thinks():
    request = make_trip_request("rome", days=1, step_free=True)
    ways = ways_between(PLACES, ROME, traveller_of(request), transfers(told("walk")))
    on_foot = ways.told & (ways.modes == 0)
    assert on_foot.any()
    assert (ways.minutes[on_foot] >= ways.metres[on_foot] / 1000 / 3.5 * 60).all()


def test_where_riding_takes_as_long_one_walks():
    pair = (PLACES[0], max(PLACES, key=lambda p: -abs(p.at.metres_to(PLACES[0].at) - 1_300)))
    plain = ways_between(pair, ROME, Traveller(), None)
    assert plain.mode(0, 1) == "transit"
    slow = transfers(told("transit", pair, slower=5), told("walk", pair), places=pair)
    assert ways_between(pair, ROME, Traveller(), slow).mode(0, 1) == "walk"
    assert ways_between(pair, ROME, Traveller(avoid=frozenset({"walk"})), slow).mode(0, 1) == "transit"


def test_each_way_names_who_told_it():
    times = transfers(told("walk", reach_m=900))
    ways = ways_between(PLACES, ROME, Traveller(), times)
    sources = {source_of(ways, 0, n, ROME, times).provider for n in range(1, len(PLACES))}
    assert sources == {"osrm-matrix", "offline-routes"}


def test_a_checkpoint_keeps_transfers_as_they_are():
    candidates = with_rome(told("walk", reach_m=900))
    again = serializer().loads_typed(serializer().dumps_typed(candidates))
    assert again == candidates
    assert type(again.transfers[0].times[0]) is TravelTimes


def test_without_transfers_candidates_are_written_as_ever():
    assert "transfers" not in make_candidates("rome").model_dump_json()
