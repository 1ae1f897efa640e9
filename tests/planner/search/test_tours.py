"""The quick arithmetic of tours against the plain one: whole days timed anew."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.arrays import to_arrays
from planner.kernels.facts import facts_of
from planner.problem import Band, Opening
from planner.search.model import to_model
from planner.search.tours import (
    NEVER,
    copy_tours,
    cut,
    empty_tours,
    leave_by,
    load_day,
    put_in,
    retime,
    ride_between,
    start_by,
    start_within,
)
from planner.timing import schedule
from tests.planner.problems import make_problem, make_task, problems

PATIENT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def opened(problem):
    model = to_model(to_arrays(problem), facts_of(problem))
    return model, empty_tours(model)


def times(tours, day):
    size = int(tours.size[day])
    return tours.order[day, :size].tolist(), tours.start[day, :size].tolist(), tours.latest[day, :size].tolist()


@PATIENT
@given(problems(), st.data())
def test_putting_in_and_cutting_leaves_the_times_of_a_day_worked_out_anew(problem, data):
    model, tours = opened(problem)
    for task in range(len(problem.tasks)):
        size = int(tours.size[0])
        position = data.draw(st.integers(0, size))
        order = tours.order[0, :size].tolist()
        tried = [*order[:position], task, *order[position:]]
        if schedule(problem, 0, tried) is not None:
            put_in(model, tours, task, 0, position)
            assert times(tours, 0)[0] == tried
    fresh = empty_tours(model)
    assert load_day(model, fresh, 0, tours.order[0, : tours.size[0]].copy())
    assert times(fresh, 0) == times(tours, 0)
    assert fresh.sums.tolist() == tours.sums.tolist()
    assert times(tours, 0)[1] == list((schedule(problem, 0, times(tours, 0)[0]) or []).starts if tours.size[0] else [])
    while tours.size[0]:
        first = data.draw(st.integers(0, int(tours.size[0]) - 1))
        cut(model, tours, 0, first, data.draw(st.integers(1, int(tours.size[0]) - first)))
        assert retime(model, tours, 0)
    empty = empty_tours(model)
    for name in ("sums", "visits", "spent", "meals", "keys", "there", "alike", "where"):
        assert getattr(tours, name).tolist() == getattr(empty, name).tolist(), name


@PATIENT
@given(problems(), st.data())
def test_the_latest_start_is_the_last_that_leaves_the_rest_of_the_day_in_time(problem, data):
    model, tours = opened(problem)
    for task in range(len(problem.tasks)):
        if schedule(problem, 0, [*tours.order[0, : tours.size[0]].tolist(), task]) is not None:
            put_in(model, tours, task, 0, int(tours.size[0]))
    order, starts, latest = times(tours, 0)
    for position, (task, start, last) in enumerate(zip(order, starts, latest, strict=True)):
        assert start <= last
        for begin, fits in ((last, True), (last + 5, False)):
            row = task * len(problem.days)
            spans = model.openings[model.opening_at[row] : model.opening_at[row + 1]]
            if start_within(spans, problem.tasks[task].minutes, 5, begin) == begin:
                assert rest_fits(problem, order[position:], begin) is fits


def step(problem, here, there):
    """Minutes of travel, rounded up to the grid of five."""
    return -(-problem.minutes[here][there] // 5) * 5


def rest_fits(problem, order, begin):
    """Whether a day goes on to its end when the first of `order` begins then."""
    frame, now, here = problem.days[0], begin, None
    for index in order:
        task = problem.tasks[index]
        if here is not None:
            now += step(problem, here, task.location)
            starts = [
                start
                for first, last, close in task.openings[0]
                if (start := max(first, now)) <= last and start + task.minutes <= close
            ]
            if not starts:
                return False
            now = min(starts)
        now, here = now + task.minutes, task.location
    return now + step(problem, here, frame.base) <= frame.end


def test_starts_are_on_the_grid_where_the_opening_allows():
    spans = np.array([[600, 660, 800], [840, 900, 1000]], dtype=np.int32)
    assert start_within(spans, 60, 5, 500) == 600
    assert start_within(spans, 60, 5, 602) == 605
    assert start_within(spans, 60, 5, 661) == 840
    assert start_within(spans, 200, 5, 601) == NEVER
    assert start_by(spans, 60, 5, 850) == 850
    assert start_by(spans, 60, 5, 853) == 850
    assert start_by(spans, 60, 5, 839) == 660
    assert start_by(spans, 60, 5, 599) == -NEVER


def test_travel_by_the_hour_is_looked_up_both_ways():
    travel = np.array([[[0, 10], [10, 0]], [[0, 30], [30, 0]]], dtype=np.int32)
    bands = np.array([0, 480], dtype=np.int32)
    assert ride_between(travel, bands, 0, 1, 479) == 10
    assert ride_between(travel, bands, 0, 1, 480) == 30
    assert leave_by(travel, bands, 0, 1, 520) == 490
    assert leave_by(travel, bands, 0, 1, 500) == 479
    assert leave_by(travel, bands, 0, 1, 400) == 390


def test_a_copy_is_its_own():
    model, tours = opened(make_problem([make_task("a", 1), make_task("b", 2)]))
    put_in(model, tours, 0, 0, 0)
    other = empty_tours(model)
    copy_tours(tours, other)
    put_in(model, other, 1, 0, 1)
    assert times(tours, 0)[0] == [0]
    assert times(other, 0)[0] == [0, 1]


def test_an_order_that_does_not_fit_is_not_loaded():
    late = make_task("late", 1, openings=((Opening(600, 600, 700),),))
    model, tours = opened(make_problem([late, make_task("early", 2, openings=((Opening(540, 560, 700),),))]))
    assert not load_day(model, tours, 0, np.array([0, 1], dtype=np.int32))
    assert tours.size[0] == 0
    assert load_day(model, tours, 0, np.array([0], dtype=np.int32))


def test_rush_hours_are_part_of_the_times():
    slow = ((0, 60), (60, 0))
    problem = make_problem([make_task("a", 1)], bands=(Band(545, slow),))
    model, tours = opened(problem)
    put_in(model, tours, 0, 0, 0)
    assert times(tours, 0)[1] == [550]
    assert rest_fits(problem, [0], int(tours.latest[0, 0]))
    assert int(tours.latest[0, 0]) + 60 + 60 <= problem.days[0].end
