"""Changes of the hours of the day: start later, be back by nine."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.edit_reading.clause import Answer
from agents.edit_reading.context import Context
from agents.intent.numbers import NUMBER, value_of
from agents.intent.outcome import Question
from agents.intent.scan import Scan
from agents.intent.slots.times import CLOCK, clock_minutes, read_times
from domain.edits import ChangeHours, RemoveStop
from domain.itinerary import Purpose

_STEP_MIN = 60
_HALVES = {"morning": (0, 12), "afternoon": (12, 18), "evening": (18, 24)}  # hours at which a visit begins
_FREE_FROM = {
    "morning": r"mornings?|manana|matin|matinee|morgen|vormittag",
    "afternoon": r"afternoons?|tarde|apres-midi|nachmittag",
    "evening": r"evenings?|noche|soir|soiree|abend",
}
_HALF = "|".join(_FREE_FROM.values())
_FREE = re.compile(
    rf"\b(?:(?:free|libres?|freie[nrsm]?) (?:{_HALF})|(?:{_HALF})\b(?:(?! (?:and|y|et|und) )[^.;,]){{0,24}}?\b(?:free|off|empty|to ourselves|for ourselves|libres?|frei)"
    rf"|(?:nothing|no plans|nada|rien|nichts)(?: planned)? (?:in|for|on|por|para|a|am|in) (?:the |la |le |l')?(?:{_HALF}))\b"
)
_AMOUNT = rf"(?:(?P<n>{NUMBER}|half an?|media|une demi-?|eine halbe)\s*(?:[- ])?(?P<unit>hours?|hrs?|h|minutes?|mins?|horas?|minutos?|heures?|stunden?|minuten?)\s+)?"
_LATER = r"(?:later|mas tarde|plus tard|spater)"
_EARLIER = r"(?:earlier|sooner|mas temprano|antes|plus tot|fruher)"
_BEGIN = r"(?:start\w*|begin\w*|set off|head out|get going|get up|wake up|leave|empez\w+|empiec\w+|empiez\w+|comenz\w+|comienz\w+|salir|commenc\w+|debut\w*|part\w+|beginn\w*|anfang\w*|los\w*|aufstehen|mornings?)"
_FINISH = r"(?:end\w*|finish\w*|back|home|return\w*|wrap up|stop|evenings?|acab\w+|termin\w+|volver|vuelta|finir|rentr\w+|aufhor\w*|enden|schluss|zuruck)"


def hours(scan: Scan, context: Context) -> Answer:
    text = scan.rest
    at = re.search(
        rf"\b(?P<what>{_BEGIN}|{_FINISH})\b[^.·\d]{{0,25}}?\b(?:at|by|from|before|after|around|not before|a las?|a|um|vers|ab|bis|vor|avant)\s*{CLOCK}",
        text,
    )
    if at:
        begins = bool(re.match(_BEGIN, at["what"]))
        minutes = clock_minutes(at, "am" if begins else "pm")
        if minutes is not None and re.search(r"\d|noon|midday|midnight", at[0]):
            day = _day_beside(scan, at, context)
            return [
                ChangeHours(start_min=minutes, day=day) if begins else ChangeHours(end_min=max(1, minutes), day=day)
            ]
    shift = re.search(
        rf"\b(?P<what>{_BEGIN}|{_FINISH}|everything|it all|(?:whole|entire) day)\b.{{0,30}}?\b{_AMOUNT}(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))\b",
        text,
    )
    swapped = re.search(
        rf"\b{_AMOUNT}(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))\s+(?P<what>{_BEGIN}|{_FINISH})", text
    )
    lie_in = re.search(
        r"\b(?:sleep in|lie[- ]?in|no early (?:mornings?|starts?)|sleep longer|ausschlafen|grasse matinee|dormir mas)\b",
        text,
    )
    found = shift or swapped
    if not found and not lie_in:
        return _as_said(scan, context)
    scan.blank(*(found or lie_in).span())  # type: ignore[union-attr]
    day = context.day_in(scan)
    return [_shifted(found, context, day)]


def _day_beside(scan: Scan, at: re.Match[str], context: Context) -> int | None:
    """The day of a clause, which may be named between the verb and the hour: "start the second day at 11"."""
    clock = at.start("noon") if at["noon"] else at.start("midnight") if at["midnight"] else at.start("h")
    scan.blank(clock, at.end())
    return context.day_in(scan)


def free_half(scan: Scan, context: Context) -> Answer:
    """`leave the afternoon of day 3 free`, `a free morning on Tuesday`: its visits go, meals stay."""
    match = _FREE.search(scan.rest)
    if match is None:
        return None
    half = next(name for name in _FREE_FROM if re.search(_FREE_FROM[name], match[0]))
    number = context.day_in(scan)
    gone = {n: _visits(context, n, *_HALVES[half]) for n in range(1, len(context.itinerary.days) + 1)}
    planned = [n for n in gone if gone[n]]
    if number is None and len(planned) > 1:
        options = tuple(f"free {half} on day {n}" for n in planned[:4])
        return Question(field="day", text=f"On which day shall the {half} be free?", options=options)
    return gone[number] if number is not None else [edit for n in planned for edit in gone[n]]


def _visits(context: Context, number: int, begins: int, ends: int) -> list[RemoveStop]:
    stops = [stop for stop in context.stops_on(number) if stop.purpose is Purpose.VISIT]
    return [RemoveStop(place_id=s.place_id, day=number) for s in stops if begins <= s.start_local.hour < ends]


def _as_said(scan: Scan, context: Context) -> Answer:
    """The hours in any of the ways that a first message may say them: "never before 11", "bis 22 Uhr zurück"."""
    said = Scan(scan.text, scan.language, scan.today)
    times = read_times(said)
    if times.day_start_min is None and times.day_end_min is None:
        return None
    day = context.day_in(said)
    return [ChangeHours(start_min=times.day_start_min, end_min=times.day_end_min, day=day)]


def _shifted(found: re.Match[str] | None, context: Context, day: int | None) -> ChangeHours:
    request = context.request
    if found is None:
        return ChangeHours(start_min=min(request.day_start_min + _STEP_MIN, 14 * 60), day=day)
    by = _minutes(found) * (1 if found["later"] else -1)
    if not re.match(_FINISH, found["what"]):
        return ChangeHours(start_min=max(5 * 60, min(request.day_start_min + by, 18 * 60)), day=day)
    return ChangeHours(end_min=max(12 * 60, min(request.day_end_min + by, 26 * 60)), day=day)


def _minutes(found: re.Match[str]) -> int:
    got = found.groupdict()
    if not got.get("n"):
        return _STEP_MIN
    unit = 1 if str(got["unit"]).startswith("m") else 60
    if re.match(r"half|media|une demi|eine halbe", got["n"]):
        return 30
    return value_of(got["n"]) * unit
