"""What every reading of dates shares: its result, month patterns, and single days."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple

import dateparser

from agents.intent.scan import Scan
from agents.intent.slots.calendar_words import misspelt_months, months
from tools.places.spelling import fold

FRIDAY = 4


class When(NamedTuple):
    """Either exact days, or a window in which the trip lies and the weekday it should begin on."""

    start_on: date | None = None
    end_on: date | None = None
    earliest_on: date | None = None
    latest_on: date | None = None
    weekday: int | None = None
    said: str = ""
    fills: bool = False
    days: int | None = None
    """Length that the words themselves give (a weekend)."""
    no_such: str = ""
    """A day that no calendar has ("31 February"), as written."""


def month_words(scan: Scan) -> tuple[str, dict[str, int]]:
    """A pattern for every month's name that the text may use, slips too, and their numbers."""
    return _month_words(fold(scan.text))


@lru_cache(maxsize=256)
def _month_words(folded: str) -> tuple[str, dict[str, int]]:
    names = dict(months()) | misspelt_months(folded)
    return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b\.?", names


DAY = r"(?P<d{0}>\d{{1,2}})(?!\d)(?:st|nd|rd|th|er|\.|º|°)?"
YEAR = r"(?:,?\s*(?:de |del |of )?(?P<y{0}>20\d\d|19\d\d)(?!\d)|\s+(?P<next{0}>next year|nachstes jahr|l'annee prochaine))?"


def month_number(written: str | None, names: dict[str, int]) -> int:
    return names[str(written).rstrip(".")]


def day_in(day: int, month: int, year: int | None, today: date) -> date | None:
    """The day in the year said, or the next such day; None where the month has no such day."""
    for candidate in (year,) if year else range(today.year, today.year + 9):  # 29 February may be eight years off
        if not 1 <= day <= calendar.monthrange(candidate, month)[1]:
            continue
        if year or date(candidate, month, day) >= today:
            return date(candidate, month, day)
    return None


def parsed(words: str, scan: Scan, prefer: str = "future") -> date | None:
    """One date through dateparser: relative to today, the future preferred, day before month."""
    if short := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?", words):  # 12.08. is no time of day
        month = int(short[2])
        return day_in(int(short[1]), month, None, scan.today) if 1 <= month <= 12 else None
    month_first = bool(re.match(r"\d{1,2}/(?:1[3-9]|2\d|3[01])\b", words))
    settings: dict[str, Any] = {
        "RELATIVE_BASE": datetime.combine(scan.today, time(12)),
        "PREFER_DATES_FROM": prefer,
        "DATE_ORDER": "MDY" if month_first else "YMD" if re.match(r"\d{4}", words) else "DMY",
    }
    languages = list(dict.fromkeys((scan.language, "en")))
    found = dateparser.parse(words.rstrip("."), languages=languages, settings=settings)
    return found.date() if found else None


def month_window(match: re.Match[str], scan: Scan, names: dict[str, int]) -> tuple[date, date]:
    got = match.groupdict()
    year = int(got["y1"]) if got.get("y1") else scan.today.year + 1 if got.get("next1") else None
    return window_of(month_number(got["m1"], names), year, scan.today)


def window_of(month: int, year: int | None, today: date) -> tuple[date, date]:
    """The month's first and last day: in the year said, or the next with ten days left."""
    chosen = year or (today.year if month >= today.month else today.year + 1)
    last = date(chosen, month, calendar.monthrange(chosen, month)[1])
    if year is None and chosen == today.year and (last - today).days < 10:
        chosen += 1
        last = date(chosen, month, calendar.monthrange(chosen, month)[1])
    return date(chosen, month, 1), last
