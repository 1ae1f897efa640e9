"""At what time of its day one stop comes: `dinner at 8pm`, `the Uffizi in the afternoon`, `the Pantheon before lunch`."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from agents.edit_reading.clause import Answer, clean_words
from agents.edit_reading.context import MEAL_WORDS, Context
from agents.edit_reading.one_stop import are_meals, day_of, lasts, stops_meant
from agents.intent.outcome import Question
from agents.intent.scan import BLANK, Scan
from agents.intent.slots.times import CLOCK, clock_minutes
from domain.edits import MoveStop
from domain.itinerary import Purpose, Stop

_APART_MIN = 10  # on the way to a neighbour
_VISIT_MIN = 90  # that a place takes of which no more is known
_HALVES = {"morning": 9 * 60 + 30, "afternoon": 14 * 60 + 30, "evening": 18 * 60 + 30}

_HOUR = re.compile(
    r"\b(?:(?P<by>before|by|vor|bis|avant|antes de las?)|to(?! the)|at|for|around|until|after|a las?|despues de las?|um|auf|nach|a|vers|apres|gegen)\s+"
    + CLOCK
)
_HALF_OF_DAY = re.compile(
    r"\b(?:(?P<morning>(?:in|to|for|into) the mornings?|first thing|early in the (?:morning|day)|por la manana|le matin|am (?:morgen|vormittag)|morgens|vormittags)"
    r"|(?P<afternoon>(?:in|to|for|into) the afternoons?|por la tarde|l'apres-midi|am nachmittag|nachmittags)"
    r"|(?P<evening>(?:in|to|for|into) the evenings?|por la noche|le soir|am abend|abends))\b"
)
_SUN = re.compile(r"\bat (?P<sun>sunset|sunrise)\b")
_NEXT_TO = re.compile(
    r"\b(?:(?P<before>before|antes de(?:l)?|avant|vor)|(?:right )?after|despues de(?:l)?|apres|nach)\s+(?:the |el |la |le |les |los |las |dem |der |den |das |die )?(?P<other>\S.*)$"
)
_BEGINS_WITH = re.compile(
    rf"\b(?:(?P<first>start\w*|begin\w*|empez\w+|empiez\w+|comenz\w+|commenc\w+|beginn\w*|starte\w*)|end|finish\w*|acab\w+|termin\w+|fini\w*|beend\w*|schliess\w*)\b(?: (?:the|our|el|le|den) (?:day|dia|jour|tag))?[ {BLANK}]*\b(?:with|at|in|by visiting|con|en|par|avec|a|mit|bei|am|im)\s+(?:the )?"
)
_COMES = re.compile(
    rf"\b(?:(?P<first>first|at the (?:very )?(?:start|beginning)|primero|al principio|d'abord|en premier|zuerst|als erstes)|last|at the (?:very )?end|al final|por ultimo|en dernier|a la fin|zuletzt|als letztes)(?: of the day)?[ .!{BLANK}]*$"
)
_LEADING_VERB = re.compile(
    r"(?i)^(?:please |can (?:we|you) |let'?s )*(?:move|put|shift|visit|see|do|go to|schedule|place|mueve|pon|visita\w*|mets|visite[rz]?|voir|besuch\w*)\s+(?:to )?(?:the )?"
)
_MOVES = re.compile(
    r"\b(?:move|put|shift|visit|see|do|have|go to|schedule|push|bring|place|mueve|pon|visita\w*|ver|deplace[rz]?|mets|visite[rz]?|voir|verschieb\w*|verleg\w*|besuch\w*|leg\w*|sehen)\b"
)


def at_an_end(scan: Scan, context: Context) -> Answer:
    """`the Colosseum first`, `end day 2 at Castel Sant'Angelo`: before all else of its day, or after all but dinner."""
    probe = Scan(scan.text, scan.language, scan.today)
    day = context.day_in(probe)
    match = _BEGINS_WITH.search(probe.rest) or _COMES.search(probe.rest)
    if match is None:
        return None
    edge = time_in(probe.rest)
    if edge is not None:
        probe.blank(*edge.span())
    span = slice(match.end(), None) if match.re is _BEGINS_WITH else slice(None, match.start())
    words = _LEADING_VERB.sub("", clean_words(probe.text[span], probe.rest[span]))
    stops = context.named_on(words, day)
    if len(stops) != 1:
        return None
    stop, number = stops[0], day or day_of(context, stops[0])
    at = minute_of(edge) if edge is not None else _at_end(stop, context.stops_on(number), first=bool(match["first"]))
    return [MoveStop(place_id=stop.place_id, to_day=number, at_min=at)]


def _at_end(stop: Stop, day: Sequence[Stop], *, first: bool) -> int:
    """Where it is at that end already: its own time."""
    tables = [one for one in day[-1:] if one.purpose is Purpose.DINNER and one.id != stop.id]
    rest = day[: len(day) - len(tables)]
    if not rest or rest[0 if first else -1].id == stop.id:
        return minute(stop.start_local)
    if first:
        return minute(rest[0].start_local)
    if tables:
        return max(0, minute(tables[0].start_local) - lasts(stop) - _APART_MIN)
    return minute(rest[-1].end_local) + _APART_MIN


def minute(at: datetime) -> int:
    """After midnight."""
    return at.hour * 60 + at.minute


def time_of_stop(scan: Scan, context: Context) -> Answer:
    """Of a meal without a day, every day's."""
    verb = _MOVES.search(scan.rest)
    if verb is None and not re.search(rf"\b(?:{MEAL_WORDS})\b", scan.rest) and not _is_a_stop_and_a_time(scan, context):
        return None
    start, end = verb.span() if verb else (0, 0)
    text = scan.text[:start] + " " * (end - start) + scan.text[end:]
    if sun := _SUN.search(scan.rest, end):
        return _ask_for_the_hour(text[: sun.start()], sun["sun"], context)
    edge = time_in(scan.rest)
    if edge is None:
        return _beside(scan, end, context)
    words = text[: edge.start()] + " " + text[edge.end() :]
    stops = stops_meant(words, context)
    if len(stops) > 1 and not are_meals(stops):
        return None
    day = context.day_in(Scan(words, scan.language, scan.today))
    return [
        MoveStop(place_id=stop.place_id, to_day=day or day_of(context, stop), at_min=at)
        for stop in stops
        if (at := _start(edge, stop)) is not None
    ]


