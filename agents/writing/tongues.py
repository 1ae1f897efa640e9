"""What many languages call months, weekdays, cities and countries, from the Unicode locale data that Babel carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from tools.places.spelling import fold

SPOKEN = tuple("en de fr es it pt nl pl sv da nb fi cs hu ro tr el ru uk ja zh ko ar th hi id vi he".split())
"""Languages in which dates are recognised, whatever language the text should be in."""
INFLECTED = frozenset("pl cs sk ru uk bg sr hr sl fi hu tr el lt lv et ro".split())


def locale_of(language: str) -> Locale:
    """English where there is no such language."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, TypeError, UnknownLocaleError):
        return Locale.parse("en")


def language_name(language: str) -> str:
    """The language's name in English, as a model is told it: never the words that somebody gave as a code."""
    return locale_of(language).english_name or "English"


@cache
def months() -> Mapping[str, int]:
    """Folded name to month; short forms where they are no other word."""
    return dict(_named("months", range(1, 13)))


@cache
def weekdays() -> Mapping[str, int]:
    """Folded name to weekday, Monday is 0."""
    return dict(_named("days", range(7)))


def _named(what: str, numbers: range) -> Iterator[tuple[str, int]]:
    for language in SPOKEN:
        names = getattr(Locale.parse(language), what)
        for form in ("format", "stand-alone"):
            for number in numbers:
                name = fold(names[form]["wide"][number]).strip(" .")
                if not re.fullmatch(r"\d+\D?", name):
                    yield name, number


@cache
def towns(language: str) -> Mapping[str, str]:
    """A city as the language writes it to its English name, both folded: the some 400 that name a time zone."""
    zones, english = locale_of(language).time_zones, Locale.parse("en").time_zones
    found: dict[str, str] = {}
    for zone, names in zones.items():
        own = zone.rpartition("/")[2].replace("_", " ")
        if "city" in names and "/" in zone:
            found[fold(names["city"])] = fold(english.get(zone, {}).get("city", own))
    return found


@cache
def countries(language: str) -> Mapping[str, str]:
    """A country's folded name to its ISO 3166-1 code."""
    names = locale_of(language).territories
    return {fold(name): code for code, name in names.items() if len(code) == 2 and code.isalpha()}


@cache
def tongues_named() -> frozenset[str]:
    """English names of languages, which are adjectives of peoples too: Italian, French, Japanese."""
    names = (name for name in Locale.parse("en").languages.values() if " " not in name and "(" not in name)
    return frozenset(map(fold, names))
