"""Names of months, weekdays, seasons and feasts in four languages, slips forgiven."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names
from dateutil.easter import easter

from tools.places.spelling import fold, slips
from tools.places.words import ORDINARY_WORDS

_LANGUAGES = ("en", "es", "fr", "de")
_UNSAFE = frozenset(
    {
        "mar",
        "mai",
        "may",
        "ago",
        "set",
        "juin",
        "mars",
        "so",
        "do",
        "mi",
        "di",
        "sa",
        "fr",
        "mo",
        "sat",
        "sun",
        "sol",
        "mie",
        "jan",
    }
)


@cache
def months() -> Mapping[str, int]:
    """Folded names, and abbreviations that are no other word, to 1…12."""
    found: dict[str, int] = {"sept": 9, "maerz": 3, "setiembre": 9}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                key = fold(name).rstrip(".")
                if len(key) >= 3 and (width == "wide" or key not in _UNSAFE):
                    found.setdefault(key, number)
    return found | {"jan": 1, "mar": 3, "mai": 5}


@cache
def weekdays() -> Mapping[str, int]:
    """Folded names to 0 (Monday) … 6."""
    found: dict[str, int] = {"tues": 1, "thurs": 3, "thur": 3}
    for language in _LANGUAGES:
        for number, name in get_day_names("wide", locale=language).items():
            found.setdefault(fold(name), number)
    short = get_day_names("abbreviated", locale="en")
    return found | {fold(name): number for number, name in short.items()} | {"sonnabend": 5}


def misspelt_months(folded: str) -> dict[str, int]:
    """Words of a text that are one slip from a month's name, to the month."""
    found: dict[str, int] = {}
    for word in set(re.findall(r"[a-z]{5,}", folded)) - ORDINARY_WORDS - months().keys():
        for name, number in months().items():
            if (
                len(name) >= 5
                and name[0] == word[0]
                and slips(word, name, 1) <= 1
                and word not in {"marche", "aprils", "martes", "marcha"}
            ):
                found[word] = number
    return found


def _fourth_thursday(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


# name pattern, first day in a year, length in days
Feast = tuple[str, Callable[[int], date], int]
FEASTS: tuple[Feast, ...] = (
    (r"easter(?: weekend| break| holidays?)?|ostern|paques|pascua|semana santa|osterwochenende", lambda y: easter(y) - timedelta(days=2), 4),
    (r"christmas|xmas|weihnachten|noel|navidad(?:es)?", lambda y: date(y, 12, 24), 4),
    (r"new year'?s?(?: eve| day)?|nye|silvester|neujahr|nochevieja|ano nuevo|nouvel an|reveillon|fin de ano", lambda y: date(y, 12, 30), 4),
    (r"thanksgiving", _fourth_thursday, 4),
    (r"pentecost|whitsun|pfingsten|pentecote|pentecostes", lambda y: easter(y) + timedelta(days=48), 3),
    (r"ascension(?: day)?|christi himmelfahrt|himmelfahrt", lambda y: easter(y) + timedelta(days=39), 4),
    (r"valentine'?s?(?: day)?|valentinstag|san valentin|saint-valentin", lambda y: date(y, 2, 13), 3),
    (r"halloween", lambda y: date(y, 10, 30), 3),
    (r"golden week", lambda y: date(y, 4, 29), 7),
    (r"cherry blossoms?(?: season| time)?|sakura(?: season)?|kirschblute", lambda y: date(y, 3, 29), 10),
)  # fmt: skip

SEASONS: Mapping[str, int] = {
    "spring": 4, "springtime": 4, "primavera": 4, "printemps": 4, "fruhling": 4, "fruhjahr": 4,
    "summer": 7, "summertime": 7, "verano": 7, "ete": 7, "sommer": 7,
    "autumn": 10, "fall": 10, "otono": 10, "automne": 10, "herbst": 10,
    "winter": 1, "wintertime": 1, "invierno": 1, "hiver": 1,
}  # fmt: skip
