from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

import planner
from planner.explain import explain, minimal_conflict
from planner.problem import MUST_PRIZE, Opening, Stop
from tests.planner.problems import make_problem, make_task

QUICK = Stop(seconds=5, solutions=10)


def must(name, location, opening, score):
    return make_task(name, location, openings=((opening,),), prize=MUST_PRIZE, scores=(score,))


async def solve(problem, stop, seed):
    return planner.solve(problem, stop, seed)


async def test_only_the_wishes_that_collide_are_named_and_the_cheapest_way_out_comes_first():
    noon = Opening(720, 730, 800)
    problem = make_problem(
        [must("opera", 1, noon, 9_000), must("parade", 4, noon, 2_000), must("park", 2, Opening(900, 1000, 1080), 100)]
    )
    conflict = await explain(problem, solve, QUICK, 0)
    assert conflict is not None
    assert set(conflict.wishes) == {"town/opera", "town/parade"}
    assert conflict.ways_out == ("town/parade", "town/opera")


async def test_no_conflict_where_all_fits():
    problem = make_problem([must("opera", 1, Opening(720, 730, 800), 1), make_task("park", 2)])
    assert await explain(problem, solve, QUICK, 0) is None


@st.composite
def wishes_and_conflicts(draw):
    """Wishes, and sets of them that cannot be had together."""
    wishes = [f"w{n}" for n in range(draw(st.integers(1, 6)))]
    conflicts = draw(st.lists(st.frozensets(st.sampled_from(wishes), min_size=1), max_size=4))
    return wishes, conflicts


@given(wishes_and_conflicts())
async def test_a_conflict_does_not_fit_and_each_part_of_it_does(case):
    wishes, impossible = case
    asked = []

    async def fits(some: frozenset[str]) -> bool:
        asked.append(some)
        return not any(conflict <= some for conflict in impossible)

    found = await minimal_conflict(wishes, fits)
    assert len(asked) == len(set(asked))
    if found is None:
        assert await fits(frozenset(wishes))
        return
    assert not await fits(frozenset(found))
    for size in range(len(found)):
        for some in combinations(found, size):
            assert await fits(frozenset(some))
            assert frozenset(some) not in impossible
