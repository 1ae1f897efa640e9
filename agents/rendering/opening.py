"""When a place is open on a date, in words of a clock."""

from __future__ import annotations

from datetime import date

from domain.place import Place

_ROUND_THE_CLOCK_MIN = 24 * 60


def hours_on(place: Place, on: date) -> str:
    """As "09:00–18:00"; empty where not known or shut that day."""
    windows = place.hours.windows_on(on) if place.hours else ()
    if any(window.end - window.start >= _ROUND_THE_CLOCK_MIN for window in windows):
        return "24 h"
    return ", ".join(f"{_clock(window.start)}–{_clock(window.end)}" for window in windows)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
