from fractions import Fraction
from math import floor, hypot

import pytest

from evals.suites.toptw.instances import load_instance, to_problem

SOLOMON = """3 1 2 1
0 200
 0 40.00 50.00 0.00 0.00 0 0 0 1236
 1 45.00 68.00 90.00 10.00 1 1 1 912 967
 2 45.00 70.00 90.00 30.00 1 2 1 2 825 870
"""
CORDEAU = """1 1 2 2
500 200
0 4.163 13.559 0 0 0 0 0 1000
1 16.3 -2.025 25 12 1 4 1 2 4 8 399 525
2 -1 5 3 7 1 4 1 2 4 8 0 100
"""
WEEKLY = """20 1 5 3 9 250 10 10
0 43 78 0 0 510 1210
1 12.22 88.27 10 7 4 0 1439 0 1439 0 1439 0 1439 0 1439 0 1439 0 1439 0
2 35.06 95.29 55 27 1 0 0 540 990 540 990 540 990 540 990 540 990 600 900 31
"""


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    return load_instance(path)


def test_whole_coordinates_mean_travel_to_one_decimal_rounded_down(tmp_path):
    instance = written(tmp_path, "any.txt", SOLOMON)
    assert instance.scale == 10
    assert instance.points[0].opens == ((0, 12_360),)
    assert instance.points[2].opens == ((8_250, 8_700),), "the hours are the last two columns, however long the list"
    assert (instance.points[1].service, instance.points[1].score) == (900, 1_000)
    assert instance.travel[0][1] == floor(10 * hypot(5, 18))
    assert instance.travel[1][2] == 20


def test_coordinates_with_decimals_mean_travel_to_two(tmp_path):
    instance = written(tmp_path, "any.txt", CORDEAU)
    assert instance.scale == 100
    assert instance.points[1].y == Fraction("-2.025")
    assert instance.travel[0][1] == floor(100 * hypot(16.3 - 4.163, -2.025 - 13.559))
    assert instance.points[1].opens == ((39_900, 52_500),)


def test_weekdays_have_their_own_hours_and_a_tour_takes_its_day(tmp_path):
    instance = written(tmp_path, "t.txt", WEEKLY)
    assert instance.first_weekday == 5
    assert instance.points[2].open_on(6) == (60_000, 90_000)
    assert instance.points[2].open_on(7) is None
    problem = to_problem(instance, 3)
    assert [bool(openings) for openings in problem.tasks[1].openings] == [True, True, False]
    opening = problem.tasks[1].openings[1][0]
    assert (opening.first, opening.last, opening.close) == (60_000, 90_000, 90_000 + 5_500)
    assert problem.days[0].start == 51_000
    assert problem.grid == 1


@pytest.mark.parametrize("text", ["", "hello world\nthis is it\nno numbers here", "1 2 3 4\n5 6\n0 1"])
def test_what_is_no_instance_is_refused(tmp_path, text):
    with pytest.raises(ValueError, match="is not an instance"):
        written(tmp_path, "x.txt", text)
