"""Slot by slot: what was expected, what was found, and how often the two agree."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

DEFAULTS: dict[str, Any] = {
    "language": "en", "cities": None, "nights": None, "days": None, "start_on": None, "adults": None, "children": [], "rooms": None, "budget": None,
    "origin": None, "keep_order": False, "level": "moderate", "pace": "moderate", "interests": [], "cuisines": [], "diets": [], "step_free": False,
    "must_see": [], "must_avoid": [], "avoid": [], "avoid_modes": [], "day_start_min": 540, "day_end_min": None, "arrive_min": None, "leave_min": None,
    "wishes": [],
}  # fmt: skip
NOTHING_ELSE = "nothing_else"
"""The check that a follow-up was not read as more than was said."""
_ONLY_IF_SAID = frozenset({"nights", "wishes", "day_end_min"})
_SETS = frozenset({"interests", "cuisines", "diets", "must_see", "must_avoid", "avoid", "avoid_modes", "children"})


@dataclass(frozen=True)
class SlotCheck:
    """One slot of one case. `said`: the label is not the default; `found`: the answer is not."""

    slot: str
    wanted: Any
    got: Any
    right: bool
    said: bool
    found: bool

    def __str__(self) -> str:
        return f"{self.slot}: wanted {self.wanted!r}, got {self.got!r}"


@dataclass
class Tally:
    """Counts of one slot over cases."""

    cases: int = 0
    right: int = 0
    said: int = 0
    found: int = 0
    hit: int = 0

    def count(self, check: SlotCheck) -> None:
        self.cases += 1
        self.right += check.right
        self.said += check.said
        self.found += check.found
        self.hit += check.right and check.said and check.found

    @property
    def accuracy(self) -> float:
        return self.right / self.cases if self.cases else 1.0

    @property
    def precision(self) -> float:
        return self.hit / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.said if self.said else 1.0


def tallied(found: Iterable[SlotCheck]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for check in found:
        tallies[check.slot].count(check)
    return dict(tallies)


def checks(target: dict[str, Any], output: dict[str, Any] | None) -> list[SlotCheck]:
    """Every slot of a case; `output` None for a reader that failed, and every slot is then empty.

    Both as JSON has them: `target` a labelled case, `output` what `reading.py` makes of an answer.
    """
    if target["kind"] == "message":
        return list(_message_checks(target, output or {"outcomes": [], "slots": None}))
    return list(_edit_checks(target, output or {"outcomes": [], "edits": []}))


def _outcome_check(target: dict[str, Any], outcomes: list[str]) -> SlotCheck:
    """Of several problems the wanted one counts where it is among them."""
    wanted = target["outcome"]
    got = wanted if wanted in outcomes else next(iter(outcomes), "nothing")
    return SlotCheck("outcome", wanted, got, got == wanted, said=True, found=bool(outcomes))


def _message_checks(target: dict[str, Any], output: dict[str, Any]) -> Iterator[SlotCheck]:
    yield _outcome_check(target, output["outcomes"])
    if not target["outcome"].startswith("understood"):
        return
    if unknown := target["slots"].keys() - DEFAULTS.keys():
        raise ValueError(f"the label has slots that there are not: {', '.join(sorted(unknown))}")
    found = output["slots"] or DEFAULTS
    for slot, default in DEFAULTS.items():
        if slot in _ONLY_IF_SAID and slot not in target["slots"]:
            continue
        wanted, got = target["slots"].get(slot, default), found[slot]
        yield SlotCheck(slot, wanted, got, _same(slot, wanted, got), wanted != default, got != default)


def _same(slot: str, wanted: Any, got: Any) -> bool:
    if slot in _SETS:
        return set(wanted) <= set(got) and len(got) <= len(wanted) + (slot in {"interests", "avoid"})
    if slot == "wishes":
        return all(any(word in wish.lower() for wish in got) for word in wanted)
    if slot == "budget" and wanted and got:
        return Decimal(wanted[0]) == Decimal(got[0]) and bool(wanted[1] == got[1])
    return bool(wanted == got)


def _edit_checks(target: dict[str, Any], output: dict[str, Any]) -> Iterator[SlotCheck]:
    """One slot for the outcome, one for each kind of edit that was wanted."""
    yield _outcome_check(target, output["outcomes"])
    if target["outcome"] != "edits":
        return
    found = output["edits"]
    for wanted in target["edits"]:
        match = next((edit for edit in found if _means(wanted, edit)), None)
        yield SlotCheck(wanted["kind"], wanted, match or found, match is not None, said=True, found=match is not None)
    extra = max(0, len(found) - len(target["edits"]))
    yield SlotCheck(NOTHING_ELSE, 0, extra, extra == 0, said=False, found=extra > 0)


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
