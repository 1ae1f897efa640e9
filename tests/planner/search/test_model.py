import numpy as np

from domain.itinerary import Purpose
from planner.arrays import to_arrays
from planner.kernels.facts import facts_of
from planner.problem import Opening
from planner.search.model import to_model
from planner.search.tours import NEVER
from tests.planner.problems import make_meal, make_problem, make_task


def model_of(problem):
    return to_model(to_arrays(problem), facts_of(problem))


def test_hulls_hold_what_can_be_started():
    openings = ((Opening(540, 700, 720), Opening(840, 1000, 1080)), (), (Opening(600, 1000, 640),))
    model = model_of(make_problem([make_task("a", 1, 3, openings=openings)], days=3))
    assert model.first[0].tolist() == [540, NEVER, NEVER]
    assert model.last[0].tolist() == [1000, -1, -1], "what is open for less than the visit takes is not open"
    assert model.plain[0].tolist() == [False, False, True]


def test_what_asks_for_more_than_one_window_is_not_plain():
    tasks = [
        make_task("plain", 1),
        make_task("morning", 2, best=((540, 660),)),
        make_task("twice a day", 3, best=((540, 600), (900, 1000))),
        make_task("drop", 4, first=True),
    ]
    model = model_of(make_problem(tasks))
    assert model.plain[:, 0].tolist() == [True, True, False, False]
    assert (model.best_first[1], model.best_end[1]) == (540, 660)


def test_where_something_comes_after_a_meal_nothing_is_plain():
    tasks = [make_task("sweet", 1, after_meal=Purpose.LUNCH), make_meal("inn", 2)]
    assert not model_of(make_problem(tasks)).plain.any()


def test_odd_minutes_have_to_be_rounded_so_nothing_is_plain():
    assert not model_of(make_problem([make_task("odd", 1, minutes=33), make_task("even", 2)])).plain.any()
    assert model_of(make_problem([make_task("odd", 1, minutes=33)], grid=1)).plain.all()


def test_neighbours_come_nearest_first_and_never_oneself():
    near = model_of(make_problem([make_task(f"t{n}", n) for n in (1, 2, 4, 8)])).near
    assert near.tolist() == [[1, 2, 3], [0, 2, 3], [1, 0, 3], [2, 1, 0]]
    assert model_of(make_problem([])).near.shape[0] == 0
    assert np.issubdtype(near.dtype, np.int32)
