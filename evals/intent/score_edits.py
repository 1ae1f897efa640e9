"""Follow-up messages: whether the edits read are the ones that were meant, all of them and no other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from agents.edit_reading import EditReading, EditsRead
from agents.intent import Question
from evals.intent.cases_file import EditCase
from evals.intent.score import Report


def score_edits(pairs: Iterable[tuple[EditCase, EditReading]]) -> Report:
    """One slot for the outcome, one for each kind of edit that was wanted."""
    report = Report()
    for case, reading in pairs:
        got = reading_word(reading)
        report.note(case.id, "outcome", case.outcome, got, got == case.outcome, "")
        if case.outcome != "edits":
            continue
        found = [edit.model_dump(mode="json") for edit in reading.edits] if isinstance(reading, EditsRead) else []
        for wanted in case.edits:
            match = next((edit for edit in found if _means(wanted, edit)), None)
            report.note(case.id, wanted["kind"], wanted, match or found, match is not None, None)
        extra = len(found) - len(case.edits)
        report.note(case.id, "nothing else", 0, extra, extra <= 0, 0)
    return report


def reading_word(reading: EditReading) -> str:
    return f"question:{reading.field}" if isinstance(reading, Question) else reading.kind


def _means(wanted: dict[str, Any], edit: dict[str, Any]) -> bool:
    """Every value that was labelled is there; texts may say more."""
    for name, value in wanted.items():
        got = edit.get(name)
        if isinstance(value, str) and name == "wish":
            if value not in str(got).lower():
                return False
        elif isinstance(value, list):
            if sorted(value) != sorted(got or []):
                return False
        elif got != value:
            return False
    return True
