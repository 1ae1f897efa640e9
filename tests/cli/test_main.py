"""The command line as a user types it: once for each command a real process, the rest in this one."""

from __future__ import annotations

import json
import os
import subprocess

import pytest
from typer.testing import CliRunner, Result

from cli.__main__ import app
from infra.settings import ROOT

WISH = "2 days in Rome from 12 April 2027, two of us, history"
TODAY = ("--today", "2026-11-21")


def tripwright(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOLVER_PROCESSES": "1", "SOLVER_SECONDS": "0.4", "COLUMNS": "160"}
    command = [str(ROOT / "tripwright"), *arguments]
    return subprocess.run(
        command, input=text or "", env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def quickly(*arguments: str, text: str | None = None) -> Result:
    """In this process, which spares the start of another."""
    chosen = {"SOLVER_PROCESSES": "1", "SOLVER_SECONDS": "0.4", "COLUMNS": "160"}
    return CliRunner().invoke(app, list(arguments), input=text, env=chosen)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """One planned trip: its folder and what was printed."""
    folder = tmp_path_factory.mktemp("trip")
    files = ("--ics", str(folder / "trip.ics"), "--xlsx", str(folder / "trip.xlsx"))
    done = tripwright("plan", WISH, "--json", *TODAY, *files)
    assert done.returncode == 0, done.stderr
    (folder / "trip.json").write_text(done.stdout)
    return folder, done


def test_json_is_one_object_with_what_was_promised(planned):
    _, done = planned
    document = json.loads(done.stdout)
    assert set(document) == {"request", "itinerary", "certificate", "seconds", "served_by"}
    assert document["certificate"]["valid"] is True
    assert document["certificate"]["violations"] == []
    assert document["served_by"] == "offline"
    assert document["seconds"] > 0
    assert "Solving the days" in done.stderr


def test_the_files_are_written(planned):
    folder, _ = planned
    assert (folder / "trip.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert (folder / "trip.xlsx").read_bytes().startswith(b"PK")


def test_verify_passes_what_is_true_and_finds_what_was_changed(planned):
    folder, done = planned
    true = tripwright("verify", str(folder / "trip.json"))
    assert (true.returncode, json.loads(true.stdout)["valid"]) == (0, True)
    document = json.loads(done.stdout)
    document["itinerary"]["days"][0]["stops"][0]["cost"]["minor"] += 100
    changed = quickly("verify", "-", text=json.dumps(document))
    assert changed.exit_code == 1
    assert json.loads(changed.stdout)["valid"] is False


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"request": 5}', '{"itinerary": {}}'])
def test_verify_of_nonsense_is_a_clear_no(text):
    done = quickly("verify", "-", text=text)
    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output


def test_a_plan_on_the_terminal_can_be_read():
    done = quickly("plan", WISH, *TODAY)
    assert done.exit_code == 0, done.output
    for words in ("Day 1", "Day 2", "Rome", "certified", "total"):
        assert words in done.stdout


@pytest.mark.parametrize("wish", ["", "🍜", "3 days in Rome from 1 May 2020", "5 days in Omsk in May", "x" * 10_000])
def test_what_cannot_be_planned_is_said_and_exits_2(wish):
    done = quickly("plan", wish, "--json", *TODAY)
    assert done.exit_code == 2, done.stdout[:200] + done.stderr[-500:]
    answer = json.loads(done.stdout)
    told = answer.get("error") or answer["question"]
    assert len(told.get("message") or told["text"]) > 20
    assert told["field"]


def test_the_atlas_can_be_looked_at():
    cities = tripwright("atlas")
    assert cities.returncode == 0
    assert "kyoto" in cities.stdout
    assert "Fushimi Inari" in quickly("atlas", "kyoto").stdout
    unknown = quickly("atlas", "atlantis")
    assert unknown.exit_code == 2
    assert "kyoto" in unknown.stderr


def test_a_wrong_setting_stops_the_server_with_its_name(monkeypatch):
    monkeypatch.setenv("WORKER_THREADS", "many")
    done = tripwright("serve")
    assert done.returncode == 2
    assert "WORKER_THREADS" in done.stderr
