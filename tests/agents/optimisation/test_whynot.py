"""Ways out of wishes that do not fit together: each really leads to a certified plan."""

from __future__ import annotations

import pytest

from agents.optimisation.whynot import easings, wishes_of
from domain.certificate import certify
from domain.errors import Infeasible
from domain.money import Money
from domain.request import PlaceWish, TripRequest
from tests.agents.optimisation.trips import START_ON, make_trip, make_trip_request
from tools.places.atlas.records import load_places


async def refused(request: TripRequest) -> Infeasible:
    with pytest.raises(Infeasible) as told:
        await make_trip(request)
    assert told.value.offers, "found, not merely refused"
    return told.value


async def test_too_little_money_is_two_wishes_and_each_way_out_is_a_certified_plan():
    request = make_trip_request("rome", days=3, budget=Money(minor=30_000, currency="EUR"))
    told = await refused(request)
    assert told.wishes == ("a budget of 300.00 EUR", "3 days")
    assert told.offers[0].text.startswith("raise the budget to ")
    assert told.offers[0].cost is not None
    for offer in told.offers:
        assert offer.request is not None
        itinerary = await make_trip(offer.request)
        assert certify(offer.request, itinerary).valid
        raised = offer.request.budget
        assert raised is not None
        assert itinerary.costs.total <= raised
        if offer.cost is not None:
            assert raised.minor - 30_000 == offer.cost.minor


@pytest.mark.parametrize(("city", "days"), [("paris", 3), ("lisbon", 5)])
async def test_what_was_offered_is_not_refused_when_it_is_taken_whatever_the_search_comes_upon(city: str, days: int):
    told = await refused(make_trip_request(city, days=days, budget=Money(minor=5_000 * days, currency="EUR")))
    for offer in told.offers:
        assert offer.request is not None
        for seed in range(3):
            itinerary = await make_trip(offer.request, limit_s=0.1, seed=seed)
            assert certify(offer.request, itinerary).valid


async def test_a_must_see_that_is_closed_says_what_would_help_and_that_helps():
    closed = next(
        p for p in load_places("rome").values() if p.kind == "sight" and p.hours and not p.hours.windows_on(START_ON)
    )
    request = make_trip_request("rome", days=1, must_see=(PlaceWish(text=closed.name, place_id=closed.id),))
    itinerary = await make_trip(request)
    [advice] = [warning for warning in itinerary.warnings if warning.startswith("These wishes do not fit together")]
    assert f"{closed.name}, 1 day" in advice
    assert "one day more" in advice
    longer = request.model_copy(update={"days": 2})
    assert closed.id in {stop.place_id for day in (await make_trip(longer)).days for stop in day.stops}


def test_every_kind_of_wish_can_be_given_up_and_the_rest_stays():
    request = make_trip_request(
        "rome",
        "florence",
        days=4,
        budget=Money(minor=1, currency="EUR"),
        must_see=(PlaceWish(text="x", place_id="rome/colosseum"),),
        diets=("vegan",),
        avoid_modes=("flight",),
        arrive_min=600,
        leave_min=900,
    )
    wishes = wishes_of(request, {"rome/colosseum": "Colosseum"})
    assert {wish.key.partition(":")[0] for wish in wishes} >= {
        *("must", "city", "diets", "modes", "arrive", "leave", "pace", "start", "end", "budget", "days")
    }
    for wish in wishes:
        less = wish.without(request)
        assert TripRequest.model_validate(less.model_dump()) == less
        assert (less == request) == (wish.key == "days")


def test_easings_begin_with_the_smallest_step():
    request = make_trip_request("rome", days=3)
    wishes = {wish.key: wish for wish in wishes_of(request, {})}
    first = next(easings(request, wishes["start"]))
    assert (first.text, first.minutes) == ("set out at 08:30 instead of 09:00", 30)
    assert next(easings(request, wishes["end"])).minutes == 30
    assert next(easings(request, wishes["days"])).request.days == 4
    assert next(easings(request, wishes["days"], dear=True)).request.days == 2
