"""How long one stop takes: `two hours at the Colosseum`, `half an hour longer at lunch`, `less time in the Uffizi`."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Sequence

from agents.edit_reading.clause import Answer
from agents.edit_reading.context import Context
from agents.edit_reading.one_stop import are_meals, day_of, lasts, stops_meant
from agents.edit_reading.spans import span_in
from agents.intent.numbers import NUMBER
from agents.intent.scan import BLANK, Scan
from domain.edits import ChangeDuration
from domain.itinerary import Stop

LEAST_MIN, MOST_MIN = 10, 720
_MORE_MIN = 30  # "more time" is half as much again, and this at the least

_LONGER = re.compile(
    r"\b(?:longer|more|extra|additional|lengthen|prolong|mas|alarga\w*|plus|de plus|prolonge\w*|mehr|langer)\b"
)
_SHORTER = re.compile(r"\b(?:shorter|less|shorten|menos|acorta\w*|moins|raccourci\w*|weniger|kurzer)\b")
_AT_MOST = re.compile(
    r"\b(?:(?:no|not) (?:more|longer) than|at most|up to|max(?:imum)?|como maximo|no mas de|au plus|au maximum|pas plus de|hochstens|maximal|nicht langer als)\b"
)
_ASKED = re.compile(
    r"\b(?:longer|shorter|(?:more|extra|additional|less) time|lengthen|shorten|prolong|(?:mas|menos) tiempo|alarga\w*|acorta\w*|(?:plus|moins) (?:de temps|longtemps)|prolonge\w*|raccourci\w*|(?:mehr|weniger) zeit|langer|kurzer)\b"
)
_TAKES_TIME = re.compile(
    r"\b(?:spend\w*|stay\w*|give|allow|plan|reserve|make|take|set|limit|keep|only|just|enough|visit|see|do|need|want|like|for|pasa\w*|queda\w*|dedica\w*|pon|solo|basta\w*|rest(?:er|ons|e)|passe[rz]?|consacre\w*|seulement|suffi\w*|verbring\w*|bleib\w*|nur|reich\w*|genug|gib|plane?)\b"
)
# Lengths that are of something else: when a day begins, how many days, what a stop is left out for.
_NOT_OF_A_STOP = re.compile(
    rf"\b(?:later|earlier|sooner|mas tarde|mas temprano|plus tard|plus tot|spater|fruher|{NUMBER} (?:more |extra )?(?:days?|nights?|dias?|noches?|jours?|nuits?|tage?|nachte?)|away|from|drop|remove|skip|delete|cancel|cut|swap|replace|change|switch|instead|add|include|lock|unlock|quita\w*|elimina\w*|cambia\w*|anade\w*|enleve\w*|supprime\w*|remplace\w*|ajoute\w*|streich\w*|ersetz\w*|tausch\w*|fug\w*)\b"
)


def length_of_stop(scan: Scan, context: Context) -> Answer:
    """The meal of every day at once, of other stops one."""
    text = scan.rest
    span, asked = span_in(text), _ASKED.search(text)
    match = span[1] if span else asked
    if match is None or _NOT_OF_A_STOP.search(text):
        return None
    sign = _sign(text)
    alone = not text[: match.start()].strip(" ,.")
    if not (sign or alone or _TAKES_TIME.search(text) or _AT_MOST.search(text)):
        return None
    stops = _stops(scan, match, context)
    if span is not None and len(stops) > 1 and not are_meals(stops):
        return None
    said = span[0] if span else None
    return [
        ChangeDuration(place_id=stop.place_id, minutes=_length(stop, said, sign), day=day_of(context, stop))
        for stop in stops
    ]


def _sign(folded: str) -> int:
    """1 longer, -1 shorter, 0 exactly so long."""
    if _AT_MOST.search(folded):
        return 0
    return -1 if _SHORTER.search(folded) else 1 if _LONGER.search(folded) else 0


def _length(stop: Stop, said: int | None, sign: int) -> int:
    now = lasts(stop)
    if said is not None:
        wanted = said if sign == 0 else now + sign * said
    else:
        wanted = now + max(_MORE_MIN, now // 2) if sign > 0 else now - max(LEAST_MIN, now // 3)
    return max(LEAST_MIN, min(MOST_MIN, round(wanted / 5) * 5))


def _stops(scan: Scan, match: re.Match[str], context: Context) -> Sequence[Stop]:
    """Named anywhere in the clause, but for the words that tell the length; mostly behind them."""
    rest = scan.rest
    for taken in (match, *_ASKED.finditer(rest), *_AT_MOST.finditer(rest)):
        rest = rest[: taken.start()] + BLANK * len(taken[0]) + rest[taken.end() :]
    words = "".join(char if left != BLANK else " " for char, left in zip(scan.text, rest, strict=True))
    parts = (words[match.end() :], words[: match.start()], words)
    return next((found for part in parts if (found := stops_meant(part, context))), ())
