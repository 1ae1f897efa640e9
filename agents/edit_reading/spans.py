"""Lengths of time as people say them: "two hours", "half an hour", "1h30", "eine Stunde"."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.intent.numbers import NUMBER, value_of

_HOURS, _MINUTES = r"(?:hours?|hrs?|horas?|heures?|stunden?|std)", r"(?:minutes?|mins?|minutos?|minuten?)"
_SPAN = re.compile(
    rf"\b(?:(?P<half>half an? hour|media hora|(?:une )?demi[- ]heure|(?:eine )?halbe stunde)"
    rf"|(?P<whole>\d+)[.,](?P<tenths>\d)\s*{_HOURS}"
    rf"|(?P<h>\d{{1,2}})\s?h\s?(?P<m>[0-5]\d)?"
    rf"|(?:(?P<and_half>eineinhalb|anderthalb)|(?P<n>{NUMBER})(?P<half_in> and a half)?)\s*{_HOURS}(?P<half_after> and a half| y media| et demie)?(?:\s*(?:and|y|et|und)?\s*(?P<more>\d{{1,2}})\s*{_MINUTES})?"
    rf"|(?P<min>{NUMBER})\s*{_MINUTES})\b"
)


def span_in(folded: str) -> tuple[int, re.Match[str]] | None:
    """The first length of time in a folded text, in minutes, and where it stands."""
    match = _SPAN.search(folded)
    return (_minutes(match), match) if match else None


def _minutes(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["whole"]:
        return int(match["whole"]) * 60 + int(match["tenths"]) * 6
    if match["h"]:
        return int(match["h"]) * 60 + int(match["m"] or 0)
    if match["min"]:
        return value_of(match["min"])
    hours = 1 if match["and_half"] else value_of(match["n"])
    half = match["and_half"] or match["half_in"] or match["half_after"]
    return hours * 60 + (30 if half else 0) + int(match["more"] or 0)
