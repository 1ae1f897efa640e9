"""Keeps generated text within the facts: a sentence that says more is dropped, and counted."""

# ruff: noqa: E501 - patterns read best in one piece
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agents.marking import clean
from agents.writing.facts import TripFacts
from agents.writing.figures import figures_in
from agents.writing.names import MASK, Names
from agents.writing.sayable import unsayable
from domain.itinerary import Itinerary
from tools.places.spelling import fold

_MARK = re.compile(r"\[\[\s*(p\d+)\s*\]\]")
_SENTENCE = re.compile(r".+?(?:[.!?…]+[\"”»’)]*(?=\s|$)(?:[ \t]*\n)?|[。！？]+[」』）]*\n?|\n|$)", re.DOTALL)
_ABBREVIATED = re.compile(
    r"(?:\b(?:St|Mt|Dr|Mr|Mrs|Sr|Sra|Av|Nr|No|ca|z\.B|e\.g|i\.e|bzw|usw|etc|S|Sta|Sto|p|a|approx|min|max|Std|h)\.|\b(?:am|der|den|dem|vom|zum|bis|ab) \d{1,2}\.|\b[ap]\. ?m\.)$"
)
_BULLET = re.compile(r"^\s*(?:[-*•–]|#{1,6}|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_FREE = re.compile(
    r"\b(?:free (?:of charge|entry|admission|entrance)|(?:entry|admission|entrance) is free|free to (?:enter|visit)|entrada (?:es )?(?:gratuita|libre|gratis|livre)|entree (?:est )?(?:gratuite|libre)|gratuit[eo]?s?|gratis|kostenlos\w*|freier? eintritt|eintritt frei|ingresso (?:gratuito|libero)|kostenfrei|za darmo|bezplatn\w+|бесплатн\w+)\b|無料|免费|무료"
)
_ECHO = 7  # words in a row that stand in the instructions


@dataclass(frozen=True)
class Dropped:
    sentence: str
    why: str


@dataclass(frozen=True)
class Guarded:
    """What may be said, and what may not and why."""

    text: str
    dropped: tuple[Dropped, ...] = ()


class Guard:
    """Checks sentences against the facts of one trip; `system` are our instructions, which nobody is to read."""

    def __init__(self, facts: TripFacts, city_ids: Iterable[str] = (), system: str = "") -> None:
        self._facts = facts
        known = [name for named in facts.places for name in named.names]
        self._names = Names(known, city_ids, facts.language, facts.own_words, facts.others)
        self._instructions = _shingles(system)
        self._free = any(named.place.price is not None and named.place.price.minor == 0 for named in facts.places)

    def check(self, sentence: str) -> tuple[str, str]:
        """The sentence as it is told, and why not; one of the two is empty."""
        plain = _EMPHASIS.sub("", _BULLET.sub("", clean(sentence))).strip()
        unknown = [mark for mark in _MARK.findall(plain) if self._facts.by_mark(mark) is None]
        if unknown:
            return "", f"mark {unknown[0]}"
        bare = _MARK.sub(MASK, plain)
        if why := self._why_not(bare):
            return "", why
        return _MARK.sub(self._name, plain), ""

    def _name(self, found: re.Match[str]) -> str:
        place = self._facts.by_mark(found[1])
        return place.name if place is not None else ""

    def _why_not(self, bare: str) -> str:
        if what := unsayable(bare):
            return what
        if _shingles(bare) & self._instructions:
            return "instructions"
        unnamed = self._names.masked(bare)
        for figure in figures_in(unnamed, self._facts.language):
            if not self._facts.stated.allows(figure):
                return f"{figure.kind} {figure.said}"
        if not self._free and _FREE.search(fold(unnamed)):
            return "amount free"
        strange = self._names.strange(bare)
        return f"name {strange[0]}" if strange else ""


def _shingles(text: str) -> frozenset[str]:
    found = re.findall(r"\w+", fold(text))
    return frozenset(" ".join(found[at : at + _ECHO]) for at in range(len(found) - _ECHO + 1))


def guard_of(facts: TripFacts, itinerary: Itinerary, system: str = "") -> Guard:
    return Guard(facts, (city.id for city in itinerary.cities), system)


class Sentences:
    """A text that comes in pieces, as whole sentences."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> list[str]:
        self._held += piece
        found = split(self._held)
        whole, self._held = (found[:-1], found[-1]) if found else ([], "")
        return whole

    def rest(self) -> list[str]:
        held, self._held = self._held, ""
        return split(held)


def split(text: str) -> list[str]:
    """Sentences with the space that follows left out; a line end ends one too."""
    found: list[str] = []
    held = ""
    for match in _SENTENCE.finditer(text):
        held += match[0]
        if match[0].endswith("\n") or not _ABBREVIATED.search(held.rstrip()):
            found.append(held)
            held = ""
    return [*found, held] if held else found


def guarded(text: str, guard: Guard) -> Guarded:
    """All sentences that may be said, in their order, as one paragraph a line."""
    told: list[str] = []
    dropped: list[Dropped] = []
    for sentence in split(text):
        kept, why = guard.check(sentence) if sentence.strip() else ("", "")
        if why:
            dropped.append(Dropped(sentence.strip(), why))
        told.append(kept + ("\n" if sentence.endswith("\n") else " " if kept else ""))
    return Guarded(paragraphs(told), tuple(dropped))


def paragraphs(told: Sequence[str]) -> str:
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(told).split("\n"))
    return "\n".join(line for line in lines if line)
