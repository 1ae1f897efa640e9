from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.itinerary import Purpose
from evals.harness.route_quality import (
    RouteQuality,
    best_order,
    order_minutes,
    route_plot,
    route_scores,
    trip_quality,
)
from evals.harness.suite import Record
from tests.make import make_itinerary, make_point, make_request


@st.composite
def cases(draw):
    n = draw(st.integers(1, 5))
    minutes = draw(
        st.lists(st.lists(st.integers(0, 60), min_size=n + 2, max_size=n + 2), min_size=n + 2, max_size=n + 2)
    )
    nodes = draw(st.lists(st.integers(1, n), unique=True, max_size=n))
    places = draw(st.permutations(range(n)))
    return minutes, dict(zip(nodes, places, strict=False))


@given(cases())
def test_the_best_order_is_the_best_of_all(case):
    minutes, fixed = case
    n = len(minutes) - 2
    allowed = [
        order for order in permutations(range(1, n + 1)) if all(order[place] == node for node, place in fixed.items())
    ]
    total, order = best_order(minutes, fixed)
    assert total == min(order_minutes(minutes, one) for one in allowed) == order_minutes(minutes, order)
    assert order in allowed


def test_twelve_stops_on_a_line_are_walked_along_it():
    minutes = [[abs(a - b) for b in range(14)] for a in range(14)]
    assert best_order(minutes, {}) == (13, tuple(range(1, 13)))
    with pytest.raises(ValueError, match="13 stops are more than"):
        best_order([[0] * 15] * 15, {})


def test_shares_by_hand():
    quality = RouteQuality(plan_min=60, best_min=50, naive_min=100)
    assert quality.excess == pytest.approx(0.2)
    assert quality.avoided == pytest.approx(0.8)
    assert RouteQuality(0, 0, 0).excess == 0
    assert RouteQuality(10, 10, 10).avoided == 1


def scattered(order):
    """One day of Avonlea whose sights lie on a line, visited in that order."""
    itinerary = make_itinerary(1)
    day = itinerary.days[0]
    sights = [stop for stop in day.stops if stop.purpose is Purpose.VISIT]
    template, places = sights[0], []
    for n in range(4):
        place = itinerary.place(template.place_id)
        places.append(
            place.model_copy(
                update={"id": f"avonlea/s{n}", "at": make_point(north_m=700 * (n + 1)), "popularity": 1 + (n * 3) % 4}
            )
        )
    stops = tuple(template.model_copy(update={"id": f"s{n}", "place_id": f"avonlea/s{n}"}) for n in order)
    return itinerary.model_copy(
        update={"days": (day.model_copy(update={"stops": stops}),), "places": (*itinerary.places, *places)}
    )


def test_a_plan_is_placed_between_the_best_order_and_the_naive_one():
    request = make_request(1)
    (along,) = trip_quality(request, scattered([0, 1, 2, 3]))
    (zigzag,) = trip_quality(request, scattered([0, 2, 1, 3]))
    assert along.plan_min == along.best_min == zigzag.best_min
    assert zigzag.plan_min > zigzag.best_min
    assert along.naive_min == zigzag.naive_min > along.best_min


def test_meals_keep_their_place_in_the_day():
    (quality,) = trip_quality(make_request(1), make_itinerary(1))
    assert quality.best_min <= quality.plan_min
    assert quality.best_min <= quality.naive_min


def test_days_of_travel_are_left_out():
    days = make_itinerary(2).days
    judged = trip_quality(make_request(2), make_itinerary(2))
    assert len(judged) == sum(day.travel_in is None and day.travel_out is None for day in days) < len(days)


def test_scores_and_their_plot():
    scores = {score.name: score for score in route_scores([RouteQuality(60, 50, 100), RouteQuality(40, 40, 60)])}
    assert scores["route_plan"].value == 50
    assert scores["route_excess"].value == pytest.approx(100 * 10 / 90)
    assert scores["route_avoided"].value == pytest.approx(100 * 60 / 70)
    assert route_scores([]) == []
    svg = route_plot([Record(key="a", id="a", scores=tuple(scores.values()))])
    assert "50 min" in svg
    assert "80 min" in svg
    assert route_plot([Record(key="a", id="a")]) == ""
