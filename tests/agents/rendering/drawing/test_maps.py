from __future__ import annotations

import re
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.rendering.drawing.land import coast
from agents.rendering.drawing.maps import day_map, journey_map
from agents.rendering.drawing.projection import fitted
from domain.geo import Point
from tests.make import make_itinerary

POINTS = st.builds(Point, lat=st.floats(-70, 75), lon=st.floats(-180, 180))


@given(st.lists(POINTS, min_size=1, max_size=12))
def test_every_point_lies_within_the_frame_and_its_margin(points):
    frame = fitted(points, 300, 200, 20, 900)
    for point in points:
        x, y = frame.at(point)
        assert 20 - 1e-6 <= x <= 280 + 1e-6
        assert 20 - 1e-6 <= y <= 180 + 1e-6


def test_a_trip_over_the_pacific_stays_in_one_piece():
    frame = fitted([Point(lat=35.7, lon=139.7), Point(lat=37.8, lon=-122.4)], 300, 200, 20, 900)
    (x1, _), (x2, _) = frame.at(Point(lat=35.7, lon=139.7)), frame.at(Point(lat=37.8, lon=-122.4))
    assert x1 < x2  # westwards from California lies Japan, and not over Europe


@pytest.mark.parametrize(("lat", "lon"), [(0, 0), (60, 10), (-33.9, 151.2)])
def test_a_unit_is_as_long_as_it_says(lat, lon):
    here, there = Point(lat=lat, lon=lon), Point(lat=lat, lon=lon + 0.05)
    frame = fitted([here, there], 300, 200, 20, 900)
    (x1, y1), (x2, y2) = frame.at(here), frame.at(there)
    assert hypot(x2 - x1, y2 - y1) * frame.metres == pytest.approx(here.metres_to(there), rel=0.01)


def test_land_is_drawn_only_from_afar():
    far = fitted([Point(lat=36, lon=138), Point(lat=34, lon=133)], 300, 200, 20, 900)
    near = fitted([Point(lat=35.0, lon=135.7), Point(lat=35.02, lon=135.78)], 300, 200, 20, 900)
    assert coast(far).startswith("M")
    assert coast(near) == ""


def test_a_days_map_has_a_pin_for_each_stop_that_none_other_hides():
    itinerary = make_itinerary(3)
    for number, day in enumerate(itinerary.days, 1):
        drawn = day_map(itinerary, number, 330, 180)
        assert re.findall(r'class="pin">(\d+)<', drawn) == [str(n) for n in range(1, len(day.stops) + 1)]
        spots = [tuple(map(float, spot)) for spot in re.findall(r'translate\(([\d.]+) ([\d.]+)\)"><circle', drawn)]
        for (x1, y1), (x2, y2) in pairwise(sorted(spots)):
            assert hypot(x2 - x1, y2 - y1) > 8


def test_the_journeys_map_names_each_city_once_and_safely():
    itinerary = make_itinerary(3)
    cities = tuple(city.model_copy(update={"name": "<b>&"}) for city in itinerary.cities)
    drawn = journey_map(itinerary.model_copy(update={"cities": cities}), 520, 300)
    assert drawn.count("&lt;b&gt;&amp;") == 2
    assert "<b>" not in drawn


def test_names_of_cities_near_each_other_do_not_lie_on_each_other():
    itinerary = make_itinerary(3)
    near = [Point(lat=48.0, lon=2.0), Point(lat=48.0, lon=2.6)]
    cities = tuple(c.model_copy(update={"at": at}) for c, at in zip(itinerary.cities, near, strict=True))
    drawn = journey_map(itinerary.model_copy(update={"cities": cities}), 300, 300)
    sides = re.findall(r'x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)" class="city"', drawn)
    assert len(sides) == 2
    assert sides[0] != sides[1]
