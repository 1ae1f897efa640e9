import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.refinement.limits import with_hours, with_pace, within_days
from domain.errors import Infeasible
from domain.request import DayLimit, Pace
from tests.agents.optimisation.trips import make_trip_request

REQUEST = make_trip_request("rome", days=4)


def test_a_day_gets_hours_of_its_own_beside_its_pace():
    changed = with_hours(with_pace(REQUEST, 2, Pace.RELAXED), 2, 600, None)
    assert changed.day_limits == (DayLimit(day=2, start_min=600, pace=Pace.RELAXED),)
    assert (changed.day_start_min, changed.pace) == (REQUEST.day_start_min, REQUEST.pace)


def test_what_is_said_of_every_day_ends_the_exceptions_to_it_only():
    own = with_hours(with_pace(REQUEST, 2, Pace.FAST), 3, 420, 1320)
    changed = with_pace(with_hours(own, None, 600, None), None, Pace.RELAXED)
    assert changed.day_limits == (DayLimit(day=3, end_min=1320),)
    assert (changed.day_start_min, changed.pace) == (600, Pace.RELAXED)


def test_days_that_are_no_more_take_their_limits_along():
    own = with_hours(with_hours(REQUEST, 2, 600, None), 4, 660, None)
    assert [limit.day for limit in within_days(own, 3).day_limits] == [2]


@pytest.mark.parametrize(("day", "start", "end"), [(2, 1200, None), (2, None, 600), (None, 1200, None), (1, 800, 850)])
def test_a_day_of_less_than_two_hours_is_refused(day, start, end):
    with pytest.raises(Infeasible, match="two hours"):
        with_hours(REQUEST, day, start, end)


_days = st.none() | st.integers(1, 4)
_said = st.tuples(_days, st.none() | st.integers(300, 700), st.none() | st.integers(1100, 1500), st.sampled_from(Pace))


@given(st.lists(_said, max_size=6))
def test_whatever_was_said_the_request_stays_valid_and_the_last_word_holds(said):
    request = REQUEST
    for day, start, end, pace in said:
        request = with_pace(with_hours(request, day, start, end), day, pace)
        assert type(request).model_validate(request.model_dump()) == request
        limit = next((limit for limit in request.day_limits if limit.day == day), None)
        assert pace is (request.pace if limit is None else limit.pace)
