"""Weather of the days of a trip in one city, and what its months are usually like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.candidates import Weather
from domain.city import CityFacts, MonthClimate
from domain.geo import Point
from tools.adapter import Adapter
from tools.capability import Capability


@dataclass(frozen=True)
class WeatherQuery:
    """An answer holds the days that a provider knows; one that knows none of them is Unavailable (refused)."""

    city: CityFacts
    dates: tuple[date, ...]


@dataclass(frozen=True)
class ClimateQuery:
    """`metres` above the sea, None: not known."""

    at: Point
    metres: float | None = None


def _days(query: WeatherQuery) -> str:
    at = query.city.at
    return f"{query.city.id}:{at.lat:.3f},{at.lon:.3f}:{','.join(on.isoformat() for on in query.dates)}"


WeatherAdapter = Adapter[WeatherQuery, tuple[Weather, ...]]
WEATHER: Capability[WeatherQuery, tuple[Weather, ...]] = Capability(
    "weather", tuple[Weather, ...], "weather", key=_days, keep_s=3600
)
ClimateAdapter = Adapter[ClimateQuery, tuple[MonthClimate, ...]]
CLIMATE: Capability[ClimateQuery, tuple[MonthClimate, ...]] = Capability(
    "climate",
    tuple[MonthClimate, ...],
    "weather",
    key=lambda query: f"{query.at.lat:.2f},{query.at.lon:.2f}:{query.metres or ''}",
    keep_s=30 * 24 * 3600,
)
