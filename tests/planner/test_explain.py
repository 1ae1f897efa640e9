import planner
from planner.explain import explain
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
