from __future__ import annotations

import itertools

from hypothesis import given, settings

from agents.tours import CityEvent, CityStay, Flight, TourWish
from agents.tours.plan_tour import can_be_flown, plan_tour
from planner.journey import Journey, NoJourney
from planner.journey.problem import Covers
from tests.agents.tours.rendering import tours

A, B, C = CityStay("Bari", 3), CityStay("Lyon", 2), CityStay("Oslo", 4)


def keeps(wish: TourWish, order: tuple[CityStay, ...]) -> bool:
    """Written from the rules, apart from the planner: days, events, flights."""
    first, spans = 1, {}
    for stay in order:
        spans[stay.city] = range(first, first + stay.days)
        first += stay.days - 1
    flown = {(f.origin, f.target) for f in wish.flights or ()} | {
        (f.target, f.origin) for f in wish.flights or () if f.both_ways
    }
    return (
        first == wish.days
        and all(event.first in spans[event.city] and event.last in spans[event.city] for event in wish.events)
        and all((a.city, b.city) in flown for a, b in itertools.pairwise(order))
    )


@settings(max_examples=15, deadline=None)
@given(tours(most=5))
def test_a_plan_keeps_every_wish_and_there_is_one_if_there_can_be(wish: TourWish):
    possible = any(keeps(wish, order) for order in itertools.permutations(wish.stays))
    plan = plan_tour(wish)
    assert isinstance(plan, Journey) == possible
    if isinstance(plan, Journey):
        by_name = {stay.city: stay for stay in wish.stays}
        assert keeps(wish, tuple(by_name[town] for town in plan.towns))
    else:
        assert plan.proven


def test_an_event_decides_the_order():
    flights = (Flight("Bari", "Lyon"), Flight("Lyon", "Oslo"), Flight("Oslo", "Bari"))
    plan = plan_tour(TourWish((A, B, C), 7, (CityEvent("Oslo", 1, 4), CityEvent("Lyon", 6, 7)), flights))
    assert isinstance(plan, Journey)
    assert plan.towns == ("Oslo", "Bari", "Lyon")


def test_one_day_of_a_loose_event_is_enough():
    flights = (Flight("Bari", "Lyon"), Flight("Lyon", "Oslo"))
    loose = (CityEvent("Bari", 3, 7, whole=False), CityEvent("Oslo", 1, 7, whole=False))
    plan = plan_tour(TourWish((A, B, C), 7, loose, flights))
    assert isinstance(plan, Journey)
    whole = tuple(CityEvent(event.city, event.first, event.last) for event in loose)
    assert isinstance(plan_tour(TourWish((A, B, C), 7, whole, flights)), NoJourney)


def test_of_equal_orders_the_one_that_flies_as_named():
    there = plan_tour(TourWish((A, B), 4, (), (Flight("Bari", "Lyon"),)))
    back = plan_tour(TourWish((A, B), 4, (), (Flight("Lyon", "Bari"),)))
    assert isinstance(there, Journey)
    assert isinstance(back, Journey)
    assert (there.towns, back.towns) == (("Bari", "Lyon"), ("Lyon", "Bari"))


def test_without_a_word_about_flights_any_order_will_do():
    plan = plan_tour(TourWish((A, B), None, (CityEvent("Lyon", 1, 1),)))
    assert isinstance(plan, Journey)
    assert plan.towns == ("Lyon", "Bari")


def test_where_no_order_can_be_flown_no_wish_is_to_blame():
    alone = TourWish((A, B, C), 7, (CityEvent("Oslo", 1, 2),), (Flight("Bari", "Lyon"), Flight("Bari", "Graz")))
    assert plan_tour(alone) == NoJourney(())
    one_way = (Flight("Bari", "Lyon", both_ways=False), Flight("Oslo", "Lyon", both_ways=False))
    assert not can_be_flown(TourWish((A, B, C), 7, (), one_way))
    assert can_be_flown(TourWish((A, B, C), 7, (), (Flight("Bari", "Lyon", both_ways=False), Flight("Bari", "Oslo"))))
    assert can_be_flown(TourWish((A,), 3, (), ()))


@settings(max_examples=60, deadline=None)
@given(tours(most=6))
def test_whether_an_order_can_be_flown(wish: TourWish):
    free = TourWish(wish.stays, wish.days, (), wish.flights)
    assert can_be_flown(wish) == any(keeps(free, order) for order in itertools.permutations(wish.stays))


def test_what_collides_is_named_and_nothing_else():
    flights = (Flight("Bari", "Lyon"), Flight("Lyon", "Oslo"), Flight("Oslo", "Bari"))
    events = (CityEvent("Oslo", 1, 2), CityEvent("Bari", 1, 2), CityEvent("Lyon", 6, 7))
    none = plan_tour(TourWish((A, B, C), 7, events, flights))
    assert isinstance(none, NoJourney)
    assert none.proven
    assert set(none.conflict) == {Covers("Oslo", 1, 2), Covers("Bari", 1, 2)}
