from fractions import Fraction

import pytest

from evals.suites.toptw.check import BrokenRule, gap_pct, score_of
from evals.suites.toptw.instances import Instance, Point


def at(x, first, last, service=10, score=100, days=()):
    return Point(Fraction(x), Fraction(0), service, score, days or ((first, last),))


LINE = Instance(
    "line", (at(0, 0, 200, 0, 0), at(20, 0, 200), at(50, 90, 100), at(80, 0, 40), at(10, 0, 0, days=((0, 9), None))), 1
)


def test_a_tour_that_waits_and_is_back_in_time_scores():
    assert score_of(LINE, [[1, 2]]) == 2
    assert score_of(LINE, [[]]) == 0


@pytest.mark.parametrize(
    ("tours", "why"),
    [
        ([[3]], "is reached at 80"),
        ([[2, 1, 1]], "twice"),
        ([[1], [1]], "twice"),
        ([[9]], "no point 9"),
        ([[0]], "no point 0"),
        ([[], [4]], "closed"),
        ([[4]], "is reached at 10"),
    ],
)
def test_what_breaks_a_rule_is_said(tours, why):
    with pytest.raises(BrokenRule, match=why):
        score_of(LINE, tours)


def test_coming_home_late_breaks_a_rule():
    short = Instance("short", (at(0, 0, 49, 0, 0), at(20, 0, 200)), 1)
    with pytest.raises(BrokenRule, match="back at 50"):
        score_of(short, [[1]])


def test_gaps_are_percent_of_the_reference():
    assert gap_pct(200, 190) == 5
    assert gap_pct(200, 202) == -1
