"""A day of meeting friends from sentences: where it starts, who is where and when, and the ways between."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from agents.tours.amounts import CLOCK, DURATION, clock_of, clock_range, minutes_of
from agents.tours.names import NAME, Found, is_name, known_in, names_after, trimmed
from agents.tours.sentences import sentences_of
from agents.tours.travel import matrix_in, travel_in
from agents.tours.wish import Friend, MeetingWish, Travel

DAY_MIN = 1_440
_RANGE = re.compile(
    rf"(?i)(?P<a>{CLOCK}|\b\d{{1,2}}\b)\s*(?:-|–|—|to|and|until|till|through|up to)\s*(?P<b>{CLOCK}|\b\d{{1,2}}\b(?=\s+o['’]clock))"
)
_FROM = re.compile(
    rf"(?i)\b(?:from|after|starting(?: at| from)?|as of|not before|no earlier than|earliest(?: at)?)\s+(?P<a>{CLOCK})"
)
_UNTIL = re.compile(rf"(?i)\b(?:until|till|before|by|up to|no later than|latest(?: at)?)\s+(?P<b>{CLOCK})")
_CLOCK = re.compile(rf"(?i){CLOCK}")
_DURATION = re.compile(rf"(?i){DURATION}")
_ALL_DAY = re.compile(r"(?i)\b(?:all day(?: long)?|the (?:whole|entire) day|at any time|any time|anytime)\b")
_STARTS = re.compile(
    r"(?i)\b(?:you(?:r|'re|’re)?|we|i|our|my|the day)\b.*?\b(?:arriv\w+|start\w*|begin\w*|are|'m|’m|'re|’re|am|set (?:out|off)|come|reach|get|land\w*|depart\w*|leave|stay\w*|wake up|day)\b|^\s*(?:arriv\w+|start\w*|begin\w*)\b"
)
_PERSON_CUES = r"\b(?:meet(?:ing)?(?: up)?(?: with)?|see(?:ing)?|visit(?:ing)?|with|join(?:ing)?|find|catch(?:ing)?(?: up with)?|friends?(?: named| called)?|for|to)\s+(?:your\s+|my\s+|our\s+)?(?:old\s+|good\s+|dear\s+)?(?:friends?\s+|colleague\s+|cousin\s+|aunt\s+|uncle\s+|sister\s+|brother\s+)?"
_HEAD = re.compile(
    rf"(?:^|[,;]\s+(?:and\s+|where\s+|while\s+)?|:\s+)(?:(?:Your|My|Our|And|Then|But|Also|While|Next,?)\s+)?(?:(?i:friends?|colleague|cousin|aunt|uncle|sister|brother)\s+)?(?P<names>{NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){NAME})*)(?=\s*(?:['’]s\b|[:(|,–—]|\s-\s|\b(?:will|is|are|can|could|may|has|have|works?|waits?|stays?|sits?|would|should|wants?|plans?|likes?|spends?|needs?|expects?|asks?|hopes?|must|shall|gets?)\b))"
)
_HEADING = re.compile(r"^[A-Z ]{4,}:\s*")  # `CONSTRAINTS:`
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_HERE = re.compile(r"(?i)\b(?:there|it|the same place|that place)\b")
_PRONOUN = re.compile(r"(?i)\b(?:he|she|they|him|her|them|this friend|that friend)\b")

_ALSO_WORDS = frozenset({"April", "May", "June", "August", "Will", "Summer"})  # names that are words as well


@dataclass
class _Known:
    """What is said of one person so far."""

    place: str | None = None
    windows: list[tuple[int, int]] = field(default_factory=list)
    minutes: int | None = None


@dataclass
class _Heard:
    people: dict[str, _Known] = field(default_factory=dict)
    start: tuple[str, int] | None = None
    last: str | None = None
    last_place: str | None = None
    unread: list[str] = field(default_factory=list)


def read_meetings(text: str, places: Iterable[str] = ()) -> MeetingWish | None:
    """None where no start can be read. `places` are known beforehand; others come from the ways between."""
    sentences = [_HEADING.sub("", sentence) for sentence in sentences_of(text)]
    travel, rest = _take_travel(sentences)
    known = _place_names(travel, rest, places)
    people = _people(rest, known)
    heard = _Heard()
    for sentence in rest:
        _hear(sentence, known, people, heard)
    if heard.start is None:
        return None
    friends, missing = _friends(heard)
    return MeetingWish(
        start=heard.start[0],
        start_min=heard.start[1],
        friends=friends,
        travel=tuple(_respelt(travel, known)),
        unread=(*dict.fromkeys(heard.unread), *missing),
    )


def _take_travel(sentences: list[str]) -> tuple[list[Travel], list[str]]:
    table = matrix_in(sentences)
    travel, rest = list(table), []
    for sentence in sentences:
        if table and sentence.count("|") >= 2:
            continue
        found = [] if len(_CLOCK.findall(sentence)) > 1 else travel_in(sentence)
        travel.extend(found)
        if not found:
            rest.append(sentence)
    return travel, rest


def _place_names(travel: list[Travel], rest: list[str], places: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in (*places, *(name for way in travel for name in (way.origin, way.target))):
        found.setdefault(name.casefold(), name)
    for sentence in rest:
        if _CLOCK.search(sentence):
            for name in names_after(sentence, r"\b(?:at|in|near|inside|around)\s+(?:the\s+)?"):
                if not known_in(name, found.values()):
                    found[name.casefold()] = name
    return tuple(found.values())


def _respelt(travel: list[Travel], known: tuple[str, ...]) -> list[Travel]:
    spelt = {name.casefold(): name for name in known}
    return [Travel(spelt[way.origin.casefold()], spelt[way.target.casefold()], way.minutes) for way in travel]


def _people(sentences: list[str], places: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for sentence in sentences:
        if not (_CLOCK.search(sentence) or _DURATION.search(sentence)):
            continue
        plain = _without(sentence, known_in(sentence, places))
        listed = [_AND.split(match["names"]) for match in _HEAD.finditer(plain)]
        heads = [name for names in listed for name in names]
        for name in (*heads, *names_after(plain, _PERSON_CUES, _ALSO_WORDS)):
            person = trimmed(re.sub(r"['’]s?$", "", name), _ALSO_WORDS)
            if person in _ALSO_WORDS or is_name(person):
                found.setdefault(person.casefold(), person)
    return tuple(found.values())


def _without(sentence: str, parts: Iterable[Found]) -> str:
    for part in parts:
        sentence = sentence[: part.start] + "·" * (part.end - part.start) + sentence[part.end :]
    return sentence


def _hear(sentence: str, places: tuple[str, ...], people: tuple[str, ...], heard: _Heard) -> None:
    where = known_in(sentence, places)
    who = known_in(_without(sentence, where), people, any_case=False)
    if len(who) > 1 and len(where) > 1:
        for part in _parted(sentence, who):
            _hear(part, places, people, heard)
        return
    if not who and where and heard.start is None and _CLOCK.search(sentence) and _STARTS.search(sentence):
        _hear_start(sentence, where, heard)
        return
    names = [found.name for found in who]
    if not names and heard.last and (_PRONOUN.search(sentence) or _DURATION.search(sentence)):
        names = [heard.last]
    if names:
        _keep(sentence, names, where, heard)
    elif re.search(r"\d", sentence) and (_CLOCK.search(sentence) or _DURATION.search(sentence)):
        heard.unread.append(sentence)


def _parted(sentence: str, who: list[Found]) -> list[str]:
    """One part for each person, from the name on."""
    cuts = [0, *(found.start for found in who[1:]), len(sentence)]
    return [sentence[a:b] for a, b in pairwise(cuts)]


def _hear_start(sentence: str, where: list[Found], heard: _Heard) -> None:
    match = _CLOCK.search(sentence)
    assert match is not None
    heard.start = (where[0].name, clock_of(match[0]).minute)


def _keep(sentence: str, names: list[str], where: list[Found], heard: _Heard) -> None:
    windows = _windows(sentence)
    lengths = _lengths(sentence, names)
    for name, length in zip(names, lengths, strict=True):
        known = heard.people.setdefault(name, _Known())
        if where and (windows or known.place is None):
            known.place = where[0].name
        elif windows and known.place is None and _HERE.search(sentence):
            known.place = heard.last_place
        known.windows.extend(window for window in windows if window not in known.windows)
        known.minutes = known.minutes if length is None else length
    heard.last = names[-1]
    heard.last_place = where[0].name if where else heard.last_place


def _lengths(sentence: str, names: list[str]) -> list[int | None]:
    """As many lengths as names are one each, in order; else the first is everyone's."""
    found = [minutes_of(match[0]) for match in _DURATION.finditer(_RANGE.sub(" ", sentence))]
    if len(found) == len(names):
        return list(found)
    return [found[0] if found else None] * len(names)


def _windows(sentence: str) -> list[tuple[int, int]]:
    """All spans of hours in a sentence; half-open ones end with the day."""
    found = [clock_range(match["a"], match["b"]) for match in _RANGE.finditer(sentence)]
    if found:
        return found
    first, last = _FROM.search(sentence), _UNTIL.search(sentence)
    if first or last:
        return [(clock_of(first["a"]).minute if first else 0, clock_of(last["b"]).minute if last else DAY_MIN)]
    return [(0, DAY_MIN)] if _ALL_DAY.search(sentence) else []


def _friends(heard: _Heard) -> tuple[tuple[Friend, ...], list[str]]:
    """Those of whom enough is known, and a line about each of the others."""
    friends, missing = [], []
    for name, known in heard.people.items():
        if known.place and known.windows:
            friends.append(Friend(name, known.place, tuple(sorted(known.windows)), known.minutes or 0))
        else:
            missing.append(f"{name}: {'when' if known.place else 'where'} is not said")
    return tuple(friends), missing
