"""Direct flights from sentences: `A and B` goes both ways, `from A to B` one way."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.tours.names import NAME, is_name, trimmed
from agents.tours.wish import Flight

_ABOUT = re.compile(
    r"(?i)\b(?:direct(?:ly)?|non-?stop|flights?|fl(?:y|ies)|connections?|connected|routes?|airlines?|planes?)\b"
)
_BOTH_WORDS = r"(?:\s*(?:,|\()?\s*(?:in )?(?:both (?:ways|directions)|(?:and|or) (?:back|vice versa|the other way(?: round)?|return)|return|each way|two[- ]way|round[- ]trip)\s*\)?)"
_ONE_WORDS = r"(?:\s*(?:,|\()?\s*(?:(?:but )?(?:only )?one[- ]way(?: only)?|(?:but )?not (?:back|the other way(?: round)?|vice versa)|in (?:this|that|one) direction(?: only)?|only)\s*\)?)"
_NAMED = rf"(?:the\s+)?(?P<{{0}}>{NAME})"
_A, _B = _NAMED.format("a"), _NAMED.format("b")
_FORMS: tuple[tuple[re.Pattern[str], bool | None], ...] = tuple(
    (re.compile(rf"^{form}(?P<both>{_BOTH_WORDS})?(?P<one>{_ONE_WORDS})?$"), both)
    for form, both in (
        (rf"(?i:between)\s+{_A}\s+(?i:and)\s+{_B}", True),
        (rf"(?:(?i:only)\s+)?(?i:from)\s+{_A}\s+(?:in)?(?i:to)\s+{_B}", False),
        (rf"{_A}\s*(?:<\s*[-–—=]+\s*>|↔|⇄|⇔|<>|/|&)\s*{_B}", True),
        (rf"{_A}\s*(?:[-–—=]+\s*>|→|⇒|➔|➝|>)\s*{_B}", False),
        (rf"{_A}\s+(?i:to and from|from and to)\s+{_B}", True),
        (rf"{_A}\s+(?i:and|with)\s+{_B}", True),
        (rf"{_A}\s+(?i:to|into)\s+{_B}", False),
        (rf"{_A}\s*(?:\s[-–—]\s*|\s*[-–—]\s|[–—])\s*{_B}", True),
    )
)
_HUB = re.compile(
    rf"^(?:(?i:from)\s+)?(?:the\s+)?(?P<hub>{NAME})(?:\s*:|,?\s+(?:(?:one|you|we)\s+(?:can|may|could)\s+(?:only\s+)?(?:fly|reach|go)|there (?:are|is) (?:a )?(?:direct |non-?stop )*flights?|has (?:a )?(?:direct |non-?stop )*(?:flights?|connections?)|is (?:directly )?(?P<joined>connected|linked)|(?P<serves>flies|fly))(?:\s+(?:direct(?:ly)?|non-?stop))*(?:\s+(?P<link>to|with|and from))?(?:\s+and from)?)\s+(?:both\s+)?(?P<rest>(?:the\s+)?{NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:to\s+)?(?:the\s+)?{NAME})*)(?P<both>{_BOTH_WORDS})?$"
)
# Words before the first pair: `There are direct flights`, `The following pairs are connected by a direct flight:`.
_LEAD = re.compile(
    r"^(?:.*?:\s*|(?i:(?:there (?:are|is)|you (?:can|may)|one can|we (?:can|may)|also|and|then|as well as|the|only|a|an|airlines|planes|you have|we have|direct|directly|non-?stop|daily|regular|flights?|connections?|routes?|flying|fly|run|runs|go|goes|operate|operates|exists?|available|is|are|lead|leads)\s+)+(?=(?i:between|from)\s|[A-ZÀ-Þ]))"
)
_TAIL = re.compile(
    r"(?i)(?:\s+(?:(?:are|is) (?:directly )?(?:connected|linked|joined)(?: (?:directly|non-?stop))?(?: by (?:a )?(?:direct |non-?stop )*flights?| by air)?|(?:has|have) (?:a )?(?:direct |non-?stop )*flights?|by (?:plane|air)|by (?:a )?(?:direct |non-?stop )*flights?|direct(?:ly)?|non-?stop|(?:there )?(?:is|are) (?:a )?(?:direct |non-?stop )*flights?|flights?|exists?|(?:is|are) (?:available|possible)))+$"
)
_SPLIT = re.compile(
    r"\s*[,;]\s*(?:(?:and|as well as|plus|or)\s+)?(?=(?:between|from|only|the\s)?\s*[A-ZÀ-Þbf])|\s+(?:and|as well as|plus)\s+(?=(?:between|from)\s)"
)


def is_about_flights(sentence: str) -> bool:
    return bool(_ABOUT.search(sentence))


def flights_in(sentence: str) -> list[Flight] | None:
    """All flights of a sentence or line that lists some; None where any part of it is none."""
    text = _TAIL.sub("", sentence.strip().rstrip("."))
    hub = _hub(text)
    if hub is not None:
        return hub
    text = _LEAD.sub("", text, count=1)
    found: list[Flight] = []
    for part in _SPLIT.split(text):
        if not part.strip():
            continue
        flights = _pair(part.strip())
        if flights is None:
            return None
        found.extend(flights)
    return found or None


def _pair(part: str) -> list[Flight] | None:
    for form, both in _FORMS:
        match = form.match(part)
        if not match:
            continue
        a, b = trimmed(match["a"]), trimmed(match["b"])
        if not (a and b and is_name(a) and is_name(b)):
            continue
        return [Flight(a, b, (bool(both) or bool(match["both"])) and not match["one"])]
    return _hub(part)


def _hub(sentence: str) -> list[Flight] | None:
    """`From Rome you can fly to Pisa, Turin and Bari`, `Rome: Pisa, Turin`; connected means both ways."""
    match = _HUB.match(sentence.strip())
    if not match or not is_name(match["hub"]):
        return None
    both = bool(match["joined"] or match["both"]) or "and from" in match[0]
    others = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", match["rest"])
    named = [trimmed(re.sub(r"^(?:to|the)\s+", "", other)) for other in others]
    return [Flight(trimmed(match["hub"]), name, both) for name in named if name]
