"""Slot by slot: what was expected, what was found, and how often the two agree."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from agents.intent import Question, Refused, Understanding, Understood
from domain.request import TripRequest
from evals.intent.cases_file import IntentCase

DEFAULTS: dict[str, Any] = {
    "language": "en", "cities": None, "nights": None, "days": None, "start_on": None, "adults": None, "children": [], "rooms": None, "budget": None,
    "origin": None, "keep_order": False, "level": "moderate", "pace": "moderate", "interests": [], "cuisines": [], "diets": [], "step_free": False,
    "must_see": [], "must_avoid": [], "avoid": [], "avoid_modes": [], "day_start_min": 540, "day_end_min": None, "arrive_min": None, "leave_min": None,
    "wishes": [],
}  # fmt: skip
_ONLY_IF_SAID = frozenset({"nights", "wishes", "day_end_min"})
_SETS = frozenset({"interests", "cuisines", "diets", "must_see", "must_avoid", "avoid", "avoid_modes", "children"})


@dataclass
class Tally:
    """Counts of one slot; `said` where the label is not the default, `found` where the answer is not."""

    cases: int = 0
    right: int = 0
    said: int = 0
    found: int = 0
    hit: int = 0

    @property
    def accuracy(self) -> float:
        return self.right / self.cases if self.cases else 1.0

    @property
    def precision(self) -> float:
        return self.hit / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.said if self.said else 1.0


@dataclass
class Report:
    slots: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Over every slot that was checked, each counted once."""
        return sum(t.right for t in self.slots.values()) / max(1, sum(t.cases for t in self.slots.values()))

    def note(self, case_id: str, slot: str, wanted: Any, got: Any, right: bool, default: Any) -> None:
        tally = self.slots[slot]
        tally.cases += 1
        tally.right += right
        tally.said += wanted != default
        tally.found += got != default
        tally.hit += right and default not in (wanted, got)
        if not right:
            self.misses.append(f"{case_id} {slot}: wanted {wanted!r}, got {got!r}")


def score_intent(pairs: Iterable[tuple[IntentCase, Understanding]]) -> Report:
    report = Report()
    for case, outcome in pairs:
        got = outcome_of(outcome, case.outcome)
        report.note(case.id, "outcome", case.outcome, got, got == case.outcome, "")
        if not case.outcome.startswith("understood"):
            continue
        found = slots_of(outcome.request) if isinstance(outcome, Understood) else DEFAULTS
        for slot, default in DEFAULTS.items():
            if slot in _ONLY_IF_SAID and slot not in case.slots:
                continue
            wanted = case.slots.get(slot, default)
            report.note(case.id, slot, wanted, found[slot], _same(slot, wanted, found[slot]), default)
    return report


def outcome_of(outcome: Understanding, wanted: str) -> str:
    """The outcome as a word; of several problems the wanted one where it is among them."""
    if isinstance(outcome, Question):
        return f"question:{outcome.field}"
    if isinstance(outcome, Refused):
        fields = [f"refused:{error.field}" for error in outcome.errors]
        return wanted if wanted in fields else fields[0]
    return "understood"


def _same(slot: str, wanted: Any, got: Any) -> bool:
    if slot in _SETS:
        return set(wanted) <= set(got) and len(got) <= len(wanted) + (slot in {"interests", "avoid"})
    if slot == "wishes":
        return all(any(word in wish.lower() for wish in got) for word in wanted)
    if slot == "budget" and wanted and got:
        return Decimal(wanted[0]) == Decimal(got[0]) and bool(wanted[1] == got[1])
    return bool(wanted == got)


def slots_of(request: TripRequest) -> dict[str, Any]:
    return {
        "language": request.language,
        "cities": [d.city_id for d in request.destinations],
        "nights": [d.nights for d in request.destinations],
        "days": request.days,
        "start_on": request.start_on.isoformat(),
        "adults": request.party.adults,
        "children": list(request.party.children),
        "rooms": request.party.rooms,
        "budget": [str(request.budget.major), request.budget.currency] if request.budget else None,
        "origin": request.origin.name if request.origin else None,
        "must_see": [w.place_id or w.text for w in request.must_see],
        "must_avoid": [w.place_id or w.text for w in request.must_avoid],
        **{
            name: list(value) if isinstance(value, tuple) else value
            for name, value in request.model_dump(mode="json").items()
            if name in DEFAULTS and name in {
                "keep_order", "level", "pace", "interests", "cuisines", "diets", "step_free", "avoid", "avoid_modes",
                "day_start_min", "day_end_min", "arrive_min", "leave_min", "wishes",
            }
        },
    }  # fmt: skip
