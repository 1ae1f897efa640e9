from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.harness.report.numbers import figure, powers, signed, ticks


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "", "—"),
        (0.9924, "share", "99.24 %"),
        (1, "share", "100 %"),
        (1.23456, "s", "1.23 s"),
        (0.0074, "s", "7.4 ms"),
        (123456, "min", "123,456 min"),
        (0, "", "0"),
        (397, "", "397"),
        (250, "minor USD", "2.5 USD"),
    ],
)
def test_figures(value, unit, text):
    assert figure(value, unit) == text


def test_differences_have_their_sign():
    assert signed(-0.015, "share") == "-1.5 points"
    assert signed(2.5, "s") == "+2.5 s"
    assert signed(-2.5, "") == "−2.5"
    assert signed(None) == ""


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_few_and_within(low, width):
    found = ticks(low, low + width)
    assert 2 <= len(found) <= 7
    assert all(low - 1e-6 * max(1, abs(low)) <= tick <= low + width + 1e-6 * max(1, abs(low + width)) for tick in found)


@given(st.floats(1e-6, 1e3), st.floats(5, 1e6))
def test_powers_are_few_and_within(low, factor):
    found = powers(low, low * factor)
    assert 1 <= len(found) <= 7
    assert all(low <= tick <= low * factor for tick in found)
