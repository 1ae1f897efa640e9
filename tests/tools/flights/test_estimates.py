from __future__ import annotations

from datetime import date

import pytest

from domain.place import Freshness
from tools.flights.contract import FLIGHTS, FlightQuery, flights_key
from tools.flights.estimates import FlightEstimates


async def price(*args, **kwargs) -> int:
    (offer,) = (await FlightEstimates().execute(FlightQuery(*args, **kwargs))).offers
    return offer.price.minor


async def test_it_says_that_it_is_an_estimate_and_knows_no_timetable():
    (offer,) = (await FlightEstimates().execute(FlightQuery("LON", "KIX", date(2027, 4, 1)))).offers
    assert offer.source.freshness is Freshness.ESTIMATED
    assert offer.bounds == ()
    assert offer.depart_local is None
    assert (offer.from_code, offer.to_code) == ("LHR", "KIX")
    assert 10 * 60 <= offer.minutes <= 14 * 60


async def test_farther_in_summer_with_more_people_and_in_front_costs_more():
    spring, summer = date(2027, 3, 2), date(2027, 7, 6)
    assert await price("FRA", "LHR", spring) < await price("FRA", "JFK", spring) < await price("FRA", "JFK", summer)
    alone, back = await price("FRA", "JFK", spring), await price("FRA", "JFK", spring, date(2027, 3, 9))
    assert 1.8 * alone < back < 2.2 * alone
    assert await price("FRA", "JFK", spring, cabin="business") > 3 * alone
    with_infant = await price("FRA", "JFK", spring, children=(1,))
    with_child = await price("FRA", "JFK", spring, children=(8,))
    with_teenager = await price("FRA", "JFK", spring, children=(14,))
    assert alone < with_infant < with_child < with_teenager == await price("FRA", "JFK", spring, adults=2)


async def test_of_airports_that_nobody_knows_it_says_nothing():
    assert (await FlightEstimates().execute(FlightQuery("QQQ", "JFK", date(2027, 3, 2)))).offers == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "lon"},
        {"destination": "LON"},
        {"return_on": date(2027, 3, 1)},
        {"adults": 0},
        {"adults": 10},
        {"children": (1, 1)},
        {"children": (18,)},
    ],
)
def test_what_nobody_can_fly_is_no_question(wrong):
    asked = {"origin": "LON", "destination": "JFK", "depart_on": date(2027, 3, 2)} | wrong
    with pytest.raises(ValueError):
        FlightQuery(**asked)


def test_the_key_tells_all_apart_that_have_other_answers():
    on, back = date(2027, 3, 2), date(2027, 3, 9)
    queries = [
        FlightQuery("LON", "JFK", on),
        FlightQuery("JFK", "LON", on),
        FlightQuery("LON", "JFK", back),
        FlightQuery("LON", "JFK", on, back),
        FlightQuery("LON", "JFK", on, adults=2),
        FlightQuery("LON", "JFK", on, children=(3,)),
        FlightQuery("LON", "JFK", on, children=(4,)),
        FlightQuery("LON", "JFK", on, cabin="first"),
        FlightQuery("LON", "JFK", on, currency="USD"),
    ]
    assert len(set(map(flights_key, queries))) == len(queries)
    assert FLIGHTS.keep_s == 600
    assert flights_key(queries[0]) == "flight:LON:JFK:2027-03-02:1/economy/EUR"
    one = FlightQuery("LON", "JFK", on, adults=2, children=(3, 4))
    assert flights_key(one) == flights_key(FlightQuery("LON", "JFK", on, adults=2, children=(4, 3)))
