"""How a book says dates, amounts and lengths in its reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from agents.rendering.labels import labels, locale_of
from domain.itinerary import TravelLeg
from domain.money import Money
from domain.request import Party

_RIGHT_TO_LEFT = {"ar"}


class Words:
    """The words of one language and the habits of its locale."""

    def __init__(self, language: str) -> None:
        self.language, self.locale = language, locale_of(language)
        self.direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
        self._labels: Mapping[str, str] = labels(language)

    def __call__(self, english: str) -> str:
        return self._labels[english]

    def money(self, amount: Money) -> str:
        return format_currency(amount.major, amount.currency, locale=self.locale)

    def share(self, part: float) -> str:
        return str(format_percent(part, locale=self.locale))

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale=self.locale))

    def long_date(self, on: date) -> str:
        return format_date(on, "full", locale=self.locale)

    def weekday(self, on: date) -> str:
        return format_skeleton("EEEE", _noon(on), locale=self.locale)

    def day_month(self, on: date) -> str:
        return format_skeleton("MMMd", _noon(on), locale=self.locale)

    def short_day(self, on: date) -> str:
        return format_skeleton("MMMEd", _noon(on), locale=self.locale)

    def dates(self, first: date, last: date) -> str:
        return format_interval(first, last, "yMMMd", locale=self.locale)

    def metres(self, metres: float) -> str:
        if metres < 1000:
            return format_unit(round(metres / 10) * 10, "length-meter", "short", locale=self.locale)
        km = round(metres / 1000, 1 if metres < 20_000 else None)
        return format_unit(km, "length-kilometer", "short", locale=self.locale)

    def minutes(self, minutes: int) -> str:
        """As hours and minutes from an hour on."""
        hours, rest = divmod(minutes, 60)
        parts = [format_unit(hours, "duration-hour", "short", locale=self.locale)] if hours else []
        if rest or not hours:
            parts.append(format_unit(rest, "duration-minute", "short", locale=self.locale))
        return " ".join(parts)

    def days(self, count: int) -> str:
        return format_unit(count, "duration-day", "short", locale=self.locale)

    def day(self, number: int) -> str:
        return self("Day 0").format(number=number)

    def nights(self, count: int) -> str:
        return format_unit(count, "duration-night", "long", locale=self.locale)

    def listed(self, names: list[str]) -> str:
        return format_list(names, locale=self.locale)

    def party(self, party: Party) -> str:
        told = f"{party.adults} {self('adult' if party.adults == 1 else 'adults')}"
        if party.children:
            count = len(party.children)
            told += f", {count} {self('child' if count == 1 else 'children')}"
        return told

    def times(self, leg: TravelLeg, on: date) -> str:
        """A journey may begin the evening before or end the day after: then the date is said."""
        return "–".join(self._time(at, on) for at in (leg.depart_local, leg.arrive_local))

    def _time(self, at: datetime, on: date) -> str:
        return f"{at:%H:%M}" + ("" if at.date() == on else f" ({self.day_month(at.date())})")


def _noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12)
