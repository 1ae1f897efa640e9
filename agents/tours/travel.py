"""How long it takes from one place to another, from lines and sentences."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.tours.amounts import DURATION, NUMBER, minutes_of, number_of
from agents.tours.names import NAME, is_name, trimmed
from agents.tours.wish import Travel

_HOW_LONG = rf"(?:(?P<long>(?i:{DURATION}))|(?P<bare>(?i:{NUMBER}))(?:\s*(?:m|min\.?))?)"
_PLACE = r"(?:the\s+)?(?P<{0}>[^\s,:;|=>→←↔<-][^,:;|=>→←↔<\n]*?)"
_NAMED = rf"(?:the\s+)?(?P<{{0}}>{NAME})"
_LA, _LB, _A, _B = _PLACE.format("a"), _PLACE.format("b"), _NAMED.format("a"), _NAMED.format("b")
_IS = r"(?:\s*(?:\s[-–—]+\s|[:=|,(]+|\s(?:in|is|(?:it )?takes|needs|requires|lasts|costs|(?:it )?will take|you need|it is|it's)(?:\s(?:you|about|around|exactly|only|just))*\s)\s*)"
_BOTH = r"(?:\s*,?\s*(?:\(?(?:and back|and vice versa|or back|in both directions|both ways|in either direction|each way|either way)\)?))?"
_GOING = r"(?:(?i:walking|driving|travell?ing|going|getting|to get|to go|to walk|to travel|to drive|the (?:walk|way|trip|ride|journey|drive)|a (?:walk|trip|ride|journey|drive)|travel(?: time)?|transit|it (?:is|takes|'s))\s+)*"
# Both ways or one; lines first, as their places may be any words, then sentences with names.
_FORMS: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(form), both)
    for form, both in (
        (rf"^{_GOING}(?i:between)\s+{_LA}\s+(?i:and)\s+{_LB}{_IS}{_HOW_LONG}\W*$", True),
        (rf"^{_LA}\s*(?:<\s*[-–—=]*\s*>|↔|⇄)\s*{_LB}{_IS}{_HOW_LONG}\W*$", True),
        (
            rf"^{_LA}\s+(?i:and)\s+{_LB}(?:\s+(?i:are|lie))?{_IS}?\s*{_HOW_LONG}\s+(?i:apart|from each other|away from each other)\W*$",
            True,
        ),
        (rf"^{_GOING}(?:(?i:from)\s+)?{_LA}\s+(?:to|TO|To)\s+{_LB}(?P<both>{_BOTH}){_IS}{_HOW_LONG}\W*$", False),
        (rf"^{_LA}\s*(?:[-–—=]+\s*>|→|⇒|➔|>)\s*{_LB}{_IS}{_HOW_LONG}\W*$", False),
        (rf"^(?:(?i:from)\s+)?{_LA}\s+(?i:to)\s+{_LB}\s+(?P<long>(?i:{DURATION}))\W*$", False),
        (
            rf"(?i:it (?:takes|is)|you need|allow|count)(?:\s\w+){{0,2}}?\s+{_HOW_LONG}\s+(?:\w+\s+){{0,3}}?(?i:from)\s+{_A}\s+(?i:to)\s+{_B}(?P<both>{_BOTH})",
            False,
        ),
        (
            rf"(?i:it (?:takes|is)|you need|allow|count)(?:\s\w+){{0,2}}?\s+{_HOW_LONG}\s+(?:\w+\s+){{0,3}}?(?i:between)\s+{_A}\s+(?i:and)\s+{_B}",
            True,
        ),
        (rf"^{_A}\s+(?i:is|lies)\s+{_HOW_LONG}\s+(?i:(?:away )?from)\s+{_B}\W*$", True),
    )
)
_LABEL = re.compile(
    r"(?i)^(?:(?:travel|walking|driving|transit|the)\s+)*(?:times?|distances?|ways?)(?:\s+\([^)]*\))?(?:\s+(?:in minutes|are|is))*\s*:\s*"
)
_GRID_CELL = re.compile(r"^\d+$|^[-–—x/]?$")


def travel_in(sentence: str) -> list[Travel]:
    """The times of a line or sentence; there may be several, parted by commas; empty where it tells none."""
    plain = _LABEL.sub("", sentence.strip())
    found = _one(plain)
    if found:
        return found
    parts = [part for part in re.split(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+(?=from\s)", plain) if part]
    several = [_one(part) for part in parts]
    return [travel for times in several for travel in times] if len(parts) > 1 and all(several) else []


def _one(text: str) -> list[Travel]:
    for form, both in _FORMS:
        match = form.search(text)
        if not match:
            continue
        a, b = _place(match["a"]), _place(match["b"])
        if not a or not b:
            continue
        minutes = minutes_of(match["long"]) if match["long"] else number_of(match.groupdict()["bare"])
        back = both or bool(match.groupdict().get("both"))
        return [Travel(a, b, minutes), *([Travel(b, a, minutes)] if back else [])]
    return []


def _place(text: str) -> str:
    """A name as it stands; lower-case words around it (`you`, `your hotel`) are none."""
    name = text.strip(" .'\"")
    if not is_name(name) or re.search(r"(?i)\b(?:will be|like to|would|meet|minimum)\b", name):
        return ""
    return name if name[:1].isupper() or name[:1].isdigit() else trimmed(name)


def matrix_in(lines: list[str]) -> list[Travel]:
    """A table with a row per origin: `| from | A | B |`, cells in minutes."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if line.count("|") >= 2]
    rows = [row for row in rows if not all(re.fullmatch(r"[:\-–—\s]*", cell) for cell in row)]
    if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return []
    head, body = rows[0][1:], rows[1:]
    if not all(_GRID_CELL.match(cell) for row in body for cell in row[1:]):
        return []
    return [
        Travel(row[0], target, int(cell))
        for row in body
        for target, cell in zip(head, row[1:], strict=True)
        if cell.isdigit() and row[0] != target
    ]
