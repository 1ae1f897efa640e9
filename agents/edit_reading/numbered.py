"""Stops by their place in the day: "the first stop on day 2", "stop 3", "the second museum"."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.intent.numbers import ORDINAL, ORDINALS
from domain.itinerary import Stop
from tools.places.spelling import fold

_STOP = r"(?:stops?|places?|sights?|visits?|things?|activit(?:y|ies)|paradas?|lugar(?:es)?|sitios?|visitas?|actividad(?:es)?|arrets?|etapes?|lieux?|visites?|activites?|stopps?|stationen?|station|halte?|orte?|aktivitat(?:en)?|programmpunkte?)"
_NTH = re.compile(
    rf"\b(?:(?:(?P<ord>{ORDINAL})|(?P<digits>\d{{1,2}})(?:st|nd|rd|th)) (?:(?P<stop>{_STOP})\b|(?P<kind>[a-z]+))"
    rf"|{_STOP} (?:(?:number|no\.?|nr\.?|numero|nummer) )?#?(?P<n>\d{{1,2}})\b)"
)
_LAST = {"last", "final", "ultima", "ultimo", "derniere", "dernier", "letzte", "letzten"}


@dataclass(frozen=True)
class Nth:
    """`number` from 1, -1 the last; `kind`: of which kind of stop, "" of all."""

    number: int
    kind: str

    def of(self, stops: Sequence[Stop]) -> tuple[Stop, ...]:
        """The one meant, or none where there are not so many."""
        index = self.number - 1 if self.number > 0 else self.number
        return (stops[index],) if -len(stops) <= index < len(stops) else ()

    @property
    def is_an_end(self) -> bool:
        """Whether it can be told without a day: the first or the last of a trip."""
        return self.number in (1, -1) or bool(self.kind)


def nth_in(words: str) -> Nth | None:
    """Which one by number the words speak of."""
    match = _NTH.search(fold(words))
    if match is None:
        return None
    figures = match["n"] or match["digits"]
    number = int(figures) if figures else -1 if match["ord"] in _LAST else ORDINALS[match["ord"]]
    return Nth(number, match["kind"] or "") if number else None
