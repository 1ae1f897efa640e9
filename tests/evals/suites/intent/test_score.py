from __future__ import annotations

import pytest

from evals.suites.intent.score import DEFAULTS, checks, tallied

MESSAGE = {
    "kind": "message",
    "outcome": "understood",
    "slots": {"days": 5, "budget": ["2500", "EUR"], "interests": ["art"]},
}
EDITS = {"kind": "follow-up", "outcome": "edits", "edits": [{"kind": "swap", "wish": "cheaper"}, {"kind": "lock"}]}


def by_slot(target, output):
    return {check.slot: check for check in checks(target, output)}


def test_a_wrong_slot_counts_against_its_slot_only():
    slots = {
        "days": 4,
        "budget": ["2500.00", "EUR"],
        "interests": ["art", "food"],
    }
    found = by_slot(MESSAGE, {"outcomes": ["understood"], "slots": DEFAULTS | slots})
    assert [slot for slot, check in found.items() if not check.right] == ["days"]
    assert str(found["days"]) == "days: wanted 5, got 4"
    assert found["days"].said
    assert found["days"].found
    assert not found["cuisines"].said


def test_precision_and_recall_by_hand():
    wanted = [MESSAGE, MESSAGE, {**MESSAGE, "slots": {}}]
    got = [DEFAULTS | {"days": 5}, DEFAULTS, DEFAULTS | {"days": 2}]
    pairs = zip(wanted, got, strict=True)
    tally = tallied(c for target, slots in pairs for c in checks(target, {"outcomes": ["understood"], "slots": slots}))
    assert (tally["days"].precision, tally["days"].recall, tally["days"].accuracy) == (0.5, 0.5, 1 / 3)
    assert tally["pace"].precision == tally["pace"].recall == 1


def test_edits_may_say_more_and_none_may_be_too_many():
    right = [{"kind": "swap", "wish": "something cheaper", "day": 2}, {"kind": "lock", "day": None}]
    assert all(check.right for check in checks(EDITS, {"outcomes": ["edits"], "edits": right}))
    found = by_slot(EDITS, {"outcomes": ["edits"], "edits": [*right, {"kind": "rain"}]})
    assert not found["nothing_else"].right
    assert not by_slot(EDITS, {"outcomes": ["edits"], "edits": right[:1]})["lock"].right


def test_of_several_problems_the_wanted_one_counts():
    target = {"kind": "message", "outcome": "refused:dates", "slots": {}}
    assert checks(target, {"outcomes": ["refused:party", "refused:dates"], "slots": None})[0].right
    wrong = checks(target, {"outcomes": ["refused:party"], "slots": None})[0]
    assert (wrong.right, wrong.got) == (False, "refused:party")
    assert not checks(target, None)[0].right


def test_a_label_with_a_slot_that_there_is_not_is_a_mistake():
    target = {"kind": "message", "outcome": "understood", "slots": {"dayz": 3}}
    with pytest.raises(ValueError, match="slots that there are not: dayz"):
        checks(target, {"outcomes": ["understood"], "slots": DEFAULTS})
