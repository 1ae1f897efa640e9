"""The quick look for a position and the thorough one agree where both may be asked."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.search.chance import seeded
from planner.search.engine import prepare
from planner.search.places import NOWHERE, any_place, plain_place
from planner.search.tours import empty_tours, put_in
from planner.timing import schedule
from tests.planner.problems import problems


@settings(max_examples=40, deadline=None)
@given(problems(), st.floats(0, 40))
def test_both_ways_find_the_cheapest_position_that_fits(problem, push):
    _, model, way, _ = prepare(problem)
    tours = empty_tours(model)
    for task in range(len(problem.tasks)):
        if not problem.tasks[task].openings[0]:
            continue
        size = int(tours.size[0])
        span = model.openings[
            model.opening_at[task * len(problem.days)] : model.opening_at[task * len(problem.days) + 1]
        ]
        day = (model.day_from[0], model.day_to[0], model.day_start[0], model.day_end[0])
        ends = [int(value) for value in day]
        shared = (int(model.location[task]), int(model.minutes[task]))
        cost_of = (
            way.travel,
            push,
            way.not_at_best,
            int(model.best_first[task]),
            int(model.best_end[task]),
            0.0,
            seeded(1),
        )
        thorough = any_place(
            tours.order, tours.start, tours.latest, 0, size, 0, size, model.location, model.minutes, model.travel,
            model.band_starts, *ends, *shared, span, model.grid, *cost_of,
        )  # fmt: skip
        order = tours.order[0, :size].tolist()
        fitting = [at for at in range(size + 1) if schedule(problem, 0, [*order[:at], task, *order[at:]])]
        assert (thorough[1] == NOWHERE) == (not fitting)
        if model.plain[task, 0]:
            first, last = int(model.first[task, 0]), int(model.last[task, 0])
            quick = plain_place(
                tours.order, tours.start, tours.latest, 0, size, 0, model.location, model.minutes, model.travel[0],
                *ends, *shared, first, last, *cost_of,
            )  # fmt: skip
            assert quick[1] == thorough[1]
            assert np.isclose(quick[0], thorough[0])
        if fitting:
            assert thorough[1] in fitting
            put_in(model, tours, task, 0, thorough[1])
