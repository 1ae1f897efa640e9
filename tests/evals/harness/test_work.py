from __future__ import annotations

import asyncio
from dataclasses import replace

from evals.harness.suite import Options, Sample, Score
from evals.harness.work import COMPLETED, Job, scorer_name, work
from tests.evals.harness import sums


def job(target: int = 3, **metadata: str) -> Job:
    return Job("key", Sample("s", (1, 2), target, metadata), Options(seed=4), seed=4)


def done(suite, given: Job):
    with asyncio.Runner() as runner:
        return work(suite, given, runner)


def test_a_record_has_all_that_happened():
    record = done(sums.SUITE, job())
    assert (record.id, record.key, record.seed, record.output, record.target) == ("s", "key", 4, 3, 3)
    assert [(score.name, score.value) for score in record.scores] == [(COMPLETED, 1), ("right", 1), ("off_by", 0)]
    assert record.value("off_by") == 0
    assert (record.served_by, record.cost_minor) == (("abacus",), 2)
    assert record.seconds > 0
    assert record.error == ""


def test_asynchronous_tasks_are_awaited():
    assert done(replace(sums.SUITE, task=sums.add_slowly), job()).output == 3


def test_a_task_that_fails_is_a_score_of_nothing_and_its_traceback():
    record = done(sums.SUITE, job(do="raise"))
    assert record.value(COMPLETED) == 0
    assert record.scores[0].explanation == "ZeroDivisionError: this sum cannot be done"
    assert "Traceback" in record.error
    assert "in add" in record.error
    assert record.output is None


def test_a_scorer_that_fails_takes_nothing_from_the_others():
    record = done(replace(sums.SUITE, scorers=(sums.broken, sums.right)), job())
    assert [(score.name, score.value) for score in record.scores] == [(COMPLETED, 1), ("broken", 0), ("right", 1)]
    assert "a scorer with a fault" in record.error


def both(output, sample):
    return [Score(name="one", value=1), Score(name="two", value=0)]


def silent(output, sample):
    return None


def test_a_scorer_may_give_several_scores_or_none():
    record = done(replace(sums.SUITE, scorers=(both, silent)), job())
    assert [score.name for score in record.scores] == [COMPLETED, "one", "two"]
    assert scorer_name(both) == "both"
