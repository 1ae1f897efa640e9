from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.harness.mutation import mutate
from evals.harness.suite import Context, Options, Record, Sample
from evals.harness.work import score_all
from evals.suites.travelplanner.commonsense import COMMONSENSE
from evals.suites.travelplanner.scorers import HARD, Case, Output, Target, metrics
from evals.suites.travelplanner.suite import SUITE, doctor, load, plan, write


@pytest.fixture(scope="module")
def answered() -> list[tuple[Output, Sample[Case, Target]]]:
    return [(plan(sample, Context(Options())), sample) for sample in load(Options())]


async def test_every_query_of_the_sample_is_answered_in_full(
    answered: list[tuple[Output, Sample[Case, Target]]],
) -> None:
    assert len(answered) >= 10
    for output, sample in answered:
        scores, failure = await score_all(SUITE.scorers, output, sample)
        assert not failure
        assert [f"{score.name}: {score.explanation}" for score in scores if not score.is_full] == [], sample.id
        assert output["read"] == sample.target["facts"]
        assert bool(output["note"]) == (sample.target["possible"] is False)


async def test_every_corruption_is_noticed_and_every_rule_notices_one(
    answered: list[tuple[Output, Sample[Case, Target]]],
) -> None:
    found = await mutate(SUITE.scorers, answered, SUITE.corruptions)
    assert found.survivors == ()
    assert found.untried == ()
    lost = {name for mutant in found.mutants for name in mutant.lost}
    assert lost >= {*COMMONSENSE, *HARD, "final_pass"}


def test_the_words_are_enough(tmp_path: Path, answered: list[tuple[Output, Sample[Case, Target]]]) -> None:
    bare = tmp_path / "bare.jsonl"
    bare.write_text("".join(json.dumps({"query": sample.input["query"]}) + "\n" for _, sample in answered[:3]))
    again = [plan(sample, Context(Options())) for sample in load(Options(queries=bare))]
    assert [output["plan"] for output in again] == [output["plan"] for output, _ in answered[:3]]


async def test_what_cannot_be_read_scores_nothing(tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("purple monkey dishwasher\n")
    (sample,) = load(Options(queries=odd))
    output = plan(sample, Context(Options()))
    assert output["plan"] is None
    scores, _ = await score_all(SUITE.scorers, output, sample)
    assert {score.value for score in scores} == {0.0}


def record(index: int, output: Output, **values: float) -> Record:
    scores = tuple({"name": name, "value": value} for name, value in values.items())
    return Record.model_validate(
        {
            "key": str(index),
            "id": str(index),
            "input": {"query": f"Q{index}"},
            "metadata": {"index": index},
            "output": output,
            "scores": scores,
        }
    )


def test_plans_are_written_in_the_order_of_the_queries(tmp_path: Path) -> None:
    write([record(1, {"plan": None, "note": "no way"}), record(0, {"plan": [{"days": 1}], "note": ""})], tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "plans.jsonl").read_text().splitlines()]
    assert rows == [
        {"idx": 1, "query": "Q0", "plan": [{"days": 1}]},
        {"idx": 2, "query": "Q1", "plan": None, "note": "no way"},
    ]


def test_metrics_are_the_benchmark_s() -> None:
    full = dict.fromkeys(COMMONSENSE, 1.0)
    good = record(0, {}, delivered=1, **full, budget=1, cuisine=1, final_pass=1)
    poor = record(1, {}, delivered=1, **{**full, "complete": 0.0}, budget=0, final_pass=0)
    assert metrics([good, poor]) == {
        "delivery_rate": 1.0,
        "commonsense_micro": 15 / 16,
        "commonsense_macro": 0.5,
        "hard_micro": 2 / 3,
        "hard_macro": 0.5,
        "final_pass_rate": 0.5,
    }


def test_the_doctor_knows_a_witness_from_a_conflict() -> None:
    found = {sample.id: doctor(sample, Context(Options())) for sample in load(Options())}
    assert all(case.fair for case in found.values())
    assert {case.how for case in found.values()} == {"witness", "conflict"}
