from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evals.harness.runner import Runner
from evals.harness.suite import Context, Options, Record, Score
from evals.suites.naturalplan.files import load
from evals.suites.naturalplan.parse import stays_in_answer
from evals.suites.naturalplan.suite import ANSWERS, SUITE, doctor, metrics
from tests.evals.suites.naturalplan.tasks import IMPOSSIBLE, TRIP


def record(name, kind, text, value, *, impossible=False, target=True):
    made = Record(
        key=name,
        id=name,
        target={"kind": kind, "stays": [["Bari", 2]] if target else None},
        output={"kind": kind, "text": text, "impossible": impossible},
        metadata={"fields": {"cities": "Bari"}},
    )
    return made.model_copy(update={"scores": (Score(name="solved", value=value),) if target else ()})


def test_rates_over_all_and_over_the_solvable():
    found = metrics([
        record("a", "trip", "x", 1), record("b", "trip", "y", 0), record("c", "trip", "no", 0, impossible=True),
        record("d", "meeting", "z", 1), record("e", "trip", "q", 0, target=False),
    ])  # fmt: skip
    assert found["trip_solve_rate"] == pytest.approx(1 / 3)
    assert found["trip_solve_rate_solvable"] == 0.5
    assert (found["trip_impossible"], found["trips"]) == (1.0, 4.0)
    assert found["meeting_solve_rate"] == 1.0
    assert found["solve_rate"] == 0.5
    assert found["solve_rate_solvable"] == pytest.approx(2 / 3)


def test_answers_are_written_beside_the_fields_of_their_tasks(tmp_path):
    assert SUITE.write is not None
    SUITE.write([record("a", "trip", "a plan", 1)], tmp_path)
    assert json.loads((tmp_path / ANSWERS).read_text()) == {
        "a": {"cities": "Bari", "pred": "a plan", "pred_5shot_pro": "a plan"}
    }


async def test_our_own_sample_is_fair():
    cases = [await doctor(one, Context(Options())) for one in load(Options())]
    assert all(case.fair for case in cases)
    assert {case.how for case in cases} == {"witness", "conflict"}


def test_the_suite_runs_from_a_file_to_its_answers(tmp_path):
    queries = tmp_path / "queries.json"
    queries.write_text(json.dumps({"a": {"prompt_0shot": TRIP}, "b": {"prompt_0shot": IMPOSSIBLE}}))
    run = Runner(None).run(replace(SUITE, processes=1), Options(queries=queries), tmp_path / "run")
    answers = json.loads((tmp_path / "run" / ANSWERS).read_text())
    assert stays_in_answer(answers["a"]["pred"]) == [("Bergen", 3), ("Ghent", 4), ("Turin", 5)]
    assert "no such trip" in answers["b"]["pred"]
    assert (run.metrics["errors"], run.metrics["trip_impossible"]) == (0, 1)
    assert "solve_rate" not in run.metrics
