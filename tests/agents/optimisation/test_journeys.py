from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.optimisation.exchange import Exchange
from agents.optimisation.journeys import End, arrival, departure, options_between, to_travel, transfer
from domain.place import Level
from tests.agents.optimisation.trips import HOME, make_candidates, make_option, make_trip_request
from tests.make import make_point

BERLIN = End("Berlin", HOME.at, "Europe/Berlin")
ROME = End("Hotel", make_point(), "Europe/Rome")
TOKYO = End("Hotel", make_point(), "Asia/Tokyo")
ON = date(2027, 4, 5)


def test_a_short_flight_leaves_at_eight_that_morning():
    journey = arrival(make_option("home", "rome"), BERLIN, ROME, ON, None)
    assert journey.leave_local == datetime(2027, 4, 5, 8, 0)
    assert journey.arrive_local.date() == ON


def test_a_long_flight_leaves_the_day_before_and_arrives_on_the_first_day():
    journey = arrival(make_option("home", "tokyo"), BERLIN, TOKYO, ON, None)
    assert journey.leave_local.date() == ON - timedelta(days=1)
    assert journey.arrive_local.date() == ON


def test_a_stated_arrival_is_kept_to_the_minute():
    assert arrival(make_option("home", "rome"), BERLIN, ROME, ON, 14 * 60).arrive_local == datetime(2027, 4, 5, 14, 0)


def test_late_risers_change_cities_later():
    early, late = (transfer(make_option("rome", "florence"), ROME, ROME, ON, start) for start in (8 * 60, 11 * 60))
    assert early.leave_local == datetime(2027, 4, 5, 8, 30)
    assert late.leave_local == datetime(2027, 4, 5, 10, 0)


def test_half_the_world_is_crossed_by_night():
    journey = transfer(make_option("rome", "tokyo"), ROME, TOKYO, ON, 9 * 60)
    assert journey.leave_local.date() == ON - timedelta(days=1)
    assert journey.arrive_local.date() == ON


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.sampled_from(["rome", "tokyo"]))
def test_wall_times_agree_with_the_zones_on_every_date(on, city_id):
    end = {"rome": ROME, "tokyo": TOKYO}[city_id]
    option = make_option("home", city_id)
    come = arrival(option, BERLIN, end, on, None)
    assert come is not None
    travel = to_travel(come, 2, Exchange("EUR", ()))
    assert travel.legs[-1].arrive_local.date() == on
    assert [leg.cost.minor for leg in travel.legs] == [600, 2 * option.price.minor, 600]
    gone = departure(make_option(city_id, "home"), end, BERLIN, on, None)
    assert gone.leave_local.date() == on
    assert gone.arrive - gone.leave == timedelta(minutes=option.door_to_door_min)


@pytest.mark.parametrize(("level", "mode"), [(Level.BUDGET, "bus"), (Level.LUXURY, "train")])
def test_money_or_time_decides_by_level(level, mode):
    slow = make_option("rome", "florence", mode="bus", travel_min=200, price={"minor": 1_500, "currency": "EUR"})
    quick = make_option("rome", "florence")
    request = make_trip_request("rome", "florence", days=4, level=level)
    found = options_between(request, make_candidates("rome", "florence", travel=(slow, quick)), "rome", "florence")
    assert found[0].mode == mode
