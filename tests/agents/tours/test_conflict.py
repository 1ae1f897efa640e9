from __future__ import annotations

import pytest

from agents.tours.conflict import said
from planner.journey.problem import Budget, Covers, Meets, NightsIn


def test_wishes_in_words():
    wishes = (
        NightsIn("Bari", 2, 2),
        NightsIn("Lyon", 1, 2),
        Covers("Oslo", 3, 3),
        Covers("Oslo", 3, 5),
        Meets("Graz", 1, 2),
    )
    assert said(wishes) == (
        "3 days in Bari; 2 to 3 days in Lyon; in Oslo on day 3; in Oslo on days 3 to 5; in Graz on one of the days 1 to 2"
    )


def test_what_is_no_wish_of_a_tour():
    with pytest.raises(TypeError):
        said([Budget(5)])
