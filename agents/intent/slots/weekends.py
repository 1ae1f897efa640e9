"""Weekends, long ones too: Friday to Sunday, or to Monday."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from datetime import date, timedelta

from agents.intent.numbers import ORDINAL, ORDINALS
from agents.intent.scan import Scan
from agents.intent.slots.date_words import FRIDAY, When, day_in, month_number, month_words, window_of
from agents.intent.slots.exact_dates import exact_date
from agents.intent.slots.length import LONG_WEEKEND, WEEKEND
from agents.intent.slots.relative_dates import relative_days
from agents.intent.slots.vague_dates import (
    bare_months,
    feasts,
    named_weeks,
    next_month,
    parts_of_month,
    seasons,
    week_of,
)

_WHICH = r"(?P<which>this|the coming|coming|upcoming|next|following|first|second|third|last|every|{0}|este|proximo|kommendes|nachstes|dieses|ce|cette)?\s*"
_AFTER_WEEKEND = r"(?:\s*(?:prochain|que viene|proximo))?(?:\s*(?:in|of|around|near|de|en|im|of the|on|from|am|vom|du)\s+(?:the )?(?:early |late |mid-?)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s*(?:of |de )?)?(?P<m1>{0})(?:\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s*(?P<y1>20\d\d))?)?"


def weekends(scan: Scan) -> When | None:
    month, names = month_words(scan)
    for pattern, days in ((LONG_WEEKEND.pattern, 4), (WEEKEND.pattern, 3)):
        full = re.compile(rf"(?:\b{_WHICH.format(ORDINAL)})?(?:{pattern}){_AFTER_WEEKEND.format(month)}")
        match = scan.take(full)
        if match is None:
            continue
        said = scan.said(*match.span())
        got = match.groupdict()
        if got["m1"]:
            return _weekend_in(got, days, said, scan, names)
        if (on := exact_date(scan)) and on.start_on:
            return _around(on.start_on, days, said)
        vague = _vague_month(scan)
        if vague:
            return vague._replace(weekday=FRIDAY, days=days, said=f"{said} {vague.said}".strip(), fills=False)
        if got["which"] is None and (other := _other_when(scan)):
            return other._replace(days=other.days or days)
        return _coming_weekend(
            got["which"] or ("next" if re.search(r"prochain|que viene|proximo", match[0]) else None),
            days,
            said,
            scan.today,
        )
    return None


def _weekend_in(got: dict[str, str | None], days: int, said: str, scan: Scan, names: dict[str, int]) -> When:
    month, year = month_number(got["m1"], names), int(year_said) if (year_said := got.get("y1")) else None
    day = got.get("d1") or got.get("d2")
    if day and (on := day_in(int(day), month, year, scan.today)):
        friday = (
            on - timedelta(days=(on.weekday() - FRIDAY) % 7)
            if on.weekday() >= FRIDAY or on.weekday() == 0
            else on + timedelta(days=FRIDAY - on.weekday())
        )
        return When(
            earliest_on=friday, latest_on=friday + timedelta(days=days - 1), weekday=FRIDAY, said=said, days=days
        )
    first, last = window_of(month, year, scan.today)
    friday = first + timedelta(days=(FRIDAY - first.weekday()) % 7)
    nth = ORDINALS.get(got["which"] or "", 0)
    if nth == 5:
        friday = last - timedelta(days=(last.weekday() - FRIDAY) % 7)
        return When(earliest_on=friday, latest_on=friday + timedelta(days=3), weekday=FRIDAY, said=said, days=days)
    if nth:
        friday += timedelta(weeks=nth - 1)
        return When(earliest_on=friday, latest_on=friday + timedelta(days=3), weekday=FRIDAY, said=said, days=days)
    return When(earliest_on=first, latest_on=last, weekday=FRIDAY, said=said, days=days)


def _around(on: date, days: int, said: str) -> When:
    """The weekend that a date lies in, or the one after it."""
    back = (on.weekday() - FRIDAY) % 7
    friday = on - timedelta(days=back) if back <= 3 else on + timedelta(days=7 - back)
    return When(earliest_on=friday, latest_on=friday + timedelta(days=days - 1), weekday=FRIDAY, said=said, days=days)


def _coming_weekend(which: str | None, days: int, said: str, today: date) -> When:
    if which is None:
        return When(days=days, weekday=FRIDAY, said=said)
    monday = today - timedelta(days=today.weekday())
    nearest = monday + timedelta(days=FRIDAY) if today.weekday() <= FRIDAY else today
    if which in {"next", "following", "proximo", "nachstes"}:
        nearest = monday + timedelta(days=7 + FRIDAY)
    return When(
        start_on=nearest,
        days=days if nearest != today or today.weekday() <= FRIDAY else max(1, days - (today.weekday() - FRIDAY)),
        said=said,
    )


def _other_when(scan: Scan) -> When | None:
    for reading in (week_of, exact_date, parts_of_month, feasts, relative_days, named_weeks, bare_months, seasons):
        if when := reading(scan):
            return when
    return None


def _vague_month(scan: Scan) -> When | None:
    return parts_of_month(scan) or bare_months(scan) or next_month(scan) or seasons(scan)
