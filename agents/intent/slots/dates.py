"""When: exact dates, ranges, and the vague words from which a first day must be chosen."""

from __future__ import annotations

from agents.intent.scan import Scan
from agents.intent.slots.date_words import When
from agents.intent.slots.exact_dates import date_ranges, day_of_month, exact_date, return_day, there_and_back
from agents.intent.slots.relative_dates import relative_days
from agents.intent.slots.vague_dates import bare_months, feasts, named_weeks, parts_of_month, seasons, week_of
from agents.intent.slots.weekends import weekends

_READINGS = (
    date_ranges,
    there_and_back,
    weekends,
    week_of,
    exact_date,
    day_of_month,
    parts_of_month,
    feasts,
    relative_days,
    named_weeks,
    bare_months,
    seasons,
)


def read_when(scan: Scan) -> When:
    """The first of the readings that fits, most exact first; what was read is taken out."""
    for reading in _READINGS:
        when = reading(scan)
        if when is None:
            continue
        if reading in {exact_date, day_of_month} and when.start_on is not None and when.end_on is None:
            return when._replace(end_on=return_day(scan, when.start_on))
        return when
    return When()


__all__ = ["When", "read_when"]
