"""Names that are no city of ours: read off the text, and told from ordinary words."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Sequence

from agents.intent.scan import BLANK, Scan
from agents.intent.slots.calendar_words import months, weekdays
from agents.intent.slots.length import Length
from agents.intent.vocabulary import cuisines_in, interests_in
from tools.places import gazetteer, world_cities
from tools.places.gazetteer import Mention
from tools.places.spelling import fold
from tools.places.words import ORDINARY_WORDS

_NAME = re.compile(
    r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*(?:\s+(?:de|del|la|of|the|upon|am|an|der|sur|le|do|da)\b(?=\s+[^\W\d_]))?(?:\s+[^\W\d_]+(?:[-'’][^\W\d_]+)*){0,3}"
)
ENDS_NAME = frozenset(
    "in for on with and to y e et und a con avec mit en para pour fur the we i next this from von nach over around about by at budget or als im am".split()
)


def names_at(scan: Scan, at: int) -> list[tuple[str, int, int]]:
    """Possible names that begin at `at`, longest first."""
    match = _NAME.match(scan.rest, at)
    if match is None:
        return []
    words = list(re.finditer(r"\S+", scan.text[at : match.end()]))
    for index, word in enumerate(words):
        if fold(word[0]) in ENDS_NAME or fold(word[0]) in months():
            words = words[:index]
            break
    return [(scan.text[at : at + words[n - 1].end()], at, at + words[n - 1].end()) for n in range(len(words), 0, -1)]


_TO = re.compile(
    r"\b(?:(?:trip|travel|going|go|fly|flight|visit|get|head|heading|want|like|ticket|vacation|holiday|break|tour|escape)\s+(?:to|in)|to|in|visit(?:ing)?|around|explore|exploring|see|at|do|"
    r"viaje a|ir a|viajar a|visitar|en|a|por|conocer|aller a|voyage a|visiter|sejour a|decouvrir|nach|reise nach|besuchen|days?|nights?|week|weekend)\s+(?:the |city of )?"
)
_NOT_A_NAME = frozenset(
    "i me my we us our the a an it he she they you english french german spanish euros euro usd eur gbp one two three day days hello hi hey please thanks wifi ok okay tv vip".split()
)


def list_neighbour(scan: Scan, mention: Mention) -> tuple[str, int, int] | None:
    match = re.match(
        r"\s*(?:and|&|y|e|et|und|then|,\s*(?:and |then )?|plus|or|/)\s*(?:then |to )?(?=[^\W\d_])",
        scan.rest[mention.end :],
    )
    candidates = names_at(scan, mention.end + match.end()) if match else []
    back = re.search(
        r"([A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*)\s*(?:,|and|&|y|et|und|/)\s*$", scan.text[: mention.start]
    )
    if back and "·" not in scan.rest[back.start(1) : back.end(1)]:
        candidates = [*candidates, (back[1], back.start(1), back.end(1))]
    for name, start, end in candidates:
        if name[0].isupper() and _is_world_city(name, 100_000):
            return name, start, end
    return None


_OF_LENGTH = re.compile(r"[\s·]*(?:\b(?:in|at|en|a|nach|of|de|around|exploring|visiting)\s+)?(?=[^\W\d_])")
_LENGTH_OF = re.compile(
    r"(?P<name>[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*)\s*(?:for|:|,|\(|durante|por|pendant|fur|x|-)?\s*$"
)


_COMPANION = re.compile(r"\b(?:with|and|my|friend|con|mi|avec|mon|ma|mit|meine?[mnr]?)\s+$")


def names_with_a_length(scan: Scan, lengths: Sequence[Length]) -> tuple[str, ...]:
    """Cities of the world that nights are given to ("2 nights in Naples"), as nobody's nights are dropped."""
    found: list[str] = []
    for length in lengths:
        if "trip" in fold(scan.text[length.start : length.end]):  # a day trip is no stay
            continue
        cue = _OF_LENGTH.match(scan.rest, length.end)
        candidates = names_at(scan, cue.end()) if cue else []
        before = _LENGTH_OF.search(scan.text[: length.start])
        if before and not _COMPANION.search(scan.rest[: before.start()]):
            candidates = [*candidates, (before["name"], *before.span("name"))]
        for name, start, end in candidates:
            if BLANK not in scan.rest[start:end] and name[0].isupper() and _is_stay(name):
                scan.blank(start, end)
                found.append(name)
                break
    return tuple(dict.fromkeys(found))


def _is_stay(name: str) -> bool:
    key = fold(name)
    if key in ORDINARY_WORDS or key in months() or key in weekdays() or interests_in(key) or cuisines_in(key):
        return False
    return gazetteer.country_code(name) is None and bool(world_cities.find_named(name, 15_000))


def unknown_names(scan: Scan, known: list[Mention]) -> tuple[str, ...]:
    found: list[str] = []
    for mention in known:
        if near := list_neighbour(scan, mention):
            found.append(near[0])
            scan.blank(near[1], near[2])
    if known:
        return tuple(dict.fromkeys(found))
    shouting = scan.text == scan.text.upper()
    for cue in re.compile(rf"{_TO.pattern}|^\s*").finditer(scan.rest):
        for name, start, end in names_at(scan, cue.end()):
            if _could_be_place(name, cue, shouting):
                scan.blank(start, end)
                found.append(name)
                break
    return tuple(dict.fromkeys(found))


def _could_be_place(name: str, cue: re.Match[str], shouting: bool) -> bool:
    key = fold(name)
    words = key.split()
    if key in _NOT_A_NAME or any(word in months() or word in weekdays() for word in words):
        return False
    capital = name[0].isupper() and not shouting
    if (
        capital
        and re.search(r"\b(?:in|to|visit|visiting|nach|a|en)\s+$", cue[0])
        and world_cities.find_named(name, 40_000)
    ):
        return True
    if (
        interests_in(key)
        or cuisines_in(key)
        or (key in ORDINARY_WORDS and (not name[0].isupper() or not cue[0].strip()))
    ):
        return False
    if _is_world_city(name, 15_000 if capital else 100_000) and (capital or key not in ORDINARY_WORDS):
        return True
    if not cue[0].strip():
        return False
    proper = capital and all(word[0].isupper() for word in name.split())
    return (
        proper
        and gazetteer.country_code(name) is None
        and len(key) > 2
        and not all(word in ORDINARY_WORDS for word in words)
    )


def _is_world_city(name: str, least_population: int) -> bool:
    if world_cities.find_named(name, least_population):
        return True
    return len(name) > 5 and name[0].isupper() and world_cities.find_misspelt(name, 300_000) is not None
