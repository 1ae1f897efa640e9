"""What is understood and cannot be done to a single stop yet: said honestly, with what comes near it."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.edit_reading.clause import Answer
from agents.edit_reading.context import MEAL_WORDS, Context
from agents.intent.outcome import Question
from agents.intent.scan import Scan
from agents.intent.slots.times import CLOCK
from domain.itinerary import Stop

_LONGER = re.compile(
    r"\b(?:(?:more|extra|less|enough|additional) time (?:at|in|for|on|to (?:see|visit))|(?:spend|stay) (?:\w+ )?(?:longer|more time|less time|an hour|two hours|half an hour)|(?:longer|shorter) (?:visit|stop|time) (?:at|in|to|for)|"
    r"mas tiempo (?:en|para)|menos tiempo (?:en|para)|plus de temps (?:a|au|aux|pour)|moins de temps (?:a|au|aux|pour)|(?:mehr|weniger) zeit (?:im|in|am|fur|bei)|langer (?:im|in|am|bei))\b"
)
_HOUR = re.compile(
    rf"\b(?:to(?! the)|at|for|before|after|around|until|a las?|um|auf|nach|vor|a|vers|apres|avant|antes de las?)\s+{CLOCK}"
)
_HALF_OF_DAY = re.compile(
    r"\b(?:(?:in|to|for) the (?:mornings?|afternoons?|evenings?)|(?:first thing|early in the (?:morning|day))|por la (?:manana|tarde|noche)|le (?:matin|soir)|l'apres-midi|am (?:morgen|vormittag|nachmittag|abend)|morgens|vormittags|nachmittags|abends|at sunset|at sunrise)\b"
)
_NEXT_TO = re.compile(
    r"\b(?:before|after|right after|antes de(?:l)?|despues de(?:l)?|avant|apres|vor|nach)\s+(?:the |el |la |le |les |los |las |dem |der |den |das |die )?(?P<other>\S.*)$"
)
_MOVES = re.compile(
    r"\b(?:move|put|shift|visit|see|do|have|go to|schedule|push|bring|place|mueve|pon|visita\w*|ver|deplace[rz]?|mets|visite[rz]?|voir|verschieb\w*|besuch\w*|leg\w*|sehen)\b"
)


def one_stop_only(scan: Scan, context: Context) -> Answer:
    """The length, the hour or the neighbour of one stop; None for what other rules can do."""
    if (found := _LONGER.search(scan.rest)) and (stop := _stop(scan.text[found.end() :], context)):
        name, day = context.place(stop.place_id).name, _day_of(context, stop)
        text = f"I cannot set how long one visit takes; {name} is on day {day}, and a calmer day leaves more time for each stop."
        return Question(field="message", text=text, options=(f"make day {day} more relaxed", f"lock {name}"))
    moved = _MOVES.search(scan.rest)
    if moved is None:
        return None
    where = _HOUR.search(scan.rest, moved.end()) or _HALF_OF_DAY.search(scan.rest, moved.end())
    beside = _NEXT_TO.search(scan.rest, moved.end())
    if where is None and (beside is None or not _stop(scan.text[slice(*beside.span("other"))], context)):
        return None
    edge = where or beside
    stop = _stop(scan.text[moved.end() : edge.start() if edge else None], context)
    if stop is None or (where is not None and where.re is _HOUR and not _exact(where)):
        return None
    name, day = context.place(stop.place_id).name, _day_of(context, stop)
    text = f"I cannot set the hour of one stop: each goes where its day fits best. {name} is on day {day} at {stop.start_local:%H:%M}; I can move it to another day or plan day {day} again."
    return Question(field="message", text=text, options=(f"plan day {day} again",))


def _exact(where: re.Match[str]) -> bool:
    """Whether a number is surely a time of day."""
    return bool(
        where["m"]
        or where["half"]
        or where["noon"]
        or where["midnight"]
        or re.search(r"uhr|\dh|o'?clock|(?:at|las?|um) \d", where[0])
    )


def _stop(words: str, context: Context) -> Stop | None:
    """The stop that the words name, by its own name or as a meal."""
    probe = Scan(words, "en", context.today)
    day = context.day_in(probe)
    plain = "".join(char if left != "·" else " " for char, left in zip(probe.text, probe.rest, strict=True)).strip(
        " .,!?"
    )
    stops = context.by_name(plain, day) if plain else ()
    if not stops and re.search(rf"\b(?:{MEAL_WORDS})\b", probe.rest):
        stops = context.meals_in(plain, day)
    return stops[0] if stops else None


def _day_of(context: Context, stop: Stop) -> int:
    return next(n for n, day in enumerate(context.itinerary.days, start=1) if any(s.id == stop.id for s in day.stops))
