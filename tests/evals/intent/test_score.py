from __future__ import annotations

import pytest

from evals.intent.__main__ import EDIT_SETS, INTENT_SETS, edits_report, intent_report
from evals.intent.cases_file import load_edit_cases, load_intent_cases
from evals.intent.score import Report

_FLOORS = {
    "v1": 0.95,
    "v1_heldout": 0.9,
    "edits_v1": 0.9,
    "edits_v1_heldout": 0.85,
    "v2_heldout": 0.95,
    "edits_v2_heldout": 0.9,
}


@pytest.mark.parametrize("name", INTENT_SETS)
async def test_messages_are_understood(name: str) -> None:
    report = await intent_report(name)
    assert report.accuracy >= _FLOORS[name], "\n".join(report.misses)
    assert report.slots["outcome"].accuracy >= _FLOORS[name] - 0.02, "\n".join(report.misses)


@pytest.mark.parametrize("name", EDIT_SETS)
def test_follow_ups_are_understood(name: str) -> None:
    report = edits_report(name)
    assert report.accuracy >= _FLOORS[name], "\n".join(report.misses)


def test_there_are_enough_labelled_messages_and_each_has_its_own_id() -> None:
    intents = [case for name in INTENT_SETS for case in load_intent_cases(name)]
    edits = [case for name in EDIT_SETS for case in load_edit_cases(name)]
    assert len(intents) >= 170
    assert len(edits) >= 60
    ids = [*(case.id for case in intents), *(case.id for case in edits)]
    assert len(set(ids)) == len(ids)
    held_out = sum(len(load_intent_cases(name)) for name in INTENT_SETS if name.endswith("heldout"))
    assert held_out * 3 >= len(intents) - held_out


def test_a_wrong_slot_counts_against_its_slot_only() -> None:
    report = Report()
    report.note("a", "days", 5, 4, right=False, default=None)
    report.note("a", "budget", None, None, right=True, default=None)
    assert report.accuracy == 0.5
    assert report.slots["days"].accuracy == 0
    assert report.slots["days"].precision == 0
    assert report.misses == ["a days: wanted 5, got 4"]
