from hypothesis import given
from hypothesis import strategies as st

from planner.problem import Opening
from planner.timing import schedule
from tests.planner.problems import make_meal, make_problem, make_task


def test_stops_start_when_the_place_opens_and_one_has_arrived():
    late = make_task("late", 2, openings=((Opening(660, 1020, 1080),),))
    problem = make_problem([make_task("early", 1), late])
    line = schedule(problem, 0, [0, 1])
    assert line.starts == (550, 660)
    assert (line.leave, line.back, line.travel, line.wait) == (540, 740, 40, 40)


def test_one_long_wait_counts_more_than_two_short_ones():
    def wait(*starts):
        tasks = [make_task(f"t{n}", 0, openings=((Opening(at, at, 1290),),)) for n, at in enumerate(starts)]
        return schedule(make_problem(tasks), 0, range(len(tasks))).wait

    assert wait(540, 690, 840) == 180
    assert wait(540, 600, 840) == 180 + 2 * 90


def test_a_lunch_closure_moves_the_visit_to_the_afternoon():
    split = make_task("church", 1, openings=((Opening(540, 600, 660), Opening(900, 1000, 1080)),), minutes=60)
    first = make_task("museum", 1, minutes=120)
    assert schedule(make_problem([first, split]), 0, [0, 1]).starts == (550, 900)


def test_no_schedule_when_the_base_would_be_reached_too_late():
    problem = make_problem([make_meal("dinner", 3), make_task("bar", 3, openings=((Opening(1210, 1230, 1300),),))])
    assert schedule(problem, 0, [0, 1]) is None
    assert schedule(problem, 0, [0]) is not None


@given(st.lists(st.integers(0, 4), unique=True, max_size=5), st.integers(1, 24))
def test_starts_are_on_five_minute_marks(order, pace):
    minutes = tuple(tuple(pace * abs(a - b) for b in range(6)) for a in range(6))
    problem = make_problem([make_task(f"t{n}", n + 1, minutes=30) for n in range(5)], minutes=minutes)
    line = schedule(problem, 0, order)
    assert line is None or all(start % 5 == 0 for start in line.starts)
