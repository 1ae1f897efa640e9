"""Opening hours: the OpenStreetMap syntax, asked one date at a time."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays
from opening_hours import OpeningHours as _Parsed
from opening_hours import ParserError  # type: ignore[attr-defined]  # its stub forgets it
from pydantic import BaseModel, ConfigDict, field_validator

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_MIN = 24 * 60


class Window(NamedTuple):
    """Minutes after local midnight of a date; `end` may pass 1440 when open over midnight."""

    start: int
    end: int


class OpeningHours(BaseModel):
    """When a place is open, in OpenStreetMap's `opening_hours` syntax.

    Public holidays (PH) come from the `holidays` package for `country` (ISO 3166-1 alpha-2)
    and, where given, its `subdivision`.
    Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
    """

    model_config = ConfigDict(frozen=True)

    spec: str
    country: str
    subdivision: str | None = None

    @field_validator("spec")
    @classmethod
    def _parses(cls, spec: str) -> str:
        try:
            _Parsed(spec)
        except ParserError as error:
            raise ValueError(f"not in opening_hours syntax: {spec!r}: {error}") from error
        return spec

    def windows_on(self, on: date) -> tuple[Window, ...]:
        """Open windows that begin on the local date `on`, earliest first."""
        return _windows(self.spec, on, is_holiday(on, self.country, self.subdivision))


@lru_cache(maxsize=512)
def _calendar(country: str, subdivision: str | None, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=subdivision, years=year)


def is_holiday(on: date, country: str, subdivision: str | None = None) -> bool:
    """Whether `on` is a public holiday there; False for a country the package does not know."""
    try:
        return on in _calendar(country, subdivision, on.year)
    except NotImplementedError:
        return False


@lru_cache(maxsize=65536)
def _windows(spec: str, on: date, holiday: bool) -> tuple[Window, ...]:
    parsed = _compiled(_without_holidays(spec, on, holiday))
    midnight = datetime.combine(on, time())
    found: list[Window] = []
    for start, end, state, _ in parsed.intervals(midnight, midnight + timedelta(days=2)):
        if str(state) != "open":
            continue
        first = int((start - midnight).total_seconds() // 60)
        last = int((end - midnight).total_seconds() // 60)
        if first < _DAY_MIN:
            found.append(Window(max(0, first), last))
    return tuple(found)


@lru_cache(maxsize=16384)
def _compiled(spec: str) -> _Parsed:
    return _Parsed(spec)


def _without_holidays(spec: str, on: date, holiday: bool) -> str:
    """Rewrite PH for the one date asked: as its own weekday on a holiday, else as another day.

    The parser knows holidays by country only; this lets the `holidays` package, which also
    knows regions, decide.
    """
    if "PH" not in spec:
        return spec
    day = on.weekday() if holiday else (on.weekday() + 3) % 7
    return re.sub(r"\bPH\b", _WEEKDAYS[day], spec)
