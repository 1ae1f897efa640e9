"""The suite: every labelled message and follow-up, read by the rules, or by a model's tape with `--model`."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Sequence
from typing import Any

from evals.harness.doctor import witnessed
from evals.harness.suite import Context, Corruption, Fairness, Options, Record, Sample, Score, Suite
from evals.harness.tapes import open_model
from evals.suites.intent.cases_file import EditCase, IntentCase, load_cases, set_names
from evals.suites.intent.reading import read_follow_up, read_message
from evals.suites.intent.score import DEFAULTS, NOTHING_ELSE, SlotCheck, checks, tallied
from evals.suites.intent.taped import TapedModels
from prompts import load_prompt

Case = Sample[IntentCase | EditCase, dict[str, Any]]
Reading = dict[str, Any]
"""What the agents made of it; a plain object, so that a record keeps all of it."""


def load(options: Options) -> list[Case]:
    """Our own sets, or one file of labelled cases in their format with `--queries`."""
    if options.queries:
        return [_sample(options.queries.stem, case) for case in load_cases(options.queries)]
    return [_sample(name, case) for name in set_names() for case in load_cases(name)]


def _sample(set_name: str, case: IntentCase | EditCase) -> Case:
    kind = "message" if isinstance(case, IntentCase) else "follow-up"
    target: dict[str, Any] = {"kind": kind, "outcome": case.outcome}
    target |= {"slots": case.slots} if isinstance(case, IntentCase) else {"edits": list(case.edits)}
    return Sample(case.id, case, target, {"set": set_name, "kind": kind})


async def read(sample: Case, context: Context) -> Reading:
    if isinstance(sample.input, EditCase):
        return read_follow_up(sample.input)
    model = open_model(context)
    if model is not None:
        prompt = load_prompt("intent", "extract")
        context.notes.prompts["intent/extract"] = f"v{prompt.version}"
    return await read_message(sample.input, TapedModels(model) if model else None)


def outcome(reading: Reading, sample: Case) -> Score:
    """Understood, asked about the right thing, or refused for the right reason."""
    check = checks(sample.target, reading)[0]
    return Score(value=float(check.right), explanation="" if check.right else str(check))


def slots(reading: Reading, sample: Case) -> Score | None:
    """The share of slots that were read rightly, the outcome not among them."""
    found = checks(sample.target, reading)[1:]
    if not found:
        return None
    wrong = [str(check) for check in found if not check.right]
    return Score(value=1 - len(wrong) / len(found), explanation="; ".join(wrong))


def metrics(records: Sequence[Record]) -> dict[str, float]:
    """Accuracy over every slot that was checked, each counted once: of all, of each set, and by slot."""
    named = [(record, checks(record.target, record.output)) for record in records]
    found = {"slot_accuracy": _accuracy(check for _, group in named for check in group)}
    for name in dict.fromkeys(str(record.metadata["set"]) for record in records):
        of_set = (check for record, group in named if record.metadata["set"] == name for check in group)
        found[f"accuracy.{name}"] = _accuracy(of_set)
    for slot, tally in tallied(check for _, group in named for check in group).items():
        if slot == NOTHING_ELSE:
            continue  # a check that nothing was found has no precision or recall
        found |= {f"precision.{slot}": tally.precision, f"recall.{slot}": tally.recall}
    return found


def _accuracy(found: Iterable[SlotCheck]) -> float:
    right = [check.right for check in found]
    return sum(right) / max(1, len(right))


def doctor(sample: Case, _context: Context) -> Awaitable[Fairness]:
    """The witness answers with the label itself: a label that its own scorers refuse is wrong."""
    return witnessed(sample, witness(sample), SUITE.scorers)


def witness(sample: Case) -> Reading:
    target = sample.target
    if target["kind"] == "message":
        slots_said = {slot: target["slots"].get(slot, default) for slot, default in DEFAULTS.items()}
        understood = target["outcome"].startswith("understood")
        return {"outcomes": [target["outcome"]], "slots": slots_said if understood else None}
    return {"outcomes": [target["outcome"]], "edits": list(target["edits"])}


def _other_outcome(reading: Reading, _sample: Case) -> Reading:
    return reading | {"outcomes": ["question:nothing"]}


def _slot_lost(reading: Reading, sample: Case) -> Reading | None:
    """The first slot that was said is read as if it had not been."""
    said = sample.target.get("slots") if sample.target["outcome"].startswith("understood") else None
    slot = next((name for name, value in (said or {}).items() if value != DEFAULTS[name]), None)
    if slot is None or not reading.get("slots"):
        return None
    return reading | {"slots": reading["slots"] | {slot: DEFAULTS[slot]}}


def _slot_invented(reading: Reading, sample: Case) -> Reading | None:
    if not reading.get("slots") or "budget" in sample.target.get("slots", {}):
        return None
    return reading | {"slots": reading["slots"] | {"budget": ["1", "XAF"]}}


def _edit_lost(reading: Reading, _sample: Case) -> Reading | None:
    return reading | {"edits": reading["edits"][1:]} if reading.get("edits") else None


def _edit_invented(reading: Reading, _sample: Case) -> Reading | None:
    if not reading.get("edits"):
        return None
    return reading | {"edits": [*reading["edits"], {"kind": "remove", "place_id": "rome/pantheon"}]}


SUITE: Suite[IntentCase | EditCase, dict[str, Any], Reading] = Suite(
    name="intent",
    about="Labelled messages and follow-ups: are they understood, slot by slot?",
    load=load,
    task=read,
    scorers=(outcome, slots),
    metrics=metrics,
    doctor=doctor,
    corruptions=(
        Corruption("another outcome", _other_outcome),
        Corruption("a slot lost", _slot_lost),
        Corruption("a slot invented", _slot_invented),
        Corruption("an edit lost", _edit_lost),
        Corruption("an edit invented", _edit_invented),
    ),
    tolerances={"slot_accuracy": 0.005},
    timeout_s=60,
)
