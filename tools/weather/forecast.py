"""A day of a forecast as we judge it: whether it can be true, and whether it is one to be indoors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.candidates import Weather
from domain.city import CityFacts
from domain.errors import Failure, Unavailable
from domain.place import Freshness, Source
from tools.weather.contract import WeatherQuery

# What was ever measured on Earth: -67.8 °C where people live (Oymyakon), 56.7 °C; WMO archive of extremes, 2025.
_COLDEST_C, _HOTTEST_C = -68.0, 57.0
_FROM_NORMAL_C: Final = 30.0  # no forecast day of ours was ever so far from its month's normal: a wrong unit, or place
_MOST_RAIN_MM: Final = 2_000.0

_LIKELY, _WET_MM = 0.6, 5.0  # rain that is likely and more than a shower
_SOAKED_MM = 15.0  # rain that spoils a day however likely
_STORM_KMH = 75.0  # gusts of Beaufort 9
_TOO_HOT_C, _TOO_COLD_C = 40.0, -15.0


@dataclass(frozen=True)
class ForecastDay:
    """`rain_mm` includes molten snow; `gust_kmh` None: not said. `thunder`: expected on that day."""

    on: date
    low_c: float
    high_c: float
    rain_chance: float
    rain_mm: float
    gust_kmh: float | None = None
    thunder: bool = False

    @property
    def bad(self) -> bool:
        """A day to be indoors: likely rain, a storm, or heat and cold that nobody walks about in."""
        wet = (self.rain_chance >= _LIKELY and self.rain_mm >= _WET_MM) or self.rain_mm >= _SOAKED_MM
        stormy = (self.gust_kmh or 0.0) >= _STORM_KMH or (self.thunder and self.rain_chance >= _LIKELY)
        return wet or stormy or self.high_c >= _TOO_HOT_C or self.high_c <= _TOO_COLD_C


def days_ahead(query: WeatherQuery, reach: int, provider: str) -> list[date]:
    """The query's dates among the `reach` days that begin today in the city; raises Unavailable when none is."""
    today = datetime.now(ZoneInfo(query.city.time_zone)).date()
    near = [on for on in query.dates if today <= on < today + timedelta(days=reach)]
    if not near:
        raise Unavailable(provider, f"none of these days is within {reach} of today", Failure.UNSUITED)
    return near


def as_weather(days: Iterable[ForecastDay], city: CityFacts, provider: str, wanted: Sequence[date]) -> list[Weather]:
    """The wanted days; raises Unavailable: malformed for weather that there cannot be, refused where no day is left."""
    now = datetime.now(UTC)
    reference = f"{city.at.lat:.4f},{city.at.lon:.4f}"
    source = Source(provider=provider, reference=reference, freshness=Freshness.LIVE, as_of=now.date(), read_at=now)
    found = [day for day in days if day.on in wanted]
    if not found:
        raise Unavailable(provider, "says nothing of these days", Failure.REFUSED)
    for day in found:
        if not _can_be(day, city):
            raise Unavailable(provider, f"weather that cannot be: {day}", Failure.MALFORMED)
    return [
        Weather(
            on=day.on,
            city_id=city.id,
            low_c=round(day.low_c, 1),
            high_c=round(day.high_c, 1),
            rain_chance=round(day.rain_chance, 2),
            bad=day.bad,
            source=source,
        )
        for day in found
    ]


def _can_be(day: ForecastDay, city: CityFacts) -> bool:
    """Chained comparisons are False for what is no number."""
    normal = city.climate[day.on.month - 1]
    low_apart, high_apart = abs(day.low_c - normal.low), abs(day.high_c - normal.high)
    usual = low_apart <= _FROM_NORMAL_C and high_apart <= _FROM_NORMAL_C
    wet = 0 <= day.rain_chance <= 1 and 0 <= day.rain_mm <= _MOST_RAIN_MM
    return _COLDEST_C <= day.low_c <= day.high_c <= _HOTTEST_C and usual and wet
