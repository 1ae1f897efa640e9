from evals.harness.mutation import mutate
from evals.harness.suite import Context, Options, Record, Score
from evals.suites.toptw.cases import load
from evals.suites.toptw.suite import SUITE, compete, gaps, metrics, valid


def test_the_suite_runs_a_case_and_scores_all_three():
    sample = load(Options())[0]
    output = compete(sample, Context(Options(seconds=0.2)))
    assert set(output) == {"planner", "pyvrp", "ortools"}
    assert valid(output, sample).value == 1
    found = {score.name: score.value for score in gaps(output, sample)}
    assert set(found) == {"gap_pct", "pyvrp_gap_pct", "ortools_gap_pct"}
    assert found["gap_pct"] < 5


async def test_spoilt_answers_lose_points():
    sample = load(Options())[0]
    output = compete(sample, Context(Options(seconds=0.1)))
    mutation = await mutate(SUITE.scorers, [(output, sample)], SUITE.corruptions)
    assert not mutation.survivors
    assert not mutation.untried


def test_tours_that_break_a_rule_count_nothing():
    sample = load(Options())[0]
    assert {score.value for score in gaps({"planner": [[1, 1]]}, sample)} == {100.0}


def test_metrics_are_means_over_all_and_by_group():
    def record(tours, kind, gap, other):
        scores = (Score(name="gap_pct", value=gap, unit="%"), Score(name="pyvrp_gap_pct", value=other, unit="%"))
        return Record(
            key=f"{tours}{kind}", id=f"{tours}{kind}", metadata={"tours": tours, "class": kind}, scores=scores
        )

    found = metrics([record(1, "c1", 1.0, 2.0), record(1, "r2", 0.0, 4.0), record(2, "c1", 2.0, 3.0)])
    assert found["mean_gap_pct"] == 1
    assert found["pyvrp_mean_gap_pct"] == 3
    assert found["mean_gap_pct_m1"] == 0.5
    assert found["mean_gap_pct_c1"] == 1.5
    assert "ortools_mean_gap_pct" not in found
