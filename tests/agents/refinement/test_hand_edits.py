from __future__ import annotations

import asyncio

import pytest

from agents.optimisation.frames import minutes_of
from agents.refinement.revise import Revision, revise
from domain.certificate import certify
from domain.diff import arranged
from domain.edits import ArrangeDay, ChangeDuration, Edit, LockStop, MoveStop, OrderDays, Placed
from domain.errors import Infeasible
from domain.itinerary import Itinerary, Purpose
from domain.request import Pace
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve, solve_repeatably

REQUEST = make_trip_request("rome", days=3)
CANDIDATES = make_candidates("rome")


@pytest.fixture(scope="module")
def trip() -> Itinerary:
    return asyncio.run(make_trip(REQUEST, CANDIDATES, solve=solve_repeatably))


async def revised(trip: Itinerary, *edits: Edit) -> Revision:
    found = await revise(REQUEST, trip, CANDIDATES, edits, solve=solve, limit_s=0.2)
    assert certify(found.request, found.itinerary).valid
    return found


def as_placed(trip: Itinerary, day: int) -> ArrangeDay:
    return arranged(day, trip.days[day - 1])


def later(edit: ArrangeDay, position: int, minutes: int) -> ArrangeDay:
    """The day with one of its stops put at another time, and nothing else changed."""
    moved = edit.stops[position].model_copy(update={"start_min": edit.stops[position].start_min + minutes})
    return edit.model_copy(update={"stops": (*edit.stops[:position], moved, *edit.stops[position + 1 :])})


async def test_a_day_arranged_as_it_is_stays_as_it_is(trip):
    found = await revised(trip, as_placed(trip, 2))
    assert [s.start_local for s in found.itinerary.days[1].stops] == [s.start_local for s in trip.days[1].stops]
    assert found.itinerary.days[0] == trip.days[0]
    assert found.itinerary.days[2] == trip.days[2]


async def test_the_last_stop_left_out_leaves_the_others_where_they_are(trip):
    edit = as_placed(trip, 1)
    visits = [placed for placed in edit.stops if placed.purpose is Purpose.VISIT]
    kept = tuple(placed for placed in edit.stops if placed != visits[-1])
    found = await revised(trip, edit.model_copy(update={"stops": kept}))
    assert [s.place_id for s in found.itinerary.days[0].stops] == [placed.place_id for placed in kept]
    assert found.changes == ("Day 1 is as you arranged it.",)


async def test_what_cannot_be_is_refused_with_repairs_that_can(trip):
    broken = later(as_placed(trip, 1), 0, -6 * 60)  # the first sight before dawn
    with pytest.raises(Infeasible) as refused:
        await revised(trip, broken)
    assert refused.value.offers
    for offer in refused.value.offers:
        mended = await revised(trip, *offer.edits)
        assert offer.text
        assert mended.itinerary != trip


async def test_a_stop_upon_another_is_refused_and_the_nearest_day_that_works_is_offered(trip):
    edit = as_placed(trip, 2)
    onto = edit.stops[1].start_min - edit.stops[0].start_min
    with pytest.raises(Infeasible) as refused:
        await revised(trip, later(edit, 0, onto))
    nearest = refused.value.offers[0]
    assert isinstance(nearest.edits[0], ArrangeDay)
    assert ":" in nearest.text


async def test_a_locked_stop_is_not_moved_by_hand_either(trip):
    first = trip.days[0].stops[0]
    with pytest.raises(Infeasible, match="is locked at"):
        await revised(trip, LockStop(place_id=first.place_id), later(as_placed(trip, 1), 0, 15))


async def test_more_than_the_pace_allows_is_offered_as_a_faster_pace():
    request = REQUEST.model_copy(update={"pace": Pace.RELAXED})
    trip = await make_trip(request, CANDIDATES, solve=solve_repeatably)
    day = trip.days[1]
    visits = [stop for stop in day.stops if stop.purpose is Purpose.VISIT]
    end = minutes_of(day.stops[-1].end_local, day.on)
    there = {stop.place_id for one in trip.days for stop in one.stops}
    [city] = CANDIDATES.cities
    free = [s.place for s in city.sights if s.place.id not in there and s.place.hours and s.place.price]
    always = [place for place in free if any(w.start == 0 and w.end >= 1440 for w in place.hours.windows_on(day.on))]
    assert len(visits) >= 3
    assert always
    more = Placed(place_id=always[0].id, start_min=end + 60, minutes=always[0].visit_min_short)
    edit = arranged(2, day)
    with pytest.raises(Infeasible) as refused:
        await revise(request, trip, CANDIDATES, [edit.model_copy(update={"stops": (*edit.stops, more)})], solve=solve)
    assert refused.value.offers


async def test_a_visit_lasts_as_long_as_was_said(trip):
    stop = next(s for s in trip.days[0].stops if s.purpose is Purpose.VISIT)
    minutes = round((stop.end_local - stop.start_local).total_seconds() / 60)
    found = await revised(trip, ChangeDuration(place_id=stop.place_id, minutes=minutes - 15))
    now = next(s for s in found.itinerary.days[0].stops if s.place_id == stop.place_id)
    assert (now.end_local - now.start_local).total_seconds() / 60 == minutes - 15
    assert found.itinerary.days[1:] == trip.days[1:]


async def test_a_visit_of_ten_hours_is_refused(trip):
    stop = next(s for s in trip.days[0].stops if s.purpose is Purpose.VISIT)
    with pytest.raises(Infeasible, match="do not fit"):
        await revised(trip, ChangeDuration(place_id=stop.place_id, minutes=720))


async def test_a_visit_that_is_too_short_to_make_sense_is_refused(trip):
    stop = next(s for s in trip.days[0].stops if s.purpose is Purpose.VISIT)
    with pytest.raises(Infeasible, match="would make sense"):
        await revised(trip, ChangeDuration(place_id=stop.place_id, minutes=10))


async def test_a_stop_moves_to_another_time_of_its_day(trip):
    day = trip.days[1]
    stop = next(s for s in day.stops if s.purpose is Purpose.VISIT)
    at = minutes_of(day.stops[-1].start_local, day.on)
    found = await revised(trip, MoveStop(place_id=stop.place_id, to_day=2, at_min=at))
    now = next(s for s in found.itinerary.days[1].stops if s.place_id == stop.place_id)
    assert abs(minutes_of(now.start_local, day.on) - at) < abs(minutes_of(stop.start_local, day.on) - at)
    assert now.id == stop.id


async def test_days_in_another_order_bring_their_stops_along(trip):
    found = await revised(trip, OrderDays(order=(2, 3, 1)))
    now = [{stop.place_id for stop in day.stops} for day in found.itinerary.days]
    was = [{stop.place_id for stop in trip.days[number].stops} for number in (1, 2, 0)]
    assert sum(len(a & b) for a, b in zip(now, was, strict=True)) > sum(map(len, was)) / 2


async def test_an_order_that_forgets_a_day_is_refused(trip):
    with pytest.raises(Infeasible, match="each of the 3 days once"):
        await revised(trip, OrderDays(order=(2, 1)))
