"""Weather of the days of a trip in one city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.candidates import Weather
from domain.city import CityFacts
from tools.chain import Adapter


@dataclass(frozen=True)
class WeatherQuery:
    city: CityFacts
    dates: tuple[date, ...]


WeatherAdapter = Adapter[WeatherQuery, tuple[Weather, ...]]