def _is_a_stop_and_a_time(scan: Scan, context: Context) -> bool:
    """`Colosseum at 11`, and no more."""
    probe = Scan(scan.text, scan.language, scan.today)
    context.day_in(probe)
    edge = time_in(probe.rest)
    if edge is None or probe.rest[edge.end() :].strip(f" .!{BLANK}"):
        return False
    return bool(context.named_exactly(clean_words(probe.text[: edge.start()], probe.rest[: edge.start()])))


def time_in(folded: str) -> re.Match[str] | None:
    """The first time of day in a folded text: a half of it, or an hour that can be nothing else."""
    half = _HALF_OF_DAY.search(folded)
    hour = next((found for found in _HOUR.finditer(folded) if _is_exact(found)), None)
    if half is None or (hour is not None and hour.start() <= half.start()):
        return hour
    return half


def minute_of(edge: re.Match[str], *, late: bool = False) -> int | None:
    """After midnight. `late`: a number alone is an hour after noon; else those before eight are."""
    if edge.re is _HALF_OF_DAY:
        return next(minute for name, minute in _HALVES.items() if edge[name])
    early = edge["h"] is not None and int(edge["h"]) < 8
    return clock_minutes(edge, "pm" if late or early else "any")


def _start(edge: re.Match[str], stop: Stop) -> int | None:
    at = minute_of(edge, late=stop.purpose is Purpose.DINNER)
    by = at is not None and edge.re is _HOUR and edge["by"] is not None
    return max(0, at - lasts(stop)) if by and at is not None else at


def _is_exact(where: re.Match[str]) -> bool:
    """Whether a number is surely a time of day."""
    named = where["m"] or where["half"] or where["noon"] or where["midnight"]
    return bool(named or re.search(r"uhr|\dh|o'?clock|(?:at|by|las?|um) \d", where[0]))


def _beside(scan: Scan, start: int, context: Context) -> Answer:
    """Before or after another stop, on its day."""
    match = _NEXT_TO.search(scan.rest, start)
    if match is None:
        return None
    stops = stops_meant(scan.text[start : match.start()], context)
    others = stops_meant(scan.text[slice(*match.span("other"))], context)
    if len(others) != 1:
        return None
    other = others[0]
    same_day = [stop for stop in stops if day_of(context, stop) == day_of(context, other)]
    if len(same_day or stops) != 1:
        return None
    stop = (same_day or stops)[0]
    before, after = minute(other.start_local) - lasts(stop) - _APART_MIN, minute(other.end_local) + _APART_MIN
    at = before if match["before"] else after
    return [MoveStop(place_id=stop.place_id, to_day=day_of(context, other), at_min=max(0, at))]


def next_to(scan: Scan, day: int | None, context: Context) -> tuple[int, int] | None:
    """When and on which day what is added before or after a stop would come; what says so is taken out of the scan."""
    match = _NEXT_TO.search(scan.rest)
    others = stops_meant(scan.text[slice(*match.span("other"))], context) if match else ()
    on_day = [stop for stop in others if day in (None, day_of(context, stop))]
    if match is None or len(on_day) != 1:
        return None
    other = on_day[0]
    scan.blank(*match.span())
    at = minute(other.start_local) - _VISIT_MIN if match["before"] else minute(other.end_local) + _APART_MIN
    return max(0, at), day_of(context, other)


def _ask_for_the_hour(words: str, sun: str, context: Context) -> Answer:
    """The sun's hours are in no table of ours."""
    stops = stops_meant(words, context)
    if len(stops) != 1:
        return None
    name, clock = context.place(stops[0].place_id).name, "20:00" if sun == "sunset" else "07:00"
    text = f"At what time shall {name} be? I do not know when the sun {'sets' if sun == 'sunset' else 'rises'} there."
    return Question(field="message", text=text, options=(f"move {name} to {clock}",))
