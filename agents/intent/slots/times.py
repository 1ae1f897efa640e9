"""Times of day: when days start and end, when the traveller lands and leaves."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from typing import NamedTuple

from agents.intent.scan import Scan

CLOCK = (
    r"(?:(?P<noon>noon|midday|mittags?|mediodia|midi)|(?P<midnight>midnight|mitternacht|medianoche|minuit)|"
    r"(?P<h>[01]?\d|2[0-3])(?:(?:[:.h]\s?(?P<m>[0-5]\d))|(?:\s?h(?:oras|eures)?\b))?(?:\s?uhr)?(?:\s*o'?clock)?\s?(?P<half>am|pm|a\.m\.?|p\.m\.?|in the (?:morning|evening|afternoon)|at night|de la (?:manana|tarde|noche)|du (?:matin|soir)|abends|morgens|nachmittags)?)(?![\w:]|[.,]\d)"
)
_LATE_START_MIN, _EARLY_START_MIN, _CHILD_END_MIN = 10 * 60, 8 * 60, 20 * 60 + 30
_NO_MORNINGS = re.compile(
    r"\b(?:no|not|avoid|hate|without|don'?t (?:like|do|want)|don'?t want any|never|aren'?t|skip|not (?:big )?(?:fans? of|into))\s+(?:\w+\s+){0,3}?(?:early|morning)\s*(?:mornings?|starts?|people|person|birds?|rising|get[- ]?ups?|wake[- ]?ups?)?\b"
    r"|\bnot? (?:a |an )?(?:morning (?:person|people)|early (?:birds?|risers?))\b|\b(?:sleep(?:ing)? in|lie[- ]?ins?|late (?:start|morning)s?|slow mornings?|lazy mornings?|relaxed mornings?|late risers?)\b"
    r"|\b(?:sin madrugar|no madrugar|nada de madrug\w+|no queremos madrugar|no me gusta madrugar|dormir hasta tarde)\b"
    r"|\b(?:pas de (?:reveil|depart|lever)s? (?:matinal|tot|aux aurores|matinaux)|pas trop tot|grasses? matinees?|pas se lever tot|sans se lever tot)\b"
    r"|\b(?:nicht (?:zu |so )?fruh(?: aufstehen)?|ausschlafen|kein fruhes aufstehen|keine fruhen? \w+|langschlafer\w*|kein fruhaufsteh\w*)\b"
)
_EARLY = re.compile(
    r"\b(?:early (?:starts?|birds?|risers?)|(?:get|getting|got) up early|start(?:ing)? early|madrugar|madrugador\w*|leve-tot|lever tot|fruhaufsteher|fruh (?:los|starten|aufstehen)|morning (?:person|people))\b"
)
_START = (
    r"(?:(?:day(?:s)?\s+)?(?:start(?:s|ing)?|begin(?:s|ning)?|set off|get going|head(?:ing)? out|out the door|up)(?:\s+(?:the |our |each |every |my )?(?:days?|mornings?))?\s*(?:each day\s*|every day\s*)?(?:at|around|from|by|after|not before|no earlier than|about)"
    r"|not? (?:anything |activities |sights )?(?:before|earlier than)|nothing (?:before|earlier than)|(?:never|not|nobody|don'?t|won'?t|doesn'?t|no one|hate(?: to)?) (?:(?!be\b|back\b|home\b|return|dinner\b|eat\b)[a-z']+ ){0,6}?(?:before|earlier than|until)|"
    r"(?:empezar|empezamos|empezando|comenzar|salir)\s+(?:el dia )?(?:a las?|sobre las?|despues de las?)|(?:no|nada|nunca|jamas|sin) (?:(?!volver|cenar|comer|regresar)[a-z]+ ){0,4}?antes de las?|"
    r"(?:commencer|commencant|debuter|debut)\s+(?:la journee )?(?:a|vers)|(?:rien|pas|jamais) (?:[a-z']+ ){0,3}?avant|"
    r"(?:start|beginn|beginnen|starten|los|anfangen|fangen|beginnt)\s*(?:(?:geht(?:'s)?|wir|immer|jeden|morgens|den|der|tag|erst) ){0,3}(?:um|ab|gegen)|(?:nichts?|nie(?:mals)?|keinesfalls|ungern|nicht gern) (?:[a-z]+ ){0,3}?vor|erst (?:ab|um|gegen|nach))"
)
_END = (
    r"(?:(?:be )?(?:back|home|finished?|done|in bed|end(?:ing)?|finish(?:ing)?|return(?:ing)?|wrap up)(?:\s+(?:at|in|to) (?:the |our |my )?(?:hotel|stay|apartment|room|place|base))?(?:\s+(?:each|every) (?:day|night|evening))?(?:\s+(?:the |our |each |every )?(?:days?|evenings?|nights?))?\s*(?:by|before|at|around|no later than|not later than)"
    r"|nothing (?:after|past|later than)|not? (?:after|later than|past)|(?:volver|regresar|acabar|terminar|de vuelta|vuelta)\s+(?:al hotel )?(?:antes de|a|sobre) las?|"
    r"(?:rentrer|retour|rentres?|finir|de retour)\s+(?:a l'hotel )?(?:avant|a|vers)|(?:zuruck|zu hause|schluss|ende|fertig)\s+(?:im hotel )?(?:um|bis|vor|gegen|spatestens um)|nichts nach)"
)
# German puts the verb behind the hour: "um 22 Uhr zurück", "erst um 11 anfangen", "vor 10 läuft nichts".
_VERB_LAST_END = (
    r"(?:um|bis|vor|gegen|ab|spatestens(?: um)?)",
    r"(?:(?:wieder|im|ins|am|hotel|zimmer|sein|wollen|mochten|wir) ){0,4}(?:zuruck|zu hause|daheim|fertig|schluss|heim)\b",
)
_VERB_LAST_START = (
    r"(?:um|vor|gegen|ab|nach)",
    r"(?:(?:morgens|den|der|tag|in|bei|uns|wir|lauft|geht|wird|machen|stehen|fangen|gehen|unternehmen|wollen|mochten) ){0,5}(?:anfangen|starten|beginnen|loslegen|losgehen|losfahren|loslaufen|aufstehen|aufbrechen|los|nichts|nie|niemals|gar nichts)\b",
)
_GETS_IN = (
    r"(?:(?:flight|plane|train|we|i)?\s*(?:land(?:s|ing)?|arriv(?:e|es|ing|al)|get(?:s|ting)? in|touch(?:es|ing)? down|reach(?:ing)?)(?:\s+(?:in|at|to) (?:the )?[a-z ]{2,25}?)?\s*(?:is |on day (?:1|one) )?(?:at|around|by|about|@|is at|:)?"
    r"|(?:llegamos|llego|llegada|aterrizamos|aterrizo|llegando)\s+(?:a [a-z ]{2,20} )?(?:a las?|sobre las?)|(?:arrivee|arrivons|j'arrive|atterrissons|arrivant|atterrissage)\s+(?:a [a-z ]{2,20} )?(?:a|vers)|"
    r"(?:ankunft|landung|(?:wir )?(?:landen|kommen an|kommen)|ich lande|ankommen)\s+(?:in [a-z ]{2,20} )?(?:um|gegen|ca))"
)
_SETS_OFF = (
    r"(?:(?:return |outbound |last )?(?:flight|plane|train)\s*(?:home|back|out|leaves|departs)?\s*(?:home|back|leaves|departs|is|on the last day)*\s*(?:at|around|about|@)|"
    r"(?:leav(?:e|ing)|depart(?:s|ing|ure)?|departure(?= \d)|fly(?:ing)? (?:home|back|out)|head(?:ing)? home|check out)\s*(?:on the last day |home )?(?:is |is at |at|around|@|by|(?<=departure))|"
    r"(?:vuelo de vuelta|salimos|salida|vuelta|regreso|vuelo)\s+(?:a las?|sobre las?)|(?:depart|vol retour|repartons|retour|vol)\s+(?:a|vers)|(?:ruckflug|abflug|abreise|ruckfahrt|abfahrt)\s+(?:um|gegen))"
)

# With the day between: "arriving Friday 5 March at 3pm", "we leave on Sunday at 18:00".
_DAY_BETWEEN = r"(?P<between>(?:(?!\b(?:and|then|start\w*|begin\w*|back|end\w*|dinner|lunch|y|et|und|to)\b)(?:[^.;!?·]|(?<=\d)\.)){2,48}?)\b(?:at|around|about|@|um|gegen|a las?|sobre las?|vers|a)"
_COMES_ON = rf"(?:arriv(?:e|es|ing)|land(?:s|ing)?|get(?:s|ting)? in|llegamos|llego|llegando|aterrizamos|arrivons|j'arrive|arrivant|atterrissons|ankunft|ankommen|landen|kommen?)\b{_DAY_BETWEEN}"
_GOES_ON = rf"(?:leav(?:e|es|ing)|depart(?:s|ing)?|fly(?:ing)? (?:home|back|out)|flight (?:home|back)|salimos|volvemos|regresamos|vuelo de vuelta|partons|repartons|vol retour|ruckflug|abflug|abreise|reisen ab|fliegen zuruck)\b{_DAY_BETWEEN}"


class TimesRead(NamedTuple):
    """Minutes after local midnight."""

    day_start_min: int | None = None
    day_end_min: int | None = None
    arrive_min: int | None = None
    leave_min: int | None = None


def read_times(scan: Scan) -> TimesRead:
    arrive = _clock_after(_GETS_IN, scan, bare_is="any") or _clock_after(_COMES_ON, scan, bare_is="any")
    leave = _clock_after(_SETS_OFF, scan, bare_is="any") or _clock_after(_GOES_ON, scan, bare_is="any")
    end = _clock_after(_END, scan, bare_is="pm") or _clock_before(_VERB_LAST_END, scan, bare_is="pm")
    start = _clock_before(_VERB_LAST_START, scan, bare_is="am") or _clock_after(_START, scan, bare_is="am")
    if scan.take(_NO_MORNINGS) and start is None:
        start = _LATE_START_MIN
    if scan.take(_EARLY) and start is None:
        start = _EARLY_START_MIN
    return TimesRead(start, end, arrive, leave)


def _clock_after(cue: str, scan: Scan, bare_is: str) -> int | None:
    return _clock(rf"\b{cue}\s*{CLOCK}", scan, bare_is)


def _clock_before(cues: tuple[str, str], scan: Scan, bare_is: str) -> int | None:
    before, behind = cues
    return _clock(rf"\b{before}\s*{CLOCK},?\s*{behind}", scan, bare_is)


def _clock(pattern: str, scan: Scan, bare_is: str) -> int | None:
    for match in scan.all(re.compile(pattern)):
        minutes = clock_minutes(match, bare_is)
        exact = (
            match["m"]
            or match["half"]
            or match["noon"]
            or match["midnight"]
            or re.search(
                r"\d\s?h|uhr|clock|las? \d|(?:at|by|before|after|around|than|um|vor|nach|ab|gegen|vers|avant|a|bis|from|past)\s*\d",
                match[0],
            )
        )
        if minutes is not None and exact:
            # the day that stands between is for those who read dates
            scan.blank(match.end("between") if "between" in match.groupdict() else match.start(), match.end())
            return minutes
    return None


def clock_minutes(match: re.Match[str], bare_is: str = "any") -> int | None:
    """`bare_is`: which half of the day a number without am or pm means."""
    if match["noon"]:
        return 12 * 60
    if match["midnight"]:
        return 24 * 60 - 1 if bare_is != "pm" else 24 * 60
    hour, minute, half = int(match["h"]), int(match["m"] or 0), (match["half"] or "").replace(".", "")
    later = half in {
        "pm",
        "in the evening",
        "in the afternoon",
        "at night",
        "de la tarde",
        "de la noche",
        "du soir",
        "abends",
        "nachmittags",
    }
    if later and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif (not half and bare_is == "pm" and hour <= 11) or (not half and bare_is == "am" and 1 <= hour <= 4):
        hour += 12
    return hour * 60 + minute if hour < 24 else None
