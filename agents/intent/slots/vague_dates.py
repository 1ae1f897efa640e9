"""Vague dates: months and parts of them, seasons, feasts, weeks; each a window for the trip."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from agents.intent.numbers import ORDINAL, ORDINALS
from agents.intent.scan import Scan
from agents.intent.slots.calendar_words import FEASTS, SEASONS
from agents.intent.slots.date_words import YEAR, When, day_in, month_number, month_window, month_words, window_of

_QUARTER = {
    r"early|beginning of|start of|first half of|the beginning of|anfang|debut|principios de|a principios de|comienzos de": (
        1,
        10,
    ),
    r"mid|middle of|mid-|mitte|mi-|mediados de": (11, 20),
    r"second half of|the second half of|zweite halfte|segunda quincena de|seconde moitie de": (16, 31),
    r"late|end of|the end of|ende|fin|finales de|fin de|a finales de": (21, 31),
}


def parts_of_month(scan: Scan) -> When | None:
    month, names = month_words(scan)
    year = YEAR.format(1)
    of = r"\s*(?:of|in|de|du|d'|im|des|von|the)?\s*(?:the )?"
    week = re.compile(rf"\b(?P<nth>{ORDINAL})\s+(?:full )?(?:week|semana|semaine|woche)\s*{of}(?P<m1>{month}){year}")
    if match := scan.take(week):
        first = month_window(match, scan, names)[0]
        nth = ORDINALS[match["nth"]]
        monday = first + timedelta(days=(7 - first.weekday()) % 7)
        start = monday + timedelta(weeks=nth - 1) if nth < 5 else _last_monday(first)
        return When(earliest_on=start, latest_on=start + timedelta(days=6), said=scan.said(*match.span()), fills=True)
    for words, (low, high) in _QUARTER.items():
        if match := scan.take(re.compile(rf"\b(?:in |at the |en |a |au )?(?:{words})[\s-]*{of}(?P<m1>{month}){year}")):
            first, last = month_window(match, scan, names)
            return When(
                earliest_on=max(first.replace(day=low), scan.today),
                latest_on=last.replace(day=min(high, last.day)) if high < 31 else last,
                said=scan.said(*match.span()),
            )
    return None


def week_of(scan: Scan) -> When | None:
    month, names = month_words(scan)
    week_of = re.compile(
        rf"\bweek (?:of|commencing|beginning|starting)\s+(?:the )?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of )?(?P<m1>{month})|(?P<m2>{month})\s*(?P<d2>\d{{1,2}}))"
    )
    if match := scan.take(week_of):
        day = day_in(int(match["d1"] or match["d2"]), month_number(match["m1"] or match["m2"], names), None, scan.today)
        if day:
            return When(
                earliest_on=day,
                latest_on=day + timedelta(days=6),
                weekday=day.weekday(),
                said=scan.said(*match.span()),
                fills=True,
            )
    return None


def _last_monday(first: date) -> date:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return last - timedelta(days=last.weekday())


def feasts(scan: Scan) -> When | None:
    for words, first_day, days in FEASTS:
        match = scan.take(
            re.compile(
                rf"\b(?:over|at|during|for|around|an|uber|zu|a|por|en|in|pour)?\s*(?:the |la |las )?(?:{words})\b(?!\s*(?:markets?|lights|shopping|trees?|-?markte?))(?:\s*(?P<y>20\d\d))?"
            )
        )
        if match is None:
            continue
        years = (int(match["y"]),) if match["y"] else (scan.today.year - 1, scan.today.year, scan.today.year + 1)
        start = next((first_day(y) for y in years if first_day(y) >= scan.today), first_day(years[-1]))
        last = start + timedelta(days=days - 1)
        return When(
            earliest_on=start, latest_on=last, weekday=start.weekday(), said=scan.said(*match.span()), fills=True
        )
    return None


def next_month(scan: Scan) -> When | None:
    match = scan.take(
        re.compile(
            r"\b(?:next month|el mes que viene|el proximo mes|le mois prochain|nachsten monat|kommenden monat)\b"
        )
    )
    if match is None:
        return None
    first = (scan.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return When(
        earliest_on=first,
        latest_on=first.replace(day=calendar.monthrange(first.year, first.month)[1]),
        said=scan.said(*match.span()),
    )


def named_weeks(scan: Scan) -> When | None:
    match = scan.take(
        re.compile(
            r"\b(?P<which>next|this|the coming|coming) week\b|\b(?:la semana que viene|la proxima semana|la semaine prochaine|nachste woche|kommende woche)\b"
        )
    )
    if match is None:
        return None
    monday = scan.today - timedelta(days=scan.today.weekday())
    start = monday + timedelta(days=7) if match["which"] != "this" else scan.today + timedelta(days=1)
    return When(earliest_on=start, latest_on=start + timedelta(days=6), said=scan.said(*match.span()), fills=True)


def bare_months(scan: Scan) -> When | None:
    month, names = month_words(scan)
    cue = r"(?:in|during|for|of|next|this|around|by|en|au mois de|im|fur|de|d'|para|pour|durante|sometime in|some time in|late|ab)"
    year = YEAR.format(1)
    for pattern in (
        rf"\b{cue}\s*(?:the month of )?(?P<m1>{month})(?!\s*\d{{1,2}}\b(?!\d)){year}(?P<other>\s*(?:or|/|-|to|o|ou|oder)\s*{month})?",
        rf"\b(?P<m1>{month}){YEAR.format(1).rstrip('?')}",
    ):
        match = scan.find(re.compile(pattern))
        if match:
            scan.blank(*match.span())
            first, last = month_window(match, scan, names)
            return When(earliest_on=first, latest_on=last, said=scan.said(*match.span()))
    safe = [name for name in names if name not in {"may", "march", "mar", "mai", "jan"}]
    if len(re.findall(r"\w+", scan.rest)) <= 3:
        safe = list(names)
    match = scan.take(
        re.compile(r"(?<![\w'])(?P<m1>" + "|".join(sorted(map(re.escape, safe), key=len, reverse=True)) + r")\b")
    )
    if match is None and (
        capital := re.search(r"(?:(?<=[a-z,.;:] )|^)(?:May|March)\b(?! (?:I|we|you|be|to))", scan.text)
    ):
        match = re.compile(r"(?P<m1>may|march)\b").match(scan.rest, capital.start())
        if match:
            scan.blank(*match.span())
    if match is None:
        return None
    first, last = month_window(match, scan, names)
    return When(earliest_on=first, latest_on=last, said=scan.said(*match.span()))


def seasons(scan: Scan) -> When | None:
    words = "|".join(sorted(SEASONS, key=len, reverse=True))
    match = scan.take(
        re.compile(
            rf"\b(?:in|this|next|during|over|en|im|au|for|coming|el|la|the|diesen|nachsten)\s+(?:the |early |late )?(?P<season>{words})\b(?:\s*(?:of )?(?P<y>20\d\d))?"
        )
    )
    if match is None:
        return None
    first, last = window_of(SEASONS[match["season"]], int(match["y"]) if match["y"] else None, scan.today)
    return When(earliest_on=first, latest_on=last, said=scan.said(*match.span()))
