"""Changes of the hours of the day: start later, be back by nine."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.edit_reading.clause import Answer
from agents.edit_reading.context import Context
from agents.intent.numbers import NUMBER, value_of
from agents.intent.scan import Scan
from agents.intent.slots.times import CLOCK, clock_minutes, read_times
from domain.edits import ChangeHours

_STEP_MIN = 60
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
            scan.blank(*at.span())
            day = context.day_in(scan)
            return [
                ChangeHours(start_min=minutes, day=day) if begins else ChangeHours(end_min=max(1, minutes), day=day)
            ]
    shift = re.search(
        rf"\b(?P<what>{_BEGIN}|{_FINISH})\b.{{0,30}}?\b{_AMOUNT}(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))\b", text
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
    if re.match(_BEGIN, found["what"]):
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
