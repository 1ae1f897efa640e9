"""Days counted from today: in two weeks, tomorrow, next Friday."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from datetime import timedelta

from agents.intent.numbers import NUMBER, value_of
from agents.intent.scan import Scan
from agents.intent.slots.calendar_words import weekdays
from agents.intent.slots.date_words import When, parsed
from agents.intent.slots.vague_dates import bare_months, next_month, parts_of_month

UNITS = r"(?:days?|weeks?|months?|dias?|semanas?|mes(?:es)?|jours?|semaines?|mois|tage?n?|wochen?|monate?n?)"
_IN = re.compile(
    rf"\b(?P<in>(?:in|within|dentro de|dans)\s+(?:about |around |roughly |etwa |ca\.? |unas? |environ )?(?:{NUMBER})(?: of)?\s*{UNITS}(?:'?s? time)?)\b"
    rf"|\b(?P<from>(?:{NUMBER})\s*{UNITS}\s+from\s+(?:now|today|tomorrow))\b"
    r"|\b(?P<word>day after tomorrow|tomorrow|today|tonight|manana(?! )|pasado manana|apres-demain|demain|ubermorgen|morgen|heute|hoy|aujourd'hui|yesterday|ayer|hier|gestern)\b"
)


def relative_days(scan: Scan) -> When | None:
    if scan.take(re.compile(r"\b(?:today and tomorrow|hoy y manana|aujourd'hui et demain|heute und morgen)\b")):
        return When(start_on=scan.today, end_on=scan.today + timedelta(days=1))
    for match in scan.all(_IN):
        words = match["in"] or match["from"] or match["word"]
        if (
            match["in"]
            and re.search(r"\b(?:days?|dias?|jours?|tage?n?)$", words)
            and not _has_other_length(scan, match)
        ):
            continue
        if match["in"] and re.search(
            rf"{UNITS}$|nights?$|noches$|nuits$|nachte$", scan.rest[: match.start()].rstrip(" ·")
        ):
            continue
        if match["word"] == "hier" and scan.language != "fr":
            continue
        prefer = "past" if match["word"] in {"yesterday", "ayer", "hier", "gestern"} else "future"
        found = parsed(_in_english(words) if not match["word"] else words, scan, prefer)
        if found:
            scan.blank(*match.span())
            return When(start_on=found, said="" if match["word"] else scan.said(*match.span()))
    return next_month(scan) or _weekday(scan) or _last_something(scan)


def _in_english(words: str) -> str:
    """`dentro de dos semanas` as `in 2 weeks`, the form dateparser knows best."""
    number = re.search(rf"\b{NUMBER}\b(?=(?: of)?\s*{UNITS})", words)
    unit = re.search(rf"\b{UNITS}", words)
    assert number
    assert unit
    kind = (
        "weeks" if unit[0][0] in "sw" else "months" if unit[0].startswith("mo") or unit[0].startswith("me") else "days"
    )
    tomorrow = 1 if words.endswith("tomorrow") else 0
    return f"in {value_of(number[0]) + tomorrow} {kind}"


def _has_other_length(scan: Scan, match: re.Match[str]) -> bool:
    rest = scan.rest[: match.start()] + " " + scan.rest[match.end() :]
    return bool(re.search(rf"\b{NUMBER}[\s-]*{UNITS}\b|\bnights?\b", rest))


def _last_something(scan: Scan) -> When | None:
    match = scan.take(
        re.compile(
            r"\b(?:last|letzte[nrs]?|la semana pasada|la semaine derniere)\s*(?:week|month|year|summer|woche|monat|jahr)?\b"
        )
    )
    if match is None or not re.search(r"week|month|year|summer|woche|monat|jahr|pasada|derniere", match[0]):
        return None
    return When(start_on=scan.today - timedelta(days=7), said=scan.said(*match.span()))


def _in_some_month(scan: Scan) -> When | None:
    """The month that a weekday lies in: "in May … arriving on Friday"."""
    return parts_of_month(scan) or next_month(scan) or bare_months(scan)


def _weekday(scan: Scan) -> When | None:
    names = "|".join(sorted(weekdays(), key=len, reverse=True))
    match = scan.take(
        re.compile(
            rf"\b(?:(?P<cue>on|from|starting|this|next|leaving|el|le|am|ab|nachsten|kommenden|diesen|proximo|el proximo)\s+(?:on |the )?)(?P<day>{names})\b(?:\s*(?:to|-|until|till|through|bis|a|al|au)\s*(?P<last>{names})\b)?(?P<after>\s+prochain|\s+que viene)?"
        )
    )
    if match is None:
        return None
    wanted = weekdays()[match["day"]]
    if match["cue"] in {"on", "el", "le", "am", "from", "starting", "leaving", "ab"} and (
        vague := _in_some_month(scan)
    ):
        return vague._replace(weekday=wanted, said=f"{scan.said(*match.span())} {vague.said}")
    ahead = (wanted - scan.today.weekday()) % 7 or 7
    if match["cue"] == "next" and scan.today.weekday() < wanted:
        ahead += 7
    start = scan.today + timedelta(days=ahead)
    end = start + timedelta(days=(weekdays()[match["last"]] - wanted) % 7) if match["last"] else None
    return When(start_on=start, end_on=end, said=scan.said(*match.span()))
