from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from agents.optimisation import optimise
from agents.optimisation.build import traveller_of
from agents.place_card import place_card
from agents.suggesting import nearby, suggestions
from domain.checks.opening import is_open
from domain.errors import NotFound
from domain.place import Kind
from domain.request import PlaceWish
from tests.agents.optimisation.trips import make_candidates, make_trip_request, solve_repeatably
from tools.routes.offline import matrix

CANDIDATES = make_candidates("rome")


@pytest.fixture(scope="module")
def request_and_plan():
    request = make_trip_request("rome", days=3)
    return request, asyncio.run(optimise(request, CANDIDATES, solve=solve_repeatably, seed=1, limit_s=1.0))


def minutes(at):
    return at.hour * 60 + at.minute


async def test_what_is_suggested_is_new_open_and_ranked(request_and_plan):
    request, trip = request_and_plan
    day, planned = trip.days[1], {stop.place_id for day in trip.days for stop in day.stops}
    found = suggestions(request, trip, CANDIDATES, 2, day.stops[0].id)
    assert 1 <= len(found) <= 6
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert one.place.id not in planned
        assert one.start_local >= day.stops[0].end_local
        assert is_open(one.place, day.on, minutes(one.start_local), minutes(one.end_local))
        assert 0 <= one.crowd.load <= 1


async def test_the_detour_is_the_extra_time_from_the_neighbouring_items(request_and_plan):
    request, trip = request_and_plan
    day = trip.days[0]
    before, after = (trip.place(stop.place_id) for stop in day.stops[:2])
    one = suggestions(request, trip, CANDIDATES, 1, day.stops[0].id)[0]
    points = [before.at, one.place.at, after.at]
    ways = matrix(points, CANDIDATES.cities[0].city, traveller_of(request)).minutes
    assert one.detour_min == max(0, ways[0, 1] + ways[1, 2] - ways[0, 2])


async def test_what_lies_on_the_way_is_preferred_to_what_is_as_good_and_far(request_and_plan):
    request, trip = request_and_plan
    flat = CANDIDATES.cities[0].model_copy(
        update={"sights": tuple(s.model_copy(update={"score": 50.0}) for s in CANDIDATES.cities[0].sights), "eats": ()}
    )
    found = suggestions(
        request, trip, CANDIDATES.model_copy(update={"cities": (flat,)}), 1, trip.days[0].stops[0].id, limit=50
    )
    same = [one for one in found if one.fits == found[0].fits]
    assert [one.detour_min for one in same] == sorted(one.detour_min for one in same)


async def test_what_fits_is_done_before_the_next_item_begins(request_and_plan):
    request, trip = request_and_plan
    day = trip.days[0].model_copy(update={"stops": trip.days[0].stops[:1]})
    found = suggestions(request, trip.model_copy(update={"days": (day,)}), CANDIDATES, 1, day.stops[0].id, limit=20)
    fitting = [one for one in found if one.fits]
    assert fitting
    assert all(one.end_local < day.back.arrive_local for one in fitting)
    assert all(one.end_local - one.start_local >= timedelta(minutes=one.place.visit_min_short) for one in fitting)


async def test_only_a_kind_and_nothing_that_is_to_be_avoided(request_and_plan):
    request, trip = request_and_plan
    stop = trip.days[0].stops[0].id
    found = suggestions(request, trip, CANDIDATES, 1, stop, kind=Kind.SIGHT, limit=3)
    assert {one.place.kind for one in found} == {Kind.SIGHT}
    unwanted = found[0].place
    spared = request.model_copy(update={"must_avoid": (PlaceWish(text=unwanted.name, place_id=unwanted.id),)})
    again = suggestions(spared, trip, CANDIDATES, 1, stop, kind=Kind.SIGHT, limit=3)
    assert unwanted.id not in {one.place.id for one in again}


async def test_tables_are_suggested_at_meal_times_only(request_and_plan):
    request, trip = request_and_plan
    for day in (1, 2, 3):
        for stop in trip.days[day - 1].stops:
            for one in suggestions(request, trip, CANDIDATES, day, stop.id, kind=Kind.EAT):
                assert not 15 * 60 < minutes(one.start_local) < 17 * 60


@pytest.mark.parametrize(("day", "stop"), [(0, None), (9, None), (1, "no-such-stop")])
async def test_a_gap_that_there_is_not_is_not_found(request_and_plan, day, stop):
    request, trip = request_and_plan
    with pytest.raises(NotFound):
        suggestions(request, trip, CANDIDATES, day, stop)


async def test_a_day_begins_with_what_is_near_the_stay(request_and_plan):
    request, trip = request_and_plan
    found = suggestions(request, trip, CANDIDATES, 2)
    assert all(one.start_local.date() == trip.days[1].on for one in found)


def test_nearby_are_the_same_kind_and_first_the_same_category():
    city = CANDIDATES.cities[0]
    museum = next(s.place for s in city.sights if s.place.category.value == "museum")
    found = nearby(city.sights, museum, limit=5, within_m=3_000)
    assert museum.id not in {one.place.id for one in found}
    assert all(one.place.at.metres_to(museum.at) <= 3_000 for one in found)
    same = [one.place.category is museum.category for one in found]
    assert same == sorted(same, reverse=True)
    assert nearby(city.sights, museum, within_m=1) == ()


async def test_the_card_of_a_place_tells_its_best_time_its_neighbours_and_the_way(request_and_plan):
    _, trip = request_and_plan
    stop = next(s for s in trip.days[0].stops if trip.place(s.place_id).kind is Kind.SIGHT)
    place = trip.place(stop.place_id)
    card = place_card(place, CANDIDATES.cities[0], trip.days[0].on, language="de", itinerary=trip)
    assert card.way_here == stop.leg
    assert card.open_on == place.hours.windows_on(trip.days[0].on)
    assert card.place.best_time is None or card.place.best_time.endswith(".")
    planned = {one.place_id for day in trip.days for one in day.stops}
    assert not planned & {one.place.id for one in card.alternatives}
    other = place_card(place, CANDIDATES.cities[0], date(2027, 8, 11))
    assert other.way_here is None
