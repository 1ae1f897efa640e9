from __future__ import annotations

import json

import pytest

from evals.harness.suite import DataMissing, Options
from evals.suites.naturalplan.files import load, samples_in
from tests.evals.suites.naturalplan.tasks import CALENDAR_FIELDS, MEETING, MEETING_FIELDS, TRIP, TRIP_FIELDS


def written(folder, content, name="tasks.json"):
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


SHAPES = [
    ("a dictionary of tasks", {"a": TRIP_FIELDS, "b": MEETING_FIELDS}, ["a", "b"]),
    ("a dictionary of texts", {"a": TRIP, "b": MEETING}, ["a", "b"]),
    ("a list of tasks", [TRIP_FIELDS, {**MEETING_FIELDS, "id": 7}], ["tasks_0", "7"]),
    ("a list of texts", [TRIP, MEETING], ["tasks_0", "tasks_1"]),
    ("nothing but prompts", {"a": {"prompt_0shot": TRIP}, "b": {"prompt": MEETING}}, ["a", "b"]),
    ("prompts with worked examples", {"a": {"prompt_5shot": f"TASK: {MEETING}\nTASK: {TRIP}"}}, ["a"]),
    ("one task", {"prompt_0shot": TRIP}, ["tasks_0"]),
]


@pytest.mark.parametrize(("content", "ids"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_shapes_of_files(tmp_path, content, ids):
    samples = list(samples_in(written(tmp_path, content)))
    assert [sample.id for sample in samples] == ids
    assert samples[0].target.kind == "trip"


def test_a_task_a_line(tmp_path):
    lines = "\n".join(json.dumps(fields) for fields in (TRIP_FIELDS, CALENDAR_FIELDS))
    kinds = [sample.target.kind for sample in samples_in(written(tmp_path, lines, "tasks.jsonl"))]
    assert kinds == ["trip", "calendar"]


def test_what_is_compared_with(tmp_path):
    trip, meeting, calendar = samples_in(written(tmp_path, [TRIP_FIELDS, MEETING_FIELDS, CALENDAR_FIELDS]))
    assert trip.target.stays == (("Bergen", 3), ("Ghent", 4), ("Turin", 5))
    assert meeting.target.meetings == 2
    assert calendar.target.slot == "Here is the proposed time: Monday, 11:30 - 12:00 "


@pytest.mark.parametrize("content", ["no json", "[]", "{}", '{"a": {"other": 1}}', "3"])
def test_a_file_without_tasks_is_refused(tmp_path, content):
    with pytest.raises(DataMissing):
        list(samples_in(written(tmp_path, content)))


def test_a_folder_is_read_whole_and_other_files_are_passed_over(tmp_path):
    written(tmp_path, {"a": TRIP_FIELDS}, "trip.json")
    written(tmp_path, {"b": MEETING_FIELDS}, "meeting.json")
    written(tmp_path, {"about": {"licence": "none"}}, "about.json")
    assert sorted(sample.id for sample in load(Options(data=tmp_path))) == ["a", "b"]


def test_an_empty_folder_says_where_the_data_is(tmp_path):
    with pytest.raises(DataMissing, match=r"github\.com/google-deepmind/natural-plan"):
        load(Options(data=tmp_path))


def test_without_data_there_is_a_sample_of_every_task():
    assert {sample.target.kind for sample in load(Options())} == {"trip", "meeting", "calendar"}
