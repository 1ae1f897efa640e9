"""When a place is at its best on a date: the part of the day that suits it, else the hours that avoid most crowds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.hours import Window
from domain.place import DayPart, Place

# Parts of a day as people speak of them, minutes after midnight.
_PARTS = {DayPart.MORNING: (0, 12 * 60), DayPart.AFTERNOON: (12 * 60, 17 * 60), DayPart.EVENING: (17 * 60, 28 * 60)}
_CROWDED_FROM_MIN, _CROWDED_TO_MIN = 10 * 60 + 30, 15 * 60 + 30  # when day visitors are there
_AFTER_OPENING_MIN, _BEFORE_CLOSING_MIN = 90, 120
_LEAST_MIN = 20


def best_hours(place: Place, on: date) -> tuple[Window, ...]:
    """When to begin a visit, earliest first; empty when it is closed then, or its hours are not known.

    Where the facts name a part of the day it is that part; otherwise the first hour and a half after opening and the
    last two hours in which one still gets in, without the middle of the day where that is possible.
    """
    windows = place.hours.windows_on(on) if place.hours else ()
    entries = [Window(w.start, w.end - max(place.last_entry_min, place.visit_min_short)) for w in windows]
    spans = [_PARTS[part] for part in place.best] or [span for entry in entries for span in _quiet(entry)]
    return tuple(_cut(entries, spans)) or tuple(entry for entry in entries if entry.end - entry.start >= 0)


def _quiet(entry: Window) -> Sequence[tuple[int, int]]:
    early = (entry.start, min(entry.start + _AFTER_OPENING_MIN, max(entry.start + _LEAST_MIN, _CROWDED_FROM_MIN)))
    late = (max(entry.end - _BEFORE_CLOSING_MIN, _CROWDED_TO_MIN), entry.end)
    return (early, late)


def _cut(entries: Sequence[Window], spans: Sequence[tuple[int, int]]) -> list[Window]:
    found = {
        Window(max(entry.start, first), min(entry.end, last))
        for entry in entries
        for first, last in spans
        if min(entry.end, last) - max(entry.start, first) >= _LEAST_MIN
    }
    return sorted(found)
