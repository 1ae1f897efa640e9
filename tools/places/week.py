"""A provider's week of opening periods as one line of the opening_hours syntax."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_DAY_MIN = 24 * 60
_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ALWAYS = "24/7"


class Period(NamedTuple):
    """Open from one minute of the week to another; days count from Sunday as 0, minutes after local midnight."""

    open_day: int
    open_min: int
    close_day: int
    close_min: int


def week_of(periods: Iterable[Period]) -> str | None:
    """The week in opening_hours syntax; None where there are no periods: then nothing is known."""
    spans: dict[int, list[tuple[int, int]]] = {day: [] for day in range(7)}
    for period in periods:
        for day, start, end in _by_day(period):
            spans[day].append((start, end))
    days = [(_NAMES[(day - 1) % 7], ",".join(map(_written, sorted(set(spans[day]))))) for day in (1, 2, 3, 4, 5, 6, 0)]
    if not any(written for _, written in days):
        return None
    if all(written == "00:00-24:00" for _, written in days):
        return ALWAYS
    rules = []
    for written, run in groupby(days, key=lambda one: one[1]):
        names = [name for name, _ in run]
        if written:
            rules.append(f"{names[0] if len(names) == 1 else f'{names[0]}-{names[-1]}'} {written}")
    return "; ".join(rules)


def _by_day(period: Period) -> Iterable[tuple[int, int, int]]:
    """(day, start, end) with `end` past midnight where it closes in the small hours, whole days where longer."""
    length = (period.close_day - period.open_day) % 7 * _DAY_MIN + period.close_min - period.open_min
    if length <= 0:
        length += 7 * _DAY_MIN
    day, start = period.open_day, period.open_min
    while length > 0:
        until = start + length
        if until <= _DAY_MIN or (until < _DAY_MIN + start and until <= _DAY_MIN + 12 * 60):
            yield day % 7, start, until
            return
        yield day % 7, start, _DAY_MIN
        length -= _DAY_MIN - start
        day, start = day + 1, 0


def _written(span: tuple[int, int]) -> str:
    start, end = span
    return f"{_clock(start)}-{_clock(end if end <= _DAY_MIN else end - _DAY_MIN)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
