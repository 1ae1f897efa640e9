"""How many changes lie between two itineraries, say the one that was generated and the one that was accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from domain.itinerary import Day, Itinerary
from evals.harness.suite import Score

Item = TypeVar("Item", bound=Hashable)
Visit = tuple[str, int]
"""A place and which of its visits it is, since a trip may go somewhere twice."""


class EditDistance(BaseModel):
    """Counts of stops, except for `stays` (nights spent elsewhere). Times are no edits: they follow from the rest.

    `replaced`: another stop on the same day in its stead; `moved`: to another day; `reordered`: on its
    day, but no longer in the order it was in.
    """

    model_config = ConfigDict(frozen=True)

    added: int = 0
    removed: int = 0
    replaced: int = 0
    moved: int = 0
    reordered: int = 0
    stays: int = 0
    stops: int = 0
    """Of the longer of the two."""

    @property
    def total(self) -> int:
        return self.added + self.removed + self.replaced + self.moved + self.reordered + self.stays

    @property
    def kept(self) -> float:
        """The share of the trip that no edit touched, 0..1."""
        return max(0.0, 1 - self.total / self.stops) if self.stops else 1.0


def edit_distance(before: Itinerary, after: Itinerary) -> EditDistance:
    """The same both ways, but for what was added and removed; days are matched by their date."""
    old, new = _days(before), _days(after)
    day_before = {visit: on for on, visits in old.items() for visit in visits}
    day_after = {visit: on for on, visits in new.items() for visit in visits}
    common = day_before.keys() & day_after.keys()
    gone = Counter(on for visit, on in day_before.items() if visit not in common)
    come = Counter(on for visit, on in day_after.items() if visit not in common)
    replaced = (gone & come).total()
    same_day = {visit for visit in common if day_before[visit] == day_after[visit]}
    return EditDistance(
        added=come.total() - replaced,
        removed=gone.total() - replaced,
        replaced=replaced,
        moved=len(common) - len(same_day),
        reordered=sum(_reordered(visits, new.get(on, []), same_day) for on, visits in old.items()),
        stays=_nights_elsewhere(before, after),
        stops=max(len(day_before), len(day_after)),
    )


def edit_score(before: Itinerary, after: Itinerary) -> Score:
    """The share of the trip that was kept, the edits in words."""
    found = edit_distance(before, after)
    counts = found.model_dump(exclude={"stops"})
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return Score(name="kept", value=found.kept, explanation=said or "nothing changed")


def _days(itinerary: Itinerary) -> dict[str, list[Visit]]:
    seen: Counter[str] = Counter()
    return {day.on.isoformat(): [_visit(stop.place_id, seen) for stop in day.stops] for day in itinerary.days}


def _visit(place_id: str, seen: Counter[str]) -> Visit:
    seen[place_id] += 1
    return place_id, seen[place_id]


def _reordered(before: Sequence[Visit], after: Sequence[Visit], same_day: set[Visit]) -> int:
    """How many must be taken out and put back elsewhere: all but the longest run of order that both share."""
    stayed = [visit for visit in before if visit in same_day]
    return len(stayed) - longest_common(stayed, [visit for visit in after if visit in same_day])


def longest_common(one: Sequence[Item], other: Sequence[Item]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for item in one:
        diagonal = 0
        for at, candidate in enumerate(other, 1):
            above = row[at]
            row[at] = diagonal + 1 if item == candidate else max(above, row[at - 1])
            diagonal = above
    return row[-1]


def _nights_elsewhere(before: Itinerary, after: Itinerary) -> int:
    """Nights of both trips that are spent in another bed."""
    old, new = _beds(before.days), _beds(after.days)
    return sum(old[on] != new[on] for on in old.keys() & new.keys())


def _beds(days: Sequence[Day]) -> dict[str, str]:
    return {day.on.isoformat(): day.sleep_id for day in days if day.sleep_id is not None}
