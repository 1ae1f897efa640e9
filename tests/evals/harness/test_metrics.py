from __future__ import annotations

import pytest

from evals.harness.metrics import harness_metrics, metrics_of, score_table
from evals.harness.suite import Record, Score
from tests.evals.harness import sums


def record(name: str, mark: float | None, **changes) -> Record:
    scores = [Score(name="completed", value=float(mark is not None))]
    if mark is not None:
        scores += [Score(name="right", value=mark), Score(name="off_by", value=3, unit="steps", better="lower")]
    fields = {"key": name, "id": name, "scores": tuple(scores), "seconds": 2, "error": "" if mark is not None else "x"}
    return Record(**(fields | changes))


def test_a_failed_task_counts_nothing_in_every_mark_and_is_left_out_of_measurements():
    records = [record("a", 1), record("b", 0.5), record("c", None)]
    found = harness_metrics(records)
    assert found["right"] == pytest.approx(0.5)
    assert found["off_by"] == 3
    assert found["completed"] == pytest.approx(2 / 3)
    assert (found["samples"], found["errors"], found["seconds_median"], found["seconds_total"]) == (3, 1, 2, 6)
    assert score_table(records)["right"] == {("a", 0): 1, ("b", 0): 0.5, ("c", 0): 0}


def test_a_mark_of_which_less_is_better_is_at_its_worst_in_a_failed_task():
    invented = Score(name="invented", value=0.2, better="lower")
    records = [Record(key="a", id="a", scores=(invented,)), record("b", None)]
    assert score_table(records)["invented"] == {("a", 0): 0.2, ("b", 0): 1.0}


def test_a_score_that_has_no_say_in_a_sample_is_not_counted_there():
    records = [record("a", 1), Record(key="b", id="b", scores=(Score(name="completed", value=1),))]
    assert harness_metrics(records)["right"] == 1


def test_a_cost_is_unknown_as_soon_as_one_is():
    assert harness_metrics([record("a", 1, cost_minor=3), record("b", 1, cost_minor=4)])["cost_minor"] == 7
    assert harness_metrics([record("a", 1, cost_minor=3), record("b", 1, cost_minor=None)])["cost_minor"] is None


def test_the_suites_own_metrics_come_last():
    assert metrics_of(sums.SUITE, [record("a", 1, output=4), record("b", 1, output=5)])["mean_output"] == 4.5
    assert metrics_of(sums.SUITE, [])["samples"] == 0


def test_every_provider_has_its_share_its_time_and_its_price():
    records = [
        record("a", 1, served_by=("gpt-4.1",), cost_minor=3, seconds=1),
        record("b", 0, served_by=("gpt-4.1",), cost_minor=5, seconds=3),
        record("c", 1, served_by=("offline",)),
    ]
    found = harness_metrics(records)
    assert (found["samples_by.gpt-4.1"], found["full_by.gpt-4.1"]) == (2, 0.5)
    assert (found["seconds_by.gpt-4.1"], found["cost_minor_by.gpt-4.1"]) == (2, 4)
    assert found["full_by.offline"] == 1
