from planner.search.chance import seeded
from planner.search.engine import prepare
from planner.search.recreate import desk_for, recreate
from planner.search.ruin import ruin
from planner.search.tours import copy_tours, empty_tours
from tests.planner.problems import make_problem, make_task


def test_strings_of_neighbours_are_taken_out_and_at_times_from_several_days():
    tasks = [make_task(f"t{n}", 1 + n % 4, 3, minutes=30) for n in range(1, 16)]
    facts, model, way, _ = prepare(make_problem(tasks, days=3))
    full, chance = empty_tours(model), seeded(2)
    recreate(facts, model, full, way, desk_for(*model.prize.shape), chance)
    stops = int(full.size.sum())
    assert stops == 15
    touched = set()
    for _ in range(40):
        tours = empty_tours(model)
        copy_tours(full, tours)
        assert ruin(model, tours, way, chance)
        assert tours.size.sum() <= stops
        assert tours.size.sum() == (tours.where >= 0).sum()
        touched.add(int((tours.size < full.size).sum()))
    assert {1, 2} <= touched
