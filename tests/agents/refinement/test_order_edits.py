from __future__ import annotations

import asyncio

import pytest

from agents.optimisation.exchange import exchange_for
from agents.optimisation.trip import open_trip
from agents.refinement.order_edits import time_to_save, travel_minutes
from agents.refinement.revise import revise
from domain.certificate import certify
from domain.edits import Edit, LockStop, Reorder, SwapDays
from domain.errors import Infeasible
from domain.itinerary import Itinerary
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve, solve_repeatably

REQUEST = make_trip_request("rome", days=3)
CANDIDATES = make_candidates("rome")


@pytest.fixture(scope="module")
def trip() -> Itinerary:
    return asyncio.run(make_trip(REQUEST, CANDIDATES, solve=solve_repeatably))


def ids(day) -> set[str]:
    return {stop.place_id for stop in day.stops}


async def test_two_days_change_places_and_the_third_is_the_same(trip):
    revised = await revise(REQUEST, trip, CANDIDATES, [SwapDays(day=1, with_day=2)], solve=solve)
    assert certify(revised.request, revised.itinerary).valid
    assert revised.itinerary.days[2] == trip.days[2]
    assert len(ids(revised.itinerary.days[0]) & ids(trip.days[1])) > len(trip.days[1].stops) / 2
    assert "changed places" in revised.changes[0]


async def test_a_day_with_a_locked_stop_does_not_move(trip):
    edits: list[Edit] = [LockStop(place_id=trip.days[0].stops[0].place_id), SwapDays(day=1, with_day=2)]
    with pytest.raises(Infeasible, match="is locked on day 1"):
        await revise(REQUEST, trip, CANDIDATES, edits, solve=solve)


async def test_another_order_has_the_same_stops_and_less_travel(trip):
    revised = await revise(REQUEST, trip, CANDIDATES, [Reorder(day=2)], solve=solve)
    before, after = trip.days[1], revised.itinerary.days[1]
    assert certify(revised.request, revised.itinerary).valid
    assert ids(after) == ids(before)
    saved = travel_minutes(before) - travel_minutes(after)
    assert saved >= 0
    assert f"saves {saved} min" in revised.changes[0] or (saved == 0 and after == before)


async def test_minutes_to_save_are_those_that_a_reorder_saves(trip):
    held = open_trip(REQUEST, trip, CANDIDATES, exchange_for(REQUEST, CANDIDATES))
    for number, minutes in (await time_to_save(held)).items():
        revised = await revise(REQUEST, trip, CANDIDATES, [Reorder(day=number)], solve=solve)
        assert travel_minutes(trip.days[number - 1]) - travel_minutes(revised.itinerary.days[number - 1]) == minutes
