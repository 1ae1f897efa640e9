"""Changes of whole days: two that change places, one put in a better order."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.edit_reading.clause import Answer
from agents.edit_reading.context import Context
from agents.intent.numbers import NUMBER, ORDINAL, ORDINALS, value_of
from agents.intent.scan import Scan
from domain.edits import Reorder, SwapDays

_DAY = r"(?:days?|dias?|jours?|tage?n?)"
_ONE = rf"(?:(?P<{{0}}>{NUMBER}|{ORDINAL}))(?:st|nd|rd|th|er|e|ten|\.)?"
_SWAP = re.compile(
    r"\b(?:swap|switch|exchange|reverse|flip|trade|cambia\w*|intercambia\w*|echange\w*|inverse\w*|tausch\w*|vertausch\w*)\s+(?:the |los |les |die |den |el |le )?"
    rf"(?:{_DAY}\s+)?{_ONE.format('a')}\s*(?:{_DAY}\s+)?(?:and|with|for|to|y|con|por|et|avec|und|mit|gegen|&)\s+(?:the |el |le |den |dem )?(?:{_DAY}\s+)?{_ONE.format('b')}(?:\s+{_DAY})?\b"
)
_ORDER = re.compile(
    r"\b(?:re-?order|re-?arrange|re-?sort|optimi[sz]e|best order|better order|shortest (?:route|way|order)|quickest (?:route|order)|less (?:travel|walking back and forth|zig-?zag\w*)|save (?:travel )?time|(?:change|different|another|other|new) (?:the )?order|"
    r"reorden\w*|mejor orden|otro orden|cambia\w* el orden|optimiza\w*|reorganis\w*|meilleur ordre|autre ordre|change[rz]? l'ordre|optimise[rz]?|umsortier\w*|ordne\w*|beste reihenfolge|andere reihenfolge|reihenfolge andern|bessere reihenfolge|kurzeste (?:route|reihenfolge)|optimier\w*)\b"
)


def swap_days(scan: Scan, context: Context) -> Answer:
    match = _SWAP.search(scan.rest)
    if match is None or not re.search(rf"\b{_DAY}\b", match[0]):
        return None
    days = len(context.itinerary.days)
    one, other = (_number(match[name], days) for name in ("a", "b"))
    if not (1 <= one <= days and 1 <= other <= days) or one == other:
        return None
    return [SwapDays(day=one, with_day=other)]


def _number(word: str, days: int) -> int:
    """An ordinal of the end is the last day of the trip."""
    if word not in ORDINALS:
        return value_of(word)
    return days if word[:3] in {"las", "fin", "ult", "der", "let"} else ORDINALS[word]


def reorder(scan: Scan, context: Context) -> Answer:
    """A better order of one day, or of each where none is named."""
    if not _ORDER.search(scan.rest):
        return None
    day = context.day_in(scan)
    if day is not None:
        return [Reorder(day=day)]
    if not re.search(
        r"\b(?:trip|every day|each day|all days|days|stops|route|viaje|dias|voyage|jours|reise|tage)\b", scan.rest
    ):
        return None
    return [Reorder(day=number) for number, one in enumerate(context.itinerary.days, start=1) if len(one.stops) > 1]
