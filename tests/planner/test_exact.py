from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exact import MOST_APPOINTMENTS, NO_WAY, Appointment, Kept, Round, TooMany, best_round


@st.composite
def rounds(draw) -> Round:
    """Up to five appointments with one or two windows each, some of them out of reach."""
    size = draw(st.integers(0, 5))
    appointments = []
    for location in range(1, size + 1):
        starts = draw(st.lists(st.integers(0, 200), min_size=1, max_size=2))
        windows = tuple((first, first + draw(st.integers(0, 90))) for first in starts)
        appointments.append(Appointment(location, draw(st.integers(0, 60)), windows, draw(st.integers(1, 3))))
    way = st.one_of(st.integers(0, 50), st.just(NO_WAY))
    minutes = tuple(tuple(0 if a == b else draw(way) for b in range(size + 1)) for a in range(size + 1))
    return Round(0, draw(st.integers(0, 60)), tuple(appointments), minutes)


def walked(problem: Round, order: tuple[int, ...]) -> tuple[int, int, int] | None:
    """(prize, -end, -travel) of keeping all of these in this order, each as early as can be."""
    here, now, travel, prize = problem.base, problem.start, 0, 0
    for number in order:
        appointment = problem.appointments[number]
        way = problem.minutes[here][appointment.location]
        fits = [max(now + way, a) for a, b in appointment.windows if max(now + way, a) + appointment.minutes <= b]
        if way >= NO_WAY or not fits:
            return None
        here, now, travel = appointment.location, min(fits) + appointment.minutes, travel + way
        prize += appointment.prize
    return prize, -now, -travel


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_no_order_of_any_choice_is_better(problem: Round):
    size = range(len(problem.appointments))
    orders = [order for count in size for order in permutations(size, count + 1)]
    best = max((value for order in orders if (value := walked(problem, order))), default=None)
    kept = best_round(problem)
    assert (walked(problem, tuple(k.number for k in kept)) if kept else None) == best


def test_times_are_told():
    problem = Round(
        0, 10, (Appointment(1, 20, ((50, 90),)), Appointment(2, 5, ((0, 200),))), ((0, 5, 9), (5, 0, 7), (9, 7, 0))
    )
    assert best_round(problem) == (Kept(1, 19, 19, 24), Kept(0, 31, 50, 70))


def test_a_dozen_with_wide_windows():
    size = 12
    minutes = tuple(tuple(abs(a - b) for b in range(size + 1)) for a in range(size + 1))
    appointments = tuple(Appointment(place, 10, ((0, 1_000),)) for place in range(1, size + 1))
    kept = best_round(Round(0, 0, appointments, minutes))
    assert [k.number for k in kept] == list(range(size))
    assert kept[-1].end == 12 * 10 + 12


@settings(max_examples=40, deadline=None)
@given(rounds(), st.integers(1, 8))
def test_a_narrow_search_keeps_to_the_rules(problem: Round, width: int):
    kept = best_round(problem, width)
    prizes = sum(problem.appointments[k.number].prize for k in kept)
    assert prizes <= sum(problem.appointments[k.number].prize for k in best_round(problem))
    assert not kept or walked(problem, tuple(k.number for k in kept)) is not None


def test_a_narrow_search_takes_any_number():
    size = 30
    minutes = tuple(tuple(abs(a - b) for b in range(size + 1)) for a in range(size + 1))
    appointments = tuple(Appointment(place, 5, ((10 * place, 10 * place + 12),)) for place in range(1, size + 1))
    assert len(best_round(Round(0, 0, appointments, minutes), width=50)) == size


def test_too_many_are_refused():
    with pytest.raises(TooMany):
        best_round(Round(0, 0, (Appointment(0, 1, ((0, 9),)),) * (MOST_APPOINTMENTS + 1), ((0,),)))
