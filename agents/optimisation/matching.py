"""Places that fit a wish in the traveller's words, by the words of their facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from domain.candidates import Scored
from domain.place import Place

_ALIKE = 86
_LITTLE = frozenset(
    "a an the of for some something anything more less other another else with and or to in on at place places "
    "thing things bit little visit see go going new different instead one day near any good nice".split()
)


def words_of(wish: str) -> list[str]:
    return [word for word in re.findall(r"\w+", wish.lower()) if len(word) > 2 and word not in _LITTLE]


def match(wish: str, place: Place) -> float:
    """Share of the wish's words that the place's facts hold, 0 to 1; its name counts most."""
    words = words_of(wish)
    if not words:
        return 0.0
    facts = [place.category.value.replace("_", " "), *place.tags, *place.cuisines, *place.diets, place.area or ""]
    held = {part for fact in facts for part in re.findall(r"\w+", fact.lower())}
    named = set(re.findall(r"\w+", f"{place.name} {place.local_name or ''}".lower()))
    about = set(re.findall(r"\w+", place.about.lower()))
    points = 0.0
    for word in words:
        if _holds(named, word) or _holds(held, word):
            points += 1
        elif _holds(about, word):
            points += 0.5
    return points / len(words)


def _holds(facts: Iterable[str], word: str) -> bool:
    """Whether a fact is the word, a form of it (churches, church) or a misspelling."""
    stem = word[:-1] if word.endswith("s") and len(word) > 4 else word
    return any(
        fact.startswith(stem) or (len(fact) > 3 and word.startswith(fact)) or fuzz.ratio(fact, word) >= _ALIKE
        for fact in facts
    )


def ranked(pool: Iterable[Scored], wish: str) -> list[Scored]:
    """By match, then score; without a wish by score. Those that match nothing are left out."""
    if not words_of(wish):
        return sorted(pool, key=lambda s: (-s.score, s.place.id))
    found = [(match(wish, scored.place), scored) for scored in pool]
    hits = [(points, scored) for points, scored in found if points > 0]
    return [scored for _, scored in sorted(hits, key=lambda hit: (-hit[0], -hit[1].score, hit[1].place.id))]
