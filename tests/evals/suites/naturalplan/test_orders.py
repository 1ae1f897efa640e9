from __future__ import annotations

from agents.tours import CityEvent, CityStay, Flight, TourWish
from evals.suites.naturalplan.orders import can_fly, is_there, orders_of


def test_all_orders_are_found():
    stays = tuple(CityStay(name, 2) for name in "ABC")
    everywhere = TourWish(stays, 4)
    assert len(orders_of(everywhere)) == 6
    assert len(orders_of(everywhere, most=2)) == 2
    assert orders_of(TourWish(stays, 5)) == []


def test_flights_go_the_ways_they_are_named():
    wish = TourWish((), None, (), (Flight("A", "B"), Flight("B", "C", both_ways=False)))
    assert [can_fly(wish, *pair) for pair in (("A", "B"), ("B", "A"), ("B", "C"), ("C", "B"))] == [
        True,
        True,
        True,
        False,
    ]


def test_an_event_is_covered_or_met():
    wish = TourWish((), None, (CityEvent("A", 3, 5), CityEvent("B", 3, 5, whole=False)))
    assert [is_there(wish, "A", *days) for days in ((3, 5), (4, 6), (1, 9))] == [True, False, True]
    assert [is_there(wish, "B", *days) for days in ((1, 3), (5, 6), (6, 7), (1, 2))] == [True, True, False, False]
