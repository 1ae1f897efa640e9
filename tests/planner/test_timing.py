from hypothesis import given
from hypothesis import strategies as st

from domain.itinerary import Purpose
from planner.problem import Band, Opening, Way
from planner.timing import leg_ways, schedule
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


def test_a_taxi_is_taken_only_where_the_day_could_not_be_kept_otherwise():
    taxi = Way(((0, 4, 4), (4, 0, 4), (4, 4, 0)), ((0, 900, 900), (900, 0, 900), (900, 900, 0)))
    easy = make_problem([make_task("a", 1), make_task("b", 2)], ways=(taxi,))
    line = schedule(easy, 0, [0, 1])
    assert (line.fares, leg_ways(easy, 0, line)) == (0, (0, 0, 0))
    late = make_task("b", 2, openings=((Opening(540, 615, 1080),),))
    hurried = make_problem([make_task("a", 1), late], ways=(taxi,))
    line = schedule(hurried, 0, [0, 1])
    assert line.starts[1] <= 615
    assert (line.fares, sum(leg_ways(hurried, 0, line))) == (900, 1)


def test_a_dear_minute_makes_the_taxi_the_usual_way():
    taxi = Way(((0, 4), (4, 0)), ((0, 10), (10, 0)))
    problem = make_problem([make_task("a", 1)], ways=(taxi,))
    assert leg_ways(problem, 0, schedule(problem, 0, [0])) == (1, 1)


def test_a_visit_is_shortened_no_more_than_the_next_one_needs():
    tasks = [make_task("long", 1, minutes=120, least=60), make_task("next", 2, openings=((Opening(540, 640, 1080),),))]
    line = schedule(make_problem(tasks), 0, [0, 1])
    assert (line.minutes, line.starts) == ((80, 60), (550, 640))
    assert schedule(make_problem(tasks), 0, [0]).minutes == (120,)


def test_the_rush_hour_takes_longer_and_setting_out_after_it_never_arrives_earlier():
    rush = Band(600, tuple(tuple(4 * abs(a - b) * 10 for b in range(3)) for a in range(3)))
    calm = Band(660, tuple(tuple(10 * abs(a - b) for b in range(3)) for a in range(3)))
    problem = make_problem([make_task("a", 1), make_task("b", 2)], bands=(rush, calm))
    assert schedule(problem, 0, [0, 1]).starts == (550, 610 + 40)
    assert schedule(problem, 0, [0, 1], [90, 60]).starts == (550, 640 + 30), "who waits for the end of the rush"


def test_a_day_may_end_at_another_base():
    problem = make_problem([make_task("a", 1), make_task("b", 2)], finish=2)
    assert (schedule(problem, 0, [0, 1]).back, schedule(problem, 0, [0, 1]).travel) == (680, 20)


def test_luggage_comes_first_and_after_lunch_is_after_lunch():
    drop = make_task("drop", 1, minutes=15, first=True)
    walk = make_task("walk", 2, after_meal=Purpose.LUNCH)
    problem = make_problem([drop, walk, make_meal("inn", 3)])
    assert schedule(problem, 0, [1, 0]) is None
    assert schedule(problem, 0, [0, 1, 2]) is None
    assert schedule(problem, 0, [0, 2, 1]) is not None
    assert schedule(problem, 0, [0, 1]) is not None
