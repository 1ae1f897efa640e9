"""Loads what the first message would otherwise wait for: the gazetteer, the holidays, the date parser."""

from __future__ import annotations

from datetime import date

import dateparser

from domain.hours import is_holiday
from tools.places.gazetteer import find_city


def warm(today: date) -> None:
    """Takes a second or so of computing; run it in a thread."""
    find_city("Nowhere in particular")  # misses the atlas, so the world's cities are loaded too
    is_holiday(today, "FR")
    dateparser.parse("next week", languages=["en"])
