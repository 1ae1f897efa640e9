"""Forms, agents' shorthand and numbers in words, written out as a sentence would say them."""

from __future__ import annotations

import re

from agents.intent.numbers import VALUES
from agents.intent.slots.spoken_clock import on_the_clock
from tools.places.spelling import fold, slips
from tools.places.words import ORDINARY_WORDS

_COUNTED = re.compile(
    r"\b(?P<what>nights?|days?|guests?|adults?|children|kids|rooms?|pax|people|travell?ers?|persons?|"
    r"noches|d[ií]as|adultos|habitaciones|nuits|jours|adultes|chambres|personnes|n[aä]chte|tage|personen|zimmer)"
    r"\s*[:=]\s*(?P<n>\d{1,3})\b(?!\s*[-/.]\s*\d|\s*[a-z])",
    re.IGNORECASE,
)
_AIRLINE_DATE = re.compile(
    r"\b(?P<d>\d{1,2})(?P<m>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?P<y>\d\d)?\b", re.IGNORECASE
)
_BIG = re.compile(
    r"\b(?P<n>"
    + "|".join(sorted(VALUES, key=len, reverse=True))
    + r")\s+(?P<times>hundred|thousand|mil|mille|tausend)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\b\S+@[\w-]+\.\w+\S*", re.IGNORECASE)
_UNITS = (
    "nights days weeks weekend people adults children friends travellers persons noches semanas personas adultos "
    "jours nuits semaines personnes adultes enfants nachte wochen personen erwachsene kinder"
).split()
_NO_SLIPS = frozenset("sights lights rights knights fights tights wochen people adults friend person adult".split())
_UNIT_SLIP = re.compile(
    r"\b(?P<n>\d{1,2}|" + "|".join(sorted(VALUES, key=len, reverse=True)) + r")(?P<gap>[ -])(?P<word>[^\W\d_]{4,11})\b",
    re.IGNORECASE,
)
_NUMBER_SLIP = re.compile(
    rf"\b(?P<n>tow|thre|tree|fuor|foru|fife|fiev|sevn|ieght)(?= (?:{'|'.join(_UNITS)})\b)", re.IGNORECASE
)
_MEANT = {
    "tow": "two",
    "thre": "three",
    "tree": "three",
    "fuor": "four",
    "foru": "four",
    "fife": "five",
    "fiev": "five",
    "sevn": "seven",
    "ieght": "eight",
}
_DISLIKES = re.compile(r"\bdislikes?\s*:\s*", re.IGNORECASE)


def written_out(text: str) -> str:
    """`Nights: 4`, `10JUL27` and `two thousand` as `4 nights`, `10 JUL 2027` and `2000`; addresses say nothing."""
    text = _ADDRESS.sub(" ", text)
    text = _COUNTED.sub(lambda m: f"{m['n']} {m['what'].lower()}", text)
    text = _AIRLINE_DATE.sub(lambda m: f"{m['d']} {m['m']}" + (f" 20{m['y']}" if m["y"] else ""), text)
    text = _BIG.sub(lambda m: str(VALUES[m["n"].lower()] * (100 if m["times"].lower() == "hundred" else 1000)), text)
    text = _NUMBER_SLIP.sub(lambda m: _MEANT[m["n"].lower()], _UNIT_SLIP.sub(_unit_meant, text))
    text = on_the_clock(text)
    return _DISLIKES.sub("no ", text)


def _unit_meant(match: re.Match[str]) -> str:
    """`5 nigths` as `5 nights`: two letters swapped, or in a long word one too many, too few or wrong."""
    word = fold(match["word"])
    if word in _UNITS or word in _NO_SLIPS or word in ORDINARY_WORDS:
        return match[0]
    for unit in _UNITS:
        swapped = sorted(word) == sorted(unit)
        if word[0] == unit[0] and slips(word, unit, 1) <= 1 and (swapped or len(unit) > 5):
            return f"{match['n']}{match['gap']}{unit}"
    return match[0]
