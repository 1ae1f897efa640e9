from __future__ import annotations

import pytest
from pydantic import ValidationError

from evals.harness.suite import Options, Record, Sample, Score, Suite
from tests.evals.harness import sums


def test_a_suite_takes_ten_lines():
    suite: Suite[tuple[int, ...], int, int] = Suite(
        name="tiny",
        about="One sum.",
        load=lambda options: [Sample("one", (1, 1), 2)],
        task=sums.add,
        scorers=(sums.right,),
    )
    assert [sample.id for sample in suite.load(Options())] == ["one"]


def test_a_mark_is_a_share_and_a_measurement_may_be_anything():
    assert Score(name="a", value=1).is_full
    assert not Score(name="a", value=0.99).is_full
    assert Score(name="a", value=7, unit="min").is_full
    with pytest.raises(ValidationError, match=r"mark in 0\.\.1"):
        Score(name="a", value=1.2)
    with pytest.raises(ValidationError):
        Score(name="a", value=float("nan"), unit="min")


@pytest.mark.parametrize("field", ["limit", "repeats", "seconds", "seed"])
def test_options_refuse_what_makes_no_sense(field):
    with pytest.raises(ValidationError, match=field):
        Options(**{field: -1})


def test_a_record_gives_a_score_by_name():
    record = Record(key="k", id="a", scores=(Score(name="right", value=0.5),))
    assert record.value("right") == 0.5
    assert record.value("wrong") is None
    assert Record.model_validate_json(record.model_dump_json()) == record
