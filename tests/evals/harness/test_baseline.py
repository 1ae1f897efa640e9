from __future__ import annotations

import pytest

from evals.harness.baseline import bless, columns_of, find_baseline, load_baseline
from evals.harness.run_folder import NoRun, RunFolder
from evals.harness.runner import Runner
from evals.harness.suite import Options, Record, Score
from tests.evals.harness import sums


def test_a_blessed_run_is_found_again_without_the_machines_paths(tmp_path):
    data = tmp_path / "secret-folder"
    data.mkdir()
    run = Runner().run(sums.SUITE, Options(limit=2, data=data), tmp_path / "run")
    assert find_baseline("sums", tmp_path / "baselines") is None
    path = bless(run.folder, tmp_path / "baselines")
    assert "secret-folder" not in path.read_text()
    found = find_baseline("sums", tmp_path / "baselines")
    assert found is not None
    assert found.metrics["right"] == 1
    assert found.columns["off_by"].values == {"sum-1": 0, "sum-4": 0}
    assert (found.columns["off_by"].unit, found.columns["off_by"].better) == ("steps", "lower")


def test_repeats_of_a_sample_are_one_value():
    records = [
        Record(key=str(n), id="a", repeat=n, scores=(Score(name="right", value=value),))
        for n, value in enumerate((1, 0, 0.5))
    ]
    assert columns_of(records)["right"].values == {"a": 0.5}


def test_an_unfinished_run_and_a_file_that_is_none_are_refused(tmp_path):
    RunFolder(tmp_path / "run").begin({"suite": "sums"})
    with pytest.raises(NoRun, match="finished run"):
        bless(RunFolder(tmp_path / "run"), tmp_path)
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(NoRun, match="no baseline"):
        load_baseline(tmp_path / "x.json")
