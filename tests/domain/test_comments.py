"""A comment follows its place, and is never lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.comments import Anchor, Spot, places_of, spot_of
from tests.make import make_itinerary

PLAN = make_itinerary(days=3)
FIRST = PLAN.days[0].stops[0].place_id


def without(place_id):
    days = tuple(
        day.model_copy(update={"stops": tuple(stop for stop in day.stops if stop.place_id != place_id)})
        for day in PLAN.days
    )
    return PLAN.model_copy(update={"days": days})


def swapped(one, other):
    days = list(PLAN.days)
    days[one], days[other] = days[other], days[one]
    return PLAN.model_copy(update={"days": tuple(days)})


def test_it_stands_at_its_stop():
    assert spot_of(Anchor(day=1, place_id=FIRST), PLAN, {}) == Spot(kind="stop", day=1, place_id=FIRST)


def test_it_goes_to_another_day_with_its_place():
    assert spot_of(Anchor(day=1, place_id=FIRST), swapped(0, 2), {}).day == 3


def test_where_its_place_has_left_the_plan_it_is_among_the_earlier_ones_of_the_day_where_it_was_last():
    spot = spot_of(Anchor(day=1, place_id=FIRST), without(FIRST), {FIRST: 2})
    assert spot == Spot(kind="day", day=2, place_id=FIRST, earlier=True)


def test_of_a_day_that_is_gone_the_last_day_has_it():
    shorter = PLAN.model_copy(update={"days": PLAN.days[:2]})
    assert spot_of(Anchor(day=3), shorter, {}) == Spot(kind="day", day=2, earlier=True)


def test_before_there_is_a_plan_all_is_about_the_trip():
    assert spot_of(Anchor(day=2, place_id=FIRST), None, {}) == Spot(kind="trip")


@given(
    day=st.none() | st.integers(1, 30),
    place=st.none() | st.sampled_from([*sorted(places_of(PLAN)), "avonlea/gone"]),
    kept=st.lists(st.sampled_from(PLAN.days), min_size=1, max_size=3),
    seen=st.dictionaries(st.sampled_from(["avonlea/gone", FIRST]), st.integers(1, 30)),
)
def test_every_comment_stands_somewhere_in_every_plan(day, place, kept, seen):
    plan = PLAN.model_copy(update={"days": tuple(kept)})
    spot = spot_of(Anchor(day=day, place_id=place), plan, seen)
    assert (spot.day is None) == (day is None)
    assert spot.day is None or 1 <= spot.day <= len(kept)
    if spot.kind == "stop":
        assert spot.place_id in {stop.place_id for stop in plan.days[spot.day - 1].stops}
