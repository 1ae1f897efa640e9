from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geo import Point
from tools.routes.polyline import pack, unpack

degrees = st.tuples(st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000))


def test_the_published_example_comes_out():
    """https://developers.google.com/maps/documentation/utilities/polylinealgorithm."""
    line = unpack("_p~iF~ps|U_ulLnnqC_mqNvxq`@")
    assert [(p.lat, p.lon) for p in line] == [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]


@given(st.lists(degrees, max_size=12))
def test_what_is_packed_comes_out_again(spots):
    line = tuple(Point(lat=lat / 1e5, lon=lon / 1e5) for lat, lon in spots)
    assert [(round(p.lat * 1e5), round(p.lon * 1e5)) for p in unpack(pack(line))] == spots


@pytest.mark.parametrize("text", ["_p~iF", "_p~iF~ps|", "\x01\x02", "_p~iF~ps|U\x7f"])
def test_text_that_packs_no_line_is_an_error(text):
    with pytest.raises(ValueError, match="polyline"):
        unpack(text)
