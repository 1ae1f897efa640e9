"""`./tripwright eval` as it is typed: what goes to standard output, what to standard error, and the exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.__main__ import app
from evals.suites.registry import get_suite
from infra.settings import ROOT

CASES: list[dict[str, Any]] = [
    {"id": "a", "text": "3 days in Rome from 7 May 2027", "today": "2027-01-01", "outcome": "understood"}
    | {"slots": {"cities": ["rome"], "days": 3, "start_on": "2027-05-07", "adults": 2}},
    {"id": "b", "text": "Rome in May", "today": "2027-01-01", "outcome": "question:length"},
    {"id": "c", "text": "drop the Colosseum", "edits": [{"kind": "remove", "place_id": "rome/colosseum"}]},
]


def typed(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", "eval", *arguments]
    values = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, timeout=120, check=False)


def quickly(*arguments: str):
    """In this process, which spares the start of another."""
    return CliRunner().invoke(app, ["eval", *arguments])


@pytest.fixture(scope="module")
def queries(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("queries") / "cases.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in CASES))
    return path


@pytest.fixture(scope="module")
def run(queries, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "first"
    done = typed("run", "intent", "--queries", str(queries), "--out", str(out), "--fresh", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert len(done.stdout.splitlines()) == 1
    assert (found["suite"], found["samples"], found["errors"], found["slot_accuracy"]) == ("intent", 3, 0, 1)
    assert "3 records" in done.stderr
    return out


def test_a_run_leaves_its_folder(run):
    assert {path.name for path in run.iterdir()} == {"run.json", "records.jsonl", "metrics.json", "report.html"}
    assert json.loads((run / "metrics.json").read_text())["outcome"] == 1


def test_the_report_can_be_written_anew(run):
    (run / "report.html").unlink()
    told = quickly("report", str(run))
    assert told.exit_code == 0
    assert Path(told.stdout.strip()) == run / "report.html"
    assert (run / "report.html").exists()


def test_a_run_is_compared_and_the_gate_rings_for_a_worse_one(run, tmp_path):
    same = quickly("compare", str(run), str(run), "--gate", "--json")
    assert same.exit_code == 0
    assert json.loads(same.stdout.splitlines()[-1])["alarms"] == []
    worse = tmp_path / "worse"
    worse.mkdir()
    for name in ("run.json", "records.jsonl", "metrics.json"):
        (worse / name).write_text((run / name).read_text())
    metrics = json.loads((run / "metrics.json").read_text())
    (worse / "metrics.json").write_text(json.dumps(metrics | {"slot_accuracy": 0.9}))
    assert quickly("compare", str(run), str(worse)).exit_code == 0
    rung = quickly("compare", str(run), str(worse), "--gate")
    assert rung.exit_code == 1
    assert "slot_accuracy: 1 → 0.9" in rung.stdout


def test_the_doctor_finds_a_label_that_is_wrong(tmp_path):
    bad = tmp_path / "bad.jsonl"
    mistyped = {**CASES[0], "id": "mistyped", "slots": {"dayz": 3}}
    bad.write_text("".join(json.dumps(case) + "\n" for case in (CASES[2], mistyped)))
    told = quickly("doctor", "intent", "--queries", str(bad), "--json")
    assert told.exit_code == 1
    assert [case["fair"] for case in json.loads(told.stdout.splitlines()[-1])["cases"]] == [True, False]
    assert "unfair: mistyped" in told.stderr
    assert "dayz" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "nonsense"], "SUITE"),
        (["run", "intent", "--limit", "0"], "--limit"),
        (["run", "intent", "--data", "/nowhere/at/all"], "--data"),
        (["run", "intent", "--queries", "/nowhere/at/all"], "--queries"),
        (["run", "intent", "--repeats", "0"], "--repeats"),
        (["run", "intent", "--seconds", "0"], "--seconds"),
        (["run", "intent", "--model", "gpt"], "--model"),
        (["run", "intent", "--model", "tape:/nowhere/at/all"], "--model"),
        (["run", "intent", "--out", str(ROOT / "docs")], "--out"),
        (["run"], "SUITE"),
        (["compare", "/nowhere/at/all", "/nowhere/at/all"], "/nowhere/at/all"),
        (["compare", "baseline", "baseline"], "at least one"),
        (["report", "/nowhere/at/all"], "run.json"),
        (["bless", "/nowhere/at/all"], "run.json"),
        (["doctor", "nonsense"], "SUITE"),
    ],
)
def test_bad_usage_is_told_with_the_option(arguments, said):
    told = quickly(*arguments)
    assert told.exit_code == 2
    assert said in told.stderr
    assert "Traceback" not in told.output


@pytest.mark.parametrize("content", ["not json", '{"id": 1}', "\xff"])
def test_a_file_of_queries_that_cannot_be_read_is_bad_usage(tmp_path, content):
    file = tmp_path / "queries.jsonl"
    file.write_bytes(content.encode("latin-1"))
    told = quickly("run", "intent", "--queries", str(file), "--out", str(tmp_path / "out"))
    assert told.exit_code == 2
    assert "--queries" in told.stderr
    assert "Traceback" not in told.output
    assert not (tmp_path / "out").exists()


def test_the_suites_are_listed():
    told = quickly("list", "--json")
    assert told.exit_code == 0
    found = json.loads(told.stdout.splitlines()[-1])["suites"]
    assert {"scenarios", "intent", "travelplanner", "naturalplan", "toptw", "faults"} <= {one["suite"] for one in found}
    assert all(one["about"] for one in found)


def test_a_variable_that_names_no_folder_is_bad_usage():
    variable = get_suite("travelplanner").data_variable
    told = CliRunner(env={variable: "/nowhere/at/all"}).invoke(app, ["eval", "run", "travelplanner"])
    assert told.exit_code == 2
    assert f"{variable}: /nowhere/at/all does not exist" in told.stderr
