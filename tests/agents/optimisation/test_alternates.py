"""Plan B: what is offered instead of a stop holds when it is taken."""

from __future__ import annotations

import asyncio

import pytest

from agents.optimisation.chances import course_of
from agents.optimisation.exchange import exchange_for
from agents.optimisation.trip import open_trip
from agents.refinement.revise import revise
from domain.certificate import certify
from domain.edits import SwapStop
from domain.itinerary import Day, Itinerary, Purpose
from domain.place import Setting
from planner.punctuality import on_time, simulate
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve, solve_repeatably

REQUEST = make_trip_request("london", days=2)
CANDIDATES = make_candidates("london")


@pytest.fixture(scope="module")
def trip() -> Itinerary:
    return asyncio.run(make_trip(REQUEST, CANDIDATES, solve=solve_repeatably))


def test_a_stop_has_alternates_with_their_reasons(trip):
    stops = [stop for day in trip.days for stop in day.stops]
    assert sum(len(stop.alternates) for stop in stops) / len(stops) >= 2
    assert {alternate.code for stop in stops for alternate in stop.alternates} >= {"rain", "closed", "late"}
    for stop in stops:
        was = trip.place(stop.place_id)
        for alternate in stop.alternates:
            place = trip.place(alternate.place_id)
            if alternate.code == "rain":
                assert was.setting is not Setting.INDOOR
                assert place.setting is Setting.INDOOR
            if alternate.code == "late" and stop.purpose is Purpose.VISIT:
                assert place.visit_min < (stop.end_local - stop.start_local).total_seconds() / 60


async def test_each_alternate_can_be_taken_and_the_plan_is_certified(trip):
    for stop in trip.days[0].stops:
        for alternate in stop.alternates:
            edit = SwapStop(place_id=stop.place_id, day=1, to_place_id=alternate.place_id)
            revised = await revise(REQUEST, trip, CANDIDATES, [edit], solve=solve)
            found = certify(revised.request, revised.itinerary)
            assert found.valid, [v.message for v in found.violations]
            assert alternate.place_id in {s.place_id for s in revised.itinerary.days[0].stops}
            assert without_alternates(revised.itinerary.days[1]) == without_alternates(trip.days[1])


def without_alternates(day: Day) -> Day:
    """What is taken on one day is no longer offered on another."""
    return day.model_copy(update={"stops": tuple(stop.model_copy(update={"alternates": ()}) for stop in day.stops)})


def test_each_day_says_how_likely_it_goes_to_plan(trip):
    held = open_trip(REQUEST, trip, CANDIDATES, exchange_for(REQUEST, CANDIDATES))
    for number, day in enumerate(trip.days):
        course = course_of(held.setup([number]), day, held.known)
        assert day.on_time == round(on_time(course).chance, 3)
        assert abs(simulate(course, 5_000, seed=3) - day.on_time) <= 0.03
        if day.weakest is not None:
            assert day.weakest.place_id in {day.base_id, *(stop.place_id for stop in day.stops)}


def test_what_is_not_known_is_not_in_the_document(trip):
    bare = trip.days[0].model_copy(update={"on_time": None, "weakest": None})
    assert not {"on_time", "weakest"} & bare.model_dump(mode="json").keys()
    assert type(bare).model_validate(bare.model_dump(mode="json")) == bare
