from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.punctuality import Course, Visit, on_time, simulate

DRAWS = 20_000
WITHIN = 0.03


@st.composite
def courses(draw) -> Course:
    """Days with and without slack, deadlines near and far, journeys that may be late."""
    leave = now = draw(st.integers(480, 660))
    visits = []
    for _ in range(draw(st.integers(1, 7))):
        way, minutes = draw(st.integers(1, 45)), draw(st.integers(20, 180))
        start = now + way + draw(st.sampled_from([0, 0, 5, 15, 40]))
        begin = start + draw(st.sampled_from([0, 5, 20, 60, 400]))
        visits.append(
            Visit(
                way=way,
                way_spread=draw(st.sampled_from([0.0, 0.1, 0.2, 0.3])),
                start=start,
                minutes=minutes,
                least=max(5, int(minutes * draw(st.sampled_from([0.4, 0.7, 1.0])))),
                spread=draw(st.sampled_from([0.05, 0.2, 0.35])),
                begin=begin,
                close=max(start + minutes, begin) + draw(st.sampled_from([0, 30, 500])),
            )
        )
        now = start + minutes
    back = draw(st.integers(1, 40))
    return Course(
        leave=leave,
        visits=tuple(visits),
        back=back,
        back_spread=0.2,
        due=now + back + draw(st.sampled_from([0, 10, 60, 200])),
        before=draw(st.sampled_from([0, 0, 180])),
        before_spread=0.08,
        slack=draw(st.integers(0, 30)),
    )


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(courses())
def test_the_fast_way_agrees_with_random_days_within_three_points(course):
    assert abs(on_time(course).chance - simulate(course, DRAWS, seed=7)) <= WITHIN


@settings(max_examples=60, deadline=None, derandomize=True)
@given(courses())
def test_what_is_lost_and_what_is_kept_are_everything(course):
    found = on_time(course)
    assert len(found.lost) == len(course.visits) + 1
    assert abs(found.chance + sum(found.lost) - 1) < 1e-6


def make_visit(**changes) -> Visit:
    fields = {
        "way": 20,
        "way_spread": 0.2,
        "start": 600,
        "minutes": 60,
        "least": 30,
        "spread": 0.2,
        "begin": 700,
        "close": 900,
    }
    return Visit(**(fields | changes))


def test_a_day_of_clockwork_goes_to_plan():
    steady = make_visit(way_spread=0.0, spread=0.0)
    course = Course(leave=580, visits=(steady,), back=20, back_spread=0.0, due=680)
    assert on_time(course).chance == 1.0
    assert on_time(course).weakest is None


def test_the_weakest_stop_is_the_one_with_no_slack():
    tight = make_visit(start=680, begin=680)
    course = Course(leave=580, visits=(make_visit(), tight), back=20, back_spread=0.2, due=1200)
    found = on_time(course)
    assert found.weakest == 1
    assert 0.2 < found.lost[1] < 0.8


def test_a_late_train_makes_the_first_visit_late():
    course = Course(leave=580, visits=(make_visit(begin=600),), back=20, back_spread=0.2, due=1200)
    late = Course(
        leave=580, visits=(make_visit(begin=600),), back=20, back_spread=0.2, due=1200, before=300, before_spread=0.1
    )
    assert on_time(late).chance < on_time(course).chance


def test_more_time_before_closing_is_never_a_loss():
    chances = [
        on_time(Course(leave=580, visits=(make_visit(begin=600 + slack),), back=20, back_spread=0.2, due=1200)).chance
        for slack in range(0, 60, 10)
    ]
    assert chances == sorted(chances)
