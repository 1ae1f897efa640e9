from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from agents.optimisation.frames import MAX_SIGHTS
from domain.certificate import certify
from domain.errors import Infeasible
from domain.itinerary import Itinerary, Purpose
from domain.money import Money
from domain.place import Access, Children, Kind, Setting
from domain.request import Destination, Pace, PlaceWish, TripRequest
from tests.agents.optimisation.trips import (
    HOME,
    START_ON,
    make_candidates,
    make_option,
    make_trip,
    make_trip_request,
    make_weather,
    solve_repeatably,
)


def problems_of(request: TripRequest, itinerary: Itinerary) -> list[str]:
    return [violation.message for violation in certify(request, itinerary).violations]


def visits(itinerary: Itinerary) -> list[str]:
    return [s.place_id for day in itinerary.days for s in day.stops if s.purpose is Purpose.VISIT]


@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize(("city_id", "days"), [("kyoto", 3), ("rome", 5), ("london", 7), ("istanbul", 1)])
async def test_plans_are_certified_at_every_pace(city_id, days, pace):
    request = make_trip_request(city_id, days=days, pace=pace)
    itinerary = await make_trip(request)
    assert problems_of(request, itinerary) == []
    for day in itinerary.days:
        meals = [stop.purpose for stop in day.stops if stop.purpose is not Purpose.VISIT]
        assert meals == [Purpose.LUNCH, Purpose.DINNER] or any(day.on.isoformat() in w for w in itinerary.warnings)
        assert 2 <= len(day.stops) - len(meals) <= MAX_SIGHTS[pace]


async def test_two_cities_with_journeys_from_home_and_back():
    request = make_trip_request("kyoto", "tokyo", days=7, origin=HOME, budget=Money(minor=300_000, currency="EUR"))
    itinerary = await make_trip(request)
    assert problems_of(request, itinerary) == []
    assert itinerary.currency == "EUR"
    assert itinerary.days[0].travel_in is not None
    assert itinerary.days[-1].travel_out is not None
    assert {day.city_id for day in itinerary.days} == {"kyoto", "tokyo"}
    change = next(b for a, b in pairwise(itinerary.days) if a.city_id != b.city_id)
    assert change.travel_in is not None
    assert change.travel_in.legs[0].depart_local.hour >= 8
    assert change.stops[0].leg.depart_local >= change.travel_in.legs[-1].arrive_local + timedelta(minutes=15)


async def test_a_night_flight_leaves_the_day_before_and_says_so():
    request = make_trip_request("kyoto", days=3, origin=HOME)
    itinerary = await make_trip(request)
    assert itinerary.days[0].travel_in.legs[0].depart_local.date() == START_ON - timedelta(days=1)
    assert any(HOME.name in warning and "2027-04-04" in warning for warning in itinerary.warnings)
    assert problems_of(request, itinerary) == []


async def test_arrival_and_departure_times_cut_the_days():
    request = make_trip_request("rome", days=2, arrive_min=15 * 60, leave_min=12 * 60)
    itinerary = await make_trip(request)
    assert itinerary.days[0].stops[0].leg.depart_local.hour >= 15
    assert itinerary.days[-1].back is None or itinerary.days[-1].back.arrive_local.time() <= time(12)
    assert problems_of(request, itinerary) == []


