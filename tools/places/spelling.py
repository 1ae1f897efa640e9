"""How names are compared: accents and case do not count, and small slips are forgiven."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

_SPECIAL = {
    "ß": "s",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "æ": "e",
    "œ": "e",
    "’": "'",
    "‘": "'",
    "´": "'",
    "`": "'",
}
_DASHES = dict.fromkeys("‐‑‒–—−", "-")


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char in _DASHES:
        return _DASHES[char]
    base = unicodedata.normalize("NFD", char)[0].lower()[:1]
    return _SPECIAL.get(base, base)


def fold(text: str) -> str:
    """Lower case without accents; every character keeps its place, so spans fit the original."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded, text))


def slips_allowed(length: int) -> int:
    """How many letters a name of `length` letters may be off and still be meant."""
    if length < 5:
        return 0
    return 1 if length < 7 else 2


def slips(one: str, other: str, limit: int) -> int:
    """Edits (a swap of neighbours counts one) between two folded names; `limit + 1` when more."""
    return int(OSA.distance(one, other, score_cutoff=limit))
