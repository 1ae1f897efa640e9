"""Days of a tour in a sentence: counts (`4 days`, `a week`) and spans (`between day 3 and day 6`)."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from typing import NamedTuple

from agents.tours.amounts import NUMBER, ORDINAL, number_of, ordinal_of

_TO = r"(?:\s*(?:-|–|—|to|and|through|thru|until|till|up to|&)\s*)"
_PRE = r"(?:(?:some ?time|any ?time|at some point|any day|some day|one day|a day)\s+)?(?:(?:anywhere |all the way )?(?:between|from|during|over|on|for|in|within|throughout|spanning|of)\s+)?(?:the\s+)?"
_SPANS = tuple(
    re.compile(rf"(?i){_PRE}{form}")
    for form in (
        rf"\bdays?\s*(?P<a>{NUMBER}){_TO}(?:the\s+)?(?:days?\s*)?(?P<b>{NUMBER})(?!\s*(?:days?|nights?)\b)",
        rf"(?P<a>{ORDINAL})(?:\s+day)?{_TO}(?:the\s+)?(?P<b>{ORDINAL})\s+days?\b",
        rf"\bdays?\s+(?:the\s+)?(?P<a>{ORDINAL}){_TO}(?:the\s+)?(?P<b>{ORDINAL})",
        rf"\bdays?\s*(?P<a>{NUMBER})(?!\w|\s*[-–]?\s*days?\b)",
        rf"(?P<a>{ORDINAL})\s+day\b",
    )
)
_LOOSE = re.compile(r"(?i)^\s*(?:some ?time|any ?time|at some point|any day|some day|one day|a day)\b")
_COUNT = re.compile(
    rf"(?i)(?<![\w.,/-])(?P<n>{NUMBER}|a|an)(?P<unit>[\s-]*(?:(?:full|whole|entire|solid|more|other|of (?:your|the|my|our))\s+)*(?:(?P<day>days?)|(?P<night>nights?)|(?P<week>weeks?|wks?)|(?P<fortnight>fortnights?)))(?![\w])"
)


class Span(NamedTuple):
    """Days `first` to `last` of the tour, said at `[start, end)`; not `whole` where one of them will do."""

    first: int
    last: int
    start: int
    end: int
    whole: bool


class Count(NamedTuple):
    """So many days, both ends counted, said at `[start, end)`."""

    days: int
    start: int
    end: int


def spans_in(sentence: str) -> list[Span]:
    """Spans in order of appearance, the longer form where two could be read."""
    found: list[Span] = []
    for pattern in _SPANS:
        for match in pattern.finditer(sentence):
            if any(match.start() < span.end and span.start < match.end() for span in found):
                continue
            a, b = (_value(match[key]) if key in match.re.groupindex and match[key] else None for key in ("a", "b"))
            if a is not None:
                found.append(Span(a, b or a, match.start(), match.end(), not _LOOSE.match(match[0])))
    return sorted(found, key=lambda span: span.start)


def counts_in(sentence: str) -> list[Count]:
    """A night is a day less: three nights are days 1 to 4."""
    found = []
    for match in _COUNT.finditer(sentence):
        amount = number_of(match["n"])
        days = amount + 1 if match["night"] else amount * (7 if match["week"] else 14 if match["fortnight"] else 1)
        if not (match["n"].lower() in {"a", "an"} and match["day"]):
            found.append(Count(days, match.start(), match.end()))
    return found


def blanked(sentence: str, parts: list[Span]) -> str:
    """The same length, with the spans taken out."""
    for part in parts:
        sentence = sentence[: part.start] + " " * (part.end - part.start) + sentence[part.end :]
    return sentence


def _value(text: str) -> int:
    try:
        return number_of(text)
    except KeyError:
        return ordinal_of(text)
