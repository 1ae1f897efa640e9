from __future__ import annotations

import pytest

from evals.harness.run_folder import RECORDS, NoRun, RunFolder, append, write_lines
from evals.harness.suite import Record


def test_records_are_appended_and_a_half_line_is_none(tmp_path):
    folder = RunFolder(tmp_path / "run")
    folder.begin({"suite": "sums"})
    with folder.open_records() as file:
        append(file, Record(key="1", id="a", output={"text": "zwei\nZeilen"}))
        append(file, Record(key="2", id="b"))
        file.write(b'{"key": "3", "id"')
    assert [record.id for record in folder.records()] == ["a", "b"]
    assert folder.records()[0].output == {"text": "zwei\nZeilen"}
    folder.keep(folder.records()[1:])
    assert (folder.path / RECORDS).read_text().count("\n") == 1


def test_another_suites_run_and_a_folder_of_something_else_are_refused(tmp_path):
    RunFolder(tmp_path / "run").begin({"suite": "sums"})
    RunFolder(tmp_path / "run").begin({"suite": "sums"})
    with pytest.raises(NoRun, match=r"--out.*'sums', not of 'intent'"):
        RunFolder(tmp_path / "run").begin({"suite": "intent"})
    (tmp_path / "photo.jpg").touch()
    with pytest.raises(NoRun, match=r"--out.*neither empty"):
        RunFolder(tmp_path).begin({"suite": "sums"})


def test_no_run_says_what_is_missing(tmp_path):
    with pytest.raises(NoRun, match=r"run\.json"):
        RunFolder(tmp_path / "nowhere").facts()
    RunFolder(tmp_path / "run").begin({"suite": "sums"})
    with pytest.raises(NoRun, match=r"metrics\.json of a finished run"):
        RunFolder(tmp_path / "run").metrics()


def test_lines_for_a_suite_of_its_own(tmp_path):
    write_lines(tmp_path / "plans.jsonl", [{"a": "é"}, [1]])
    assert (tmp_path / "plans.jsonl").read_text(encoding="utf-8") == '{"a": "é"}\n[1]\n'
