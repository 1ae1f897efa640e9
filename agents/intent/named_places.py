"""Towns and regions of a provider's own list, found in a text, with the part each plays."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz, process

from agents.intent.numbers import NUMBER, value_of
from agents.intent.scan import BLANK
from tools.places.spelling import fold
from tools.places.words import ORDINARY_WORDS


@dataclass(frozen=True)
class PlaceNames:
    """The towns a provider knows with the region of each, and the cuisines it tells apart."""

    regions: Mapping[str, str]
    cuisines: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, tuple[str | None, str | None]]:
        """Folded spellings to (town, region): one word may be both."""
        found: dict[str, tuple[str | None, str | None]] = {}
        for town in self.regions:
            for key in _spellings(town):
                found[key] = (town, None)
        for region in dict.fromkeys(self.regions.values()):
            for key in _spellings(region):
                found[key] = (found.get(key, (None, None))[0], region)
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        keys = sorted(self.by_key, key=len, reverse=True)
        return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, keys)) + r")(?![\w])(?!-\w)")


def _spellings(name: str) -> Iterable[str]:
    key = fold(name)
    yield key
    for short, long in (("st. ", "saint "), ("ste. ", "sainte "), ("ft. ", "fort "), ("mt. ", "mount ")):
        for a, b in ((short, long), (long, short), (short, short.replace(".", "")), (long, short.replace(".", ""))):
            if key.startswith(a) or f" {a}" in key:
                yield key.replace(a, b)
            if key.endswith(f" {a.strip()}"):
                yield key[: -len(a.strip())] + b.strip()


class Named(NamedTuple):
    start: int
    end: int
    town: str | None
    region: str | None


class Places(NamedTuple):
    origin: str | None = None
    towns: tuple[str, ...] = ()
    region: str | None = None
    how_many: int | None = None


_FROM = re.compile(
    r"\b(?:from|leav(?:e|es|ing)(?: out of)?|depart(?:s|ing|ure)?(?: (?:point|city|location))?(?: (?:from|is|of|in|out of))?|start(?:s|ing)?(?: (?:point|off|out|city|location|our journey|my journey|the journey|our trip|my trip|the trip|it))?(?: (?:in|at|from|is|of|out of|off in|off from|will be))?|"
    r"(?:begin|start)(?:s|ning|ing)? and (?:end|finish)(?:s|ing)? (?:in|at)|begin(?:s|ning)?(?: (?:our|my|the) (?:trip|journey|travels?))?(?: (?:in|at|from))?|originat(?:e|es|ing)(?: (?:in|from|at))?|origin(?: (?:is|city|of))*|tak(?:e|es|ing) off(?: from)?|set(?:s|ting)? (?:off|out|forth)(?: (?:from|in))?|out of|kick(?:s|ing)?(?: (?:it|things))? off (?:in|from)|"
    r"based in|liv(?:e|es|ing) in|resid(?:e|es|ing) in|head(?:ing)? out (?:from|of)|embark(?:ing)?(?: (?:on .{0,30})?from| in| at)?|home(?:town)? (?:is|in|of|city)|jet(?:ting)? off from|fly(?:ing)? (?:out of|out from)|com(?:e|ing) from|launch(?:ing)? (?:from|in)|hail(?:ing)? from|commenc(?:e|es|ing)(?: (?:in|from|at))?|(?:located|are|is|am|i'm|we're) in|traveling from|back to|return(?:s|ing)? to|and back to|home to)\s*:?\s*(?:the (?:city|state|town) of\s+|downtown\s+|city of\s+)?$"
)
_BACK = re.compile(r"\b(?:back to|return(?:s|ing)? to|home to)\s*$")
_TO = re.compile(
    r"\b(?:to|visit(?:s|ing)?|towards?|explor(?:e|es|ing)|in|into|for|tour(?:ing)?|destination(?: is)?|see(?:ing)?|reach(?:ing)?|around|across|throughout|through|within|of|via|and|bound for|headed for)\s*:?\s*(?:the (?:city|state|town|great state|beautiful state) of\s+|beautiful\s+|sunny\s+|state of\s+|city of\s+|lovely\s+|downtown\s+)?$"
)
_SORT = r"(?:cit(?:y|ies)|towns?|destinations?|places?|locations?|stops?|spots?|municipalities|urban areas)"
_COUNT = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:(?!{NUMBER}\b|days?|nights?|weeks?|people|persons?|\w+ing\b|and\b|for\b|to\b)[\w-]+\s+){{0,3}}?(?:of\s+(?:its|the|their)\s+)?{_SORT}\b"
)
_COUNT_AFTER = re.compile(rf"\b{_SORT}\s*(?:to visit|count)?\s*[:=]\s*(?P<n>{NUMBER})\b")
_STATE = re.compile(r"^\s*(?:state\b|\(state\))|^,?\s*(?:the state)\b")
_STATE_BEFORE = re.compile(r"\bstate of\s+$")
_CITY = re.compile(r"^\s*(?:city\b|,?\s*d\.?\s?c\b)")
_CITY_BEFORE = re.compile(r"\b(?:city|town) of\s+$")
_CORRECTION = re.compile(r"\b(?:make (?:it|that)|no,? wait|i mean|scratch that|or rather|actually)\b")
_NAME = re.compile(r"[A-Z][\w.'-]*(?:\s+(?:[A-Z][\w.'-]*|of|the))*")
_STARTERS = frozenset({"from", "to", "in", "visit", "leaving", "departing", "plan", "trip", "travel"})
_LEAST_LETTERS = 5
_CLOSE = 88.0  # of 100: how alike a misspelt name must be


def read_named_places(text: str, names: PlaceNames) -> Places:
    """Where from, where to, and how many towns of a region; None where nothing is said."""
    folded = fold(text)
    found = _named(text, folded, names)
    count = _count(_blanked(folded, found))
    origin = _origin(folded, found)
    found = _as_corrected(folded, _without_repeats(folded, found))
    others = [n for n in found if origin is None or not _same(n, origin)]
    towns: list[str] = []
    region: str | None = None
    for item in others:
        kind = _kind(folded, item, count)
        if kind == "region":
            region = region or item.region
        elif item.town and item.town not in towns and (origin is None or item.town != origin.town):
            towns.append(item.town)
    if region is not None and (count is None or count > len(towns)):
        inside = [town for town in towns if names.regions.get(town) == region]
        return Places(origin.town if origin else None, tuple(inside), region, count)
    return Places(origin.town if origin else None, tuple(towns), None, count)


def _blanked(folded: str, found: Iterable[Named]) -> str:
    """Without the names, so that no number is counted across "Salt Lake City"."""
    for item in found:
        folded = folded[: item.start] + BLANK * (item.end - item.start) + folded[item.end :]
    return folded


def _count(folded: str) -> int | None:
    if re.search(rf"\b(?:both|(?:a )?couple of|(?:a )?pair of|a few) {_SORT}\b", folded):
        return 2
    match = _COUNT.search(folded) or _COUNT_AFTER.search(folded)
    return value_of(match["n"]) if match else None


def _named(text: str, folded: str, names: PlaceNames) -> list[Named]:
    """Names in capitals; any spelling where there are none, slips where even that finds too few."""
    found = [Named(*m.span(), *names.by_key[m[0]]) for m in names.pattern.finditer(folded)]
    capital = [n for n in found if text[n.start].isupper()]
    if len(capital) < 2:
        capital = [n for n in found if text[n.start].isupper() or folded[n.start : n.end] not in ORDINARY_WORDS]
    if len(capital) < 2:
        capital += _misspelt(text, names, capital)
    return sorted(capital)


def _misspelt(text: str, names: PlaceNames, known: list[Named]) -> list[Named]:
    found = []
    for match in _NAME.finditer(text):
        start = match.start()
        for word in match[0].split():  # "From Denvr": the sentence's first word is no name
            if fold(word) not in ORDINARY_WORDS | _STARTERS:
                break
            start += len(word) + 1
        key = fold(text[start : match.end()])
        if any(n.start < match.end() and start < n.end for n in known) or len(key) < _LEAST_LETTERS:
            continue
        best = process.extractOne(key, names.by_key.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if best and key not in ORDINARY_WORDS:
            found.append(Named(start, match.end(), *names.by_key[best[0]]))
    return found


def _same(item: Named, origin: Named) -> bool:
    return (item.start, item.end) == (origin.start, origin.end)


def _origin(folded: str, found: list[Named]) -> Named | None:
    """The town after "from", "leaving", "starting in" …; else the first that nothing makes a destination."""
    towns = [n for n in found if n.town is not None]
    for item in towns:
        before = folded[max(0, item.start - 60) : item.start]
        if _FROM.search(before) and not _BACK.search(before):
            return item
    for item in towns:
        if re.match(r"\s*(?:to|->|→|-|–)\s+\w", folded[item.end :]) and len(found) > 1:
            return item
    for item in towns:
        if _BACK.search(folded[max(0, item.start - 60) : item.start]):
            return item
    free = [n for n in towns if not _TO.search(folded[max(0, n.start - 60) : n.start])]
    return free[0] if free and len(found) > 1 else None


def _without_repeats(folded: str, found: list[Named]) -> list[Named]:
    """Without the region that only says where a town lies ("Austin, Texas") and places gone back to."""
    kept: list[Named] = []
    for item in found:
        before = folded[max(0, item.start - 40) : item.start]
        if _BACK.search(before) and kept:
            continue
        last = kept[-1] if kept else None
        beside = last is not None and re.fullmatch(r"[\s,(]*", folded[last.end : item.start])
        if beside and item.region is not None and last is not None and last.town is not None:
            continue
        kept.append(item)
    return kept


def _as_corrected(folded: str, found: list[Named]) -> list[Named]:
    """Without the regions that were taken back ("Kentucky … make it Alabama")."""
    for cue in _CORRECTION.finditer(folded):
        if any(item.town is None and item.start > cue.end() for item in found):
            found = [item for item in found if item.town is not None or item.start > cue.end()]
    return found


def _kind(folded: str, item: Named, count: int | None) -> str:
    """Whether a name that may be both means the town or the region."""
    if item.region is None:
        return "town"
    if item.town is None:
        return "region"
    before, after = folded[max(0, item.start - 60) : item.start], folded[item.end : item.end + 20]
    if _STATE.match(after) or _STATE_BEFORE.search(before):
        return "region"
    if _CITY.match(after) or _CITY_BEFORE.search(before):
        return "town"
    if count is not None and count > 1:
        return "region"
    return (
        "region"
        if re.search(rf"\b{_SORT}\s+(?:in|of|within|across|throughout|around)\s+(?:the )?$", before)
        else "town"
    )
