from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

from evals.harness.fingerprint import machine, options_hash, source_hash
from evals.harness.suite import Options
from evals.suites.intent.suite import SUITE as INTENT
from infra.settings import ROOT
from tests.evals.harness import sums, test_mutation


def test_the_source_is_the_same_until_the_code_is_another():
    assert source_hash(sums.SUITE) == source_hash(replace(sums.SUITE, name="other", about="words"))
    assert source_hash(sums.SUITE) != source_hash(INTENT)
    other_task = replace(sums.SUITE, task=test_mutation.add_as_well)
    assert source_hash(sums.SUITE) != source_hash(other_task)
    assert source_hash(other_task) == source_hash(replace(sums.SUITE, task=partial(test_mutation.add_as_well)))


def test_data_seed_seconds_and_tape_count_and_the_number_of_samples_does_not(tmp_path):
    first = options_hash(Options())
    assert first == options_hash(Options(limit=3, repeats=2))
    assert len({first, options_hash(Options(seed=1)), options_hash(Options(seconds=1))}) == 3
    (tmp_path / "table.csv").write_text("a")
    with_data = options_hash(Options(data=tmp_path))
    assert with_data == options_hash(Options(data=tmp_path))
    (tmp_path / "table.csv").write_text("ab")
    assert with_data != options_hash(Options(data=tmp_path))
    tape = tmp_path / "a.tape"
    tape.write_text("{}")
    played = options_hash(Options(model=f"tape:{tape}"))
    tape.write_text("{ }")
    assert played != options_hash(Options(model=f"tape:{tape}"))


def test_a_machine_is_described_without_its_names_and_paths():
    found = machine()
    assert found["cores"] >= 1
    assert str(ROOT) not in json.dumps(found)
