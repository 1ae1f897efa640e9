"""OpenWeather: the forecast of five days in steps of three hours, which every key may ask for.

Written from https://openweathermap.org/forecast5 (2025), API 2.5; a free key may ask 60 times a minute. One Call 3.0
needs a subscription of its own and is not used. Only days of which at least two thirds are forecast are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from domain.candidates import Weather
from tools.network import Networked, Parameters
from tools.weather.contract import WeatherQuery
from tools.weather.forecast import ForecastDay, as_weather, days_ahead

_REACH_DAYS: Final = 6  # five times 24 hours from now touch six dates
_FEWEST_STEPS = 6  # of a day's eight
_KMH = 3.6
_THUNDER = range(200, 300)  # https://openweathermap.org/weather-conditions
_Number = Annotated[float, Field(allow_inf_nan=False)]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Main(_Wire):
    temp_min: _Number
    temp_max: _Number


class _Fallen(_Wire):
    mm: _Number = Field(default=0.0, alias="3h", ge=0)


class _Wind(_Wire):
    gust: _Number = 0.0


class _Sky(_Wire):
    id: int


class _Slice(_Wire):
    dt: int
    main: _Main
    weather: tuple[_Sky, ...] = ()
    wind: _Wind = _Wind()
    pop: _Number = Field(ge=0, le=1)
    rain: _Fallen = _Fallen()
    snow: _Fallen = _Fallen()


class _Forecast(_Wire):
    list: tuple[_Slice, ...]


class OpenWeather(Networked):
    name = "openweather"
    version = "2.5"
    account = "openweather"
    home = "https://api.openweathermap.org"
    calls = (60, 60.0)

    async def execute(self, query: WeatherQuery) -> tuple[Weather, ...]:
        near = days_ahead(query, _REACH_DAYS, self.name)
        at = query.city.at
        parameters: Parameters = {"lat": at.lat, "lon": at.lon, "units": "metric", "appid": self._access.key}
        said = await self.get("/data/2.5/forecast", parameters)
        try:
            days = list(_days(_Forecast.model_validate(said), ZoneInfo(query.city.time_zone)))
        except (ValueError, OverflowError, OSError) as error:
            raise self.malformed(error) from error
        return tuple(as_weather(days, query.city, self.name, near))


def _days(forecast: _Forecast, zone: ZoneInfo) -> Iterator[ForecastDay]:
    """By the city's calendar; a day's chance of rain is that of its likeliest three hours."""
    by_date: dict[date, list[_Slice]] = defaultdict(list)
    for one in forecast.list:
        by_date[datetime.fromtimestamp(one.dt, UTC).astimezone(zone).date()].append(one)
    for on, slices in sorted(by_date.items()):
        if len(slices) < _FEWEST_STEPS:
            continue
        yield ForecastDay(
            on=on,
            low_c=min(one.main.temp_min for one in slices),
            high_c=max(one.main.temp_max for one in slices),
            rain_chance=max(one.pop for one in slices),
            rain_mm=sum(one.rain.mm + one.snow.mm for one in slices),
            gust_kmh=max(one.wind.gust for one in slices) * _KMH,
            thunder=any(sky.id in _THUNDER for one in slices for sky in one.weather),
        )
