"""A plan's marks: delivered, the eight rules of common sense, the hard constraints, and all together.

As in the benchmark, hard constraints count only where the plan lies within the sandbox and is complete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.harness.suite import Record, Sample, Score
from evals.suites.travelplanner.commonsense import COMMONSENSE, check_commonsense
from evals.suites.travelplanner.hard import asked, check_hard
from evals.suites.travelplanner.sandbox import load_sandbox

HARD = ("budget", "house_rule", "cuisine", "room_type", "transportation")
_GATES = ("in_sandbox", "complete")
Case = Mapping[str, Any]
"""`query` and `folder`: the words, and where the tables are."""
Target = Mapping[str, Any]
"""`facts` as the benchmark structures them (None: our own reading stands for them), and, in our own
cases only, `possible`: whether there is a plan at all."""
Output = Mapping[str, Any]
"""`plan` (None where there is none), `note`, `read` (the facts as read), `cost`."""


def rules(output: Output, sample: Sample[Case, Target]) -> Sequence[Score]:
    """Every mark of a plan that was wanted; an impossible case is `refusal`'s."""
    if sample.target.get("possible") is False:
        return []
    facts = sample.target.get("facts") or output.get("read")
    marks = _marks(output.get("plan"), facts, Path(sample.input["folder"]))
    delivered = "" if output.get("plan") else str(output.get("note") or "no plan")
    return [
        _score("delivered", delivered),
        *(_score(name, reason) for name, reason in marks.items()),
        _score("final_pass", "; ".join(f"{name}: {reason}" for name, reason in marks.items() if reason) or delivered),
    ]


def refusal(output: Output, sample: Sample[Case, Target]) -> Score | None:
    """Whether an impossible case is told to be so."""
    if sample.target.get("possible") is not False:
        return None
    note = str(output.get("note") or "")
    return Score(name="honest_refusal", value=float(bool(note)), explanation=note or "a plan without a word")


def _marks(plan: Any, facts: Any, folder: Path) -> dict[str, str | None]:
    """The reason for every rule broken, by name."""
    if facts is None:
        return dict.fromkeys((*COMMONSENSE, "budget"), "the query could not be read")
    if not plan:
        return dict.fromkeys((*COMMONSENSE, *asked(facts)), "there is no plan")
    sandbox = load_sandbox(folder)
    marks = check_commonsense(plan, facts, sandbox)
    if any(marks[gate] for gate in _GATES):
        return marks | dict.fromkeys(asked(facts), "not looked at: the plan is incomplete or not of the sandbox")
    return marks | check_hard(plan, facts, sandbox)


def _score(name: str, reason: str | None) -> Score:
    return Score(name=name, value=0.0 if reason else 1.0, explanation=reason or "")


def metrics(records: Sequence[Record]) -> dict[str, float]:
    """The benchmark's own metrics, as shares."""
    counted = [record for record in records if record.value("delivered") is not None or record.error]
    if not counted:
        return {}
    sense = [[record.value(name) or 0.0 for name in COMMONSENSE] for record in counted]
    hard = [[value for name in HARD if (value := record.value(name)) is not None] for record in counted]
    return {
        "delivery_rate": _mean([record.value("delivered") or 0.0 for record in counted]),
        "commonsense_micro": _mean([value for row in sense for value in row]),
        "commonsense_macro": _mean([float(all(row)) for row in sense]),
        "hard_micro": _mean([value for row in hard for value in row]),
        "hard_macro": _mean([float(bool(row) and all(row)) for row in hard]),
        "final_pass_rate": _mean([record.value("final_pass") or 0.0 for record in counted]),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
