from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.objective import day_cost, day_value
from planner.timing import day_plan
from tests.planner import reference
from tests.planner.rich import rich_problems


@settings(max_examples=150, deadline=None)
@given(rich_problems(), st.data())
def test_a_day_is_timed_and_valued_as_the_slow_reference_has_it(problem, data):
    day = data.draw(st.integers(0, len(problem.days) - 1))
    chosen = data.draw(st.lists(st.sampled_from(range(len(problem.tasks))), unique=True))
    for order in list(permutations(chosen))[:6]:
        line, right = day_plan(problem, day, order), reference.day_of(problem, day, order)
        assert (line is None) == (right is None)
        if line is not None:
            assert (line.starts, line.minutes, line.back) == (right.starts, right.lengths, right.back)
            assert day_value(problem, day, line) == right.value
            assert day_cost(problem, line) == right.cost
