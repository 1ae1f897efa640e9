import numpy as np

from planner.arrays import MEALS, VISIT, to_arrays
from planner.problem import Opening
from tests.planner.problems import make_meal, make_problem, make_task


def test_what_objects_say_is_in_the_arrays():
    split = (Opening(540, 700, 720), Opening(840, 1000, 1080))
    visit = make_task("a", 1, 2, openings=(split, ()), category="museum", prize=7, cost=3)
    arrays = to_arrays(make_problem([visit, make_meal("inn", 2, 2), make_task("b", 2, 2, category="museum")], days=2))
    assert arrays.kind.tolist() == [VISIT, next(value for meal, value in MEALS.items() if meal.value == "lunch"), VISIT]
    assert arrays.prize[0].tolist() == [5_007, 5_007]
    assert arrays.category.tolist() == [0, -1, 0]
    assert arrays.opening_at.tolist() == [0, 2, 2, 3, 4, 5, 6]
    assert arrays.openings[:2].tolist() == [[540, 700, 720], [840, 1000, 1080]]
    assert len(set(arrays.key.tolist())) == 3
    assert arrays.cost.tolist() == [3, 0, 0]


def test_travel_is_on_the_grid_and_rides_are_as_they_are():
    arrays = to_arrays(make_problem([make_task("a", 1)], minutes=((0, 7), (7, 0))))
    assert arrays.travel.shape == (1, 2, 2)
    assert arrays.travel[0].tolist() == [[0, 10], [10, 0]]
    assert arrays.ride[0].tolist() == [[0, 7], [7, 0]]
    assert to_arrays(make_problem([make_task("a", 1)], minutes=((0, 7), (7, 0)), grid=1)).travel[0, 0, 1] == 7


def test_an_empty_problem_has_empty_arrays():
    arrays = to_arrays(make_problem([]))
    assert arrays.prize.shape == (0, 1)
    assert arrays.openings.shape == (0, 3)
    assert np.array_equal(arrays.opening_at, [0])
