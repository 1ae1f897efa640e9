from __future__ import annotations

from datetime import date

import pytest

from tools.weather.forecast import ForecastDay

ON = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("changes", "bad"),
    [
        ({}, False),
        ({"rain_chance": 0.9, "rain_mm": 1.0}, False),  # a shower
        ({"rain_chance": 0.6, "rain_mm": 5.0}, True),
        ({"rain_chance": 0.5, "rain_mm": 14.0}, False),
        ({"rain_chance": 0.3, "rain_mm": 15.0}, True),
        ({"gust_kmh": 74.0}, False),
        ({"gust_kmh": 75.0}, True),
        ({"thunder": True}, False),  # perhaps somewhere
        ({"thunder": True, "rain_chance": 0.7}, True),
        ({"high_c": 40.0}, True),
        ({"low_c": -25.0, "high_c": -15.0}, True),
        ({"low_c": -25.0, "high_c": -14.0}, False),
    ],
)
def test_a_bad_day_is_one_to_be_indoors(changes, bad):
    usual = {"on": ON, "low_c": 8.0, "high_c": 15.0, "rain_chance": 0.2, "rain_mm": 0.4}
    assert ForecastDay(**(usual | changes)).bad is bad
