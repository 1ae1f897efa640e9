"""What a month will have cost: each day that is left as that weekday's mean of the last eight weeks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from statistics import fmean, stdev

from services.usage.schemas import Forecast

HISTORY_DAYS = 56
_LEAST_DAYS, _SEASON_DAYS = 5, 14
_CONFIDENCE, _Z = 0.8, 1.2816  # of the normal distribution, two-sided
_SEASONAL = (
    "what is spent, and for each day that is left the mean of its weekday over the last {days} days; the interval"
    " is ±1.28 standard deviations of the days about these means, times the root of the days that are left"
)
_FLAT = (
    "what is spent, and for each day that is left the mean of the last {days} days (two weeks are needed to tell"
    " weekdays apart); the interval as with a spread of that mean's days"
)
_NONE = "five whole days are needed before anything is foretold; {days} are known"


def foretell(daily: Mapping[date, Decimal], today: date, unknown: int) -> Forecast:
    """`daily`: what each day cost, a missing day nothing; those before the first are not known.

    Whole days before `today` teach; of today what is spent counts, and what its weekday's mean has beyond that.
    """
    month = (today.year, today.month)
    spent = sum((cost for day, cost in daily.items() if (day.year, day.month) == month), Decimal(0))
    known = _history(daily, today)
    if len(known) < _LEAST_DAYS:
        return _told(today, spent, None, len(known), unknown, _NONE)
    means = _means(known)
    left = [today + timedelta(days=n) for n in range(monthrange(*month)[1] - today.day + 1)]
    rest = sum(means[day.weekday()] for day in left[1:])
    rest += max(0.0, means[today.weekday()] - float(daily.get(today, Decimal(0))))
    spread = stdev([cost - means[day.weekday()] for day, cost in known.items()]) * sqrt(len(left)) * _Z
    method = _SEASONAL if len(known) >= _SEASON_DAYS else _FLAT
    return _told(today, spent, (rest, spread), len(known), unknown, method)


def _history(daily: Mapping[date, Decimal], today: date) -> dict[date, float]:
    """The whole days that are known, of the last eight weeks."""
    if not daily:
        return {}
    first = max(min(daily), today - timedelta(days=HISTORY_DAYS))
    days = (first + timedelta(days=n) for n in range((today - first).days))
    return {day: float(daily.get(day, Decimal(0))) for day in days}


def _means(known: Mapping[date, float]) -> list[float]:
    """By weekday; with less than two weeks all alike."""
    every = fmean(known.values())
    if len(known) < _SEASON_DAYS:
        return [every] * 7
    return [fmean([cost for day, cost in known.items() if day.weekday() == weekday]) for weekday in range(7)]


def _told(
    today: date, spent: Decimal, foretold: tuple[float, float] | None, days: int, unknown: int, method: str
) -> Forecast:
    rest, spread = foretold or (0.0, 0.0)
    low, high = (spent + round(Decimal(max(0.0, rest + way * spread)), 9) for way in (-1, 1))
    return Forecast(
        month=f"{today:%Y-%m}",
        spent_usd=spent,
        expected_usd=spent + round(Decimal(rest), 9) if foretold else None,
        low_usd=low if foretold else None,
        high_usd=high if foretold else None,
        confidence=_CONFIDENCE,
        method=method.format(days=days),
        days_known=days,
        unknown=unknown,
    )
