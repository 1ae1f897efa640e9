"""What is suggested of a plan is seen in it, and what it carries does it."""

from __future__ import annotations

import asyncio

import pytest

from agents.refinement.revise import revise
from domain.candidates import Candidates, Weather
from domain.edits import RemoveStop
from domain.follow_up import FollowUp, follow_ups
from domain.itinerary import Itinerary, Purpose
from domain.money import Money
from domain.place import Freshness, Setting, Source
from domain.request import PlaceWish, TripRequest
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve, solve_repeatably

REQUEST = make_trip_request("rome", days=3)
ALL = 20


@pytest.fixture(scope="module")
def candidates() -> Candidates:
    return make_candidates("rome")


@pytest.fixture(scope="module")
def trip(candidates: Candidates) -> Itinerary:
    return asyncio.run(make_trip(REQUEST, candidates, solve=solve_repeatably))


def found(request: TripRequest, trip: Itinerary) -> dict[str, FollowUp]:
    return {one.code: one for one in follow_ups(request, trip, ALL)}


def with_day(trip: Itinerary, number: int, **changes: object) -> Itinerary:
    days = [day.model_copy(update=changes) if n == number else day for n, day in enumerate(trip.days, 1)]
    return trip.model_copy(update={"days": tuple(days)})


def with_rain(trip: Itinerary, number: int, chance: float) -> Itinerary:
    day = trip.days[number - 1]
    source = Source(provider="test", reference="rain", freshness=Freshness.LIVE, as_of=day.on)
    weather = Weather(on=day.on, city_id=day.city_id, low_c=8, high_c=14, rain_chance=chance, source=source)
    return with_day(trip, number, weather=weather)


async def done(request: TripRequest, trip: Itinerary, candidates: Candidates, one: FollowUp) -> Itinerary:
    revised = await revise(request, trip, candidates, one.edits, solve=solve, limit_s=0.2)
    assert revised.changes
    return revised.itinerary


def outdoors(trip: Itinerary) -> list[int]:
    return [
        n
        for n, day in enumerate(trip.days, 1)
        if any(trip.place(s.place_id).setting is Setting.OUTDOOR for s in day.stops)
    ]


def test_a_day_that_may_be_wet_is_suggested_where_something_is_outdoors(trip):
    dry = trip
    for number in range(1, 4):
        dry = with_rain(dry, number, 0.0)
    assert "rain" not in found(REQUEST, dry)
    day = outdoors(trip)[0]
    assert found(REQUEST, with_rain(dry, day, 0.9))["rain"].day == day


async def test_the_rainy_day_goes_indoors(trip, candidates):
    day = outdoors(trip)[0]
    wet = with_rain(trip, day, 1.0)
    after = await done(REQUEST, wet, candidates, found(REQUEST, wet)["rain"])
    assert day not in outdoors(after)


async def test_a_tight_day_is_relaxed(trip, candidates):
    tight = with_day(trip, 2, on_time=0.3)
    assert found(REQUEST, tight)["tight"].day == 2
    assert "tight" not in found(
        REQUEST, with_day(with_day(with_day(trip, 1, on_time=1.0), 2, on_time=1.0), 3, on_time=1.0)
    )
    after = await done(REQUEST, tight, candidates, found(REQUEST, tight)["tight"])
    assert len(after.days[1].stops) <= len(trip.days[1].stops)


async def test_what_is_over_the_budget_is_brought_within_it(trip, candidates):
    total = trip.costs.total
    request = REQUEST.model_copy(update={"budget": Money(minor=total.minor * 97 // 100, currency=total.currency)})
    one = found(request, trip)["over_budget"]
    assert one.amount is not None
    assert one.amount.minor == total.minor - total.minor * 97 // 100
    after = await done(request, trip, candidates, one)
    assert request.budget is not None
    assert after.costs.total <= request.budget
    assert "over_budget" not in found(request, after)


async def test_a_must_see_that_stayed_out_is_added(trip, candidates):
    used = {stop.place_id for day in trip.days for stop in day.stops}
    place = next(one.place for one in candidates.cities[0].sights if one.place.id not in used)
    request = REQUEST.model_copy(update={"must_see": (PlaceWish(text=place.name, place_id=place.id),)})
    one = found(request, trip)["unmet"]
    assert (one.place_id, one.name) == (place.id, place.name)
    after = await done(request, trip, candidates, one)
    assert "unmet" not in found(request, after)


async def test_an_evening_without_dinner_gets_one(trip, candidates):
    dinner = next(stop for stop in trip.days[1].stops if stop.purpose is Purpose.DINNER)
    gone = await revise(
        REQUEST, trip, candidates, (RemoveStop(place_id=dinner.place_id, day=2),), solve=solve, limit_s=0.2
    )
    assert "no_dinner" not in found(REQUEST, trip)
    one = found(gone.request, gone.itinerary)["no_dinner"]
    assert one.day == 2
    after = await done(gone.request, gone.itinerary, candidates, one)
    assert any(stop.purpose is Purpose.DINNER for stop in after.days[1].stops)


@pytest.mark.parametrize("code", ["cheaper", "later", "regenerate", "longer"])
async def test_what_people_like_to_change_can_be_done(trip, candidates, code):
    after = await done(REQUEST, trip, candidates, found(REQUEST, trip)[code])
    if code == "cheaper":
        assert after.costs.total < trip.costs.total
    elif code == "later":
        assert all(day.stops[0].start_local.hour >= 10 for day in after.days if day.stops)
    elif code == "longer":
        assert len(after.days) == len(trip.days) + 1
    else:
        assert after.days != trip.days


def test_what_is_wrong_comes_first_and_only_a_few(trip):
    request = REQUEST.model_copy(update={"budget": Money(minor=1, currency=trip.costs.total.currency)})
    few = follow_ups(request, with_rain(trip, outdoors(trip)[0], 0.9))
    assert [one.code for one in few][:2] == ["over_budget", "rain"]
    assert len(few) == 4