async def test_the_budget_holds_and_beds_are_the_first_to_be_cheaper():
    free = await make_trip(make_trip_request("rome", days=4))
    limit = Money(minor=free.costs.total.minor * 3 // 4, currency="EUR")
    request = make_trip_request("rome", days=4, budget=limit)
    itinerary = await make_trip(request)
    assert itinerary.costs.total.minor <= limit.minor
    assert itinerary.costs.stays.minor < free.costs.stays.minor
    assert problems_of(request, itinerary) == []


async def test_too_little_money_is_told_with_the_exact_least_and_that_least_is_enough():
    request = make_trip_request("rome", days=3, budget=Money(minor=5_000, currency="EUR"))
    with pytest.raises(Infeasible) as told:
        await make_trip(request)
    assert "50.00 EUR" in str(told.value)
    least = Money.of(told.value.ways_out[0].split()[-2], "EUR")
    enough = request.model_copy(update={"budget": least})
    itinerary = await make_trip(enough)
    assert itinerary.costs.total.minor <= least.minor
    assert problems_of(enough, itinerary) == []


async def test_fewer_days_are_offered_at_a_price_that_they_can_be_had_for():
    request = make_trip_request("rome", days=4, budget=Money(minor=30_000, currency="EUR"))
    with pytest.raises(Infeasible) as told:
        await make_trip(request)
    offers = [way for way in told.value.ways_out if way.startswith(("one day less", "travel for"))]
    assert offers
    for offer in offers:
        days = 3 if offer.startswith("one") else int(offer.split()[2])
        amount = Money.of(offer.split()[-2], "EUR")
        shorter = request.model_copy(update={"days": days, "budget": amount})
        itinerary = await make_trip(shorter)
        assert itinerary.costs.total.minor <= amount.minor
        assert problems_of(shorter, itinerary) == []


async def test_must_sees_are_in_and_what_is_to_be_avoided_is_out():
    wish = PlaceWish(text="the Pantheon", place_id="rome/pantheon")
    shun = PlaceWish(text="Colosseum", place_id="rome/colosseum")
    request = make_trip_request("rome", days=2, must_see=(wish,), must_avoid=(shun,), avoid=("church",))
    itinerary = await make_trip(request)
    assert "rome/pantheon" in visits(itinerary)
    assert "rome/colosseum" not in visits(itinerary)
    assert all(itinerary.place(place_id).category != "church" for place_id in visits(itinerary))
    assert problems_of(request, itinerary) == []


async def test_an_unknown_must_see_is_a_warning_that_names_it():
    request = make_trip_request("rome", days=1, must_see=(PlaceWish(text="Atlantis"),))
    assert any("Atlantis" in warning for warning in (await make_trip(request)).warnings)


async def test_a_family_gets_beds_for_all_and_nothing_for_adults_only():
    party = {"adults": 2, "children": (4, 8, 11), "rooms": 2}
    request = make_trip_request("london", days=3, party=party, step_free=True)
    itinerary = await make_trip(request)
    stay = itinerary.stays[0]
    assert stay.rooms * itinerary.place(stay.place_id).sleeps >= 5
    used = [itinerary.place(stop.place_id) for day in itinerary.days for stop in day.stops]
    assert all(p.children is not Children.ADULTS_ONLY and p.step_free is not Access.NO for p in used)
    assert problems_of(request, itinerary) == []


async def test_bad_weather_goes_indoors():
    dates = make_trip_request("rome", days=2).dates
    request = make_trip_request("rome", days=2)
    shares = []
    for wet in (0, 1):
        weather = tuple(make_weather("rome", on, bad=n == wet) for n, on in enumerate(dates))
        itinerary = await make_trip(request, make_candidates("rome", weather=weather))
        settings = [itinerary.place(s.place_id).setting for s in itinerary.days[0].stops if s.purpose is Purpose.VISIT]
        shares.append(sum(setting is Setting.OUTDOOR for setting in settings))
        assert itinerary.days[wet].weather.bad
    assert shares[0] < shares[1]


async def test_alternates_are_other_places_and_one_is_indoors_for_an_outdoor_stop():
    itinerary = await make_trip(make_trip_request("kyoto", days=3))
    used = {stop.place_id for day in itinerary.days for stop in day.stops}
    stops = [stop for day in itinerary.days for stop in day.stops if stop.alternates]
    assert len(stops) > 5
    for stop in stops:
        offered = [itinerary.place(alternate.place_id) for alternate in stop.alternates]
        assert not used & {place.id for place in offered if place.kind is Kind.SIGHT}
        assert len(offered) <= 3


async def test_finished_cities_are_announced_with_their_day_numbers():
    told: list[tuple[int, date]] = []

    async def on_days(days):
        told.extend((number, day.on) for number, day in days)

    request = make_trip_request("rome", "florence", days=4)
    await make_trip(request, on_days=on_days)
    assert sorted(told) == list(enumerate(request.dates, start=1))


async def test_cities_without_an_allowed_connection_are_infeasible():
    flight = tuple(make_option(a, b, mode="flight") for a, b in (("rome", "florence"), ("florence", "rome")))
    request = make_trip_request("rome", "florence", days=4, avoid_modes=("flight",))
    with pytest.raises(Infeasible, match="without flight") as told:
        await make_trip(request, make_candidates("rome", "florence", travel=flight))
    assert "allow flight" in told.value.ways_out


async def test_stated_nights_and_order_are_kept():
    wanted = (Destination(city_id="florence", name="Florence", nights=2), Destination(city_id="rome", name="Rome"))
    request = make_trip_request("rome", days=6, destinations=wanted, keep_order=True)
    itinerary = await make_trip(request)
    assert [day.city_id for day in itinerary.days] == ["florence"] * 2 + ["rome"] * 4
    assert problems_of(request, itinerary) == []


async def test_one_seed_gives_one_plan():
    request = make_trip_request("rome", days=2)
    assert await make_trip(request, solve=solve_repeatably) == await make_trip(request, solve=solve_repeatably)
