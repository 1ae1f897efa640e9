from evals.suites.toptw.check import score_of
from evals.suites.toptw.sample import TOWNS, make_instance


def test_towns_differ_and_some_of_each_can_be_visited():
    instances = [make_instance(town) for town in TOWNS]
    assert len({instance.points for instance in instances}) == len(TOWNS)
    for instance in instances:
        alone = [n for n in range(1, len(instance.points)) if feasible(instance, n)]
        assert len(alone) > len(instance.points) / 4


def feasible(instance, point):
    try:
        return score_of(instance, [[point]]) > 0
    except ValueError:
        return False
