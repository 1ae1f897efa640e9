from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geo import Point

points = st.builds(Point, lat=st.floats(-89, 89), lon=st.floats(-180, 180))


def test_a_known_distance():
    london, paris = Point(lat=51.5074, lon=-0.1278), Point(lat=48.8566, lon=2.3522)
    assert london.metres_to(paris) == pytest.approx(343_500, rel=0.003)


@given(points, points)
def test_it_is_as_far_there_as_back(one, other):
    assert one.metres_to(other) == pytest.approx(other.metres_to(one), abs=1e-3)
    assert 0 <= one.metres_to(other) <= 20_016_000
