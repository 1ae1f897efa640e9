"""Open-Meteo: forecasts of up to 16 days, and the past as a climate, without a key.

Written from https://open-meteo.com/en/docs and https://open-meteo.com/en/docs/historical-weather-api (2025), API v1.
Free for non-commercial use up to 600 calls a minute and 10,000 a day (a call for ten years counts as many); data under
CC BY 4.0, to be attributed. A commercial operator sets the address of a server of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from domain.candidates import Weather
from domain.city import MonthClimate
from domain.errors import Failure, Unavailable
from tools.network import Networked, Parameters
from tools.weather.contract import ClimateQuery, WeatherQuery
from tools.weather.forecast import ForecastDay, as_weather, days_ahead

_REACH_DAYS: Final = 16
_DAILY = (
    "temperature_2m_max,temperature_2m_min,precipitation_sum,precipitation_probability_max,weather_code,"
    "wind_gusts_10m_max"
)
_THUNDER: Final = 95  # WMO code table 4677: from here on thunderstorms
_YEARS: Final = (2015, 2024)
_WET_DAY_MM = 1.0
_FEWEST_DAYS = 28 * (_YEARS[1] - _YEARS[0])  # of a month in all years: with fewer it is no climate

_Number = Annotated[float, Field(allow_inf_nan=False)]
_Values = tuple[_Number | None, ...]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Units(_Wire):
    temperature_2m_max: str
    precipitation_sum: str

    @property
    def ours(self) -> bool:
        return (self.temperature_2m_max, self.precipitation_sum) == ("°C", "mm")


class _Past(_Wire):
    time: tuple[date, ...]
    temperature_2m_max: _Values
    temperature_2m_min: _Values
    precipitation_sum: _Values

    def even(self) -> None:
        """Raises ValueError where one column is shorter than another."""
        lengths = {len(column) for _, column in self}
        if len(lengths) != 1:
            raise ValueError("daily: columns of different length")


class _Coming(_Past):
    precipitation_probability_max: _Values
    weather_code: _Values
    wind_gusts_10m_max: _Values


class _Forecast(_Wire):
    daily_units: _Units
    daily: _Coming


class _Archive(_Wire):
    daily_units: _Units
    daily: _Past


class OpenMeteo(Networked):
    name = "open-meteo"
    version = "v1"
    home = "https://api.open-meteo.com"
    calls = (500, 60.0)

    async def execute(self, query: WeatherQuery) -> tuple[Weather, ...]:
        near = days_ahead(query, _REACH_DAYS, self.name)
        parameters: Parameters = {
            "latitude": query.city.at.lat,
            "longitude": query.city.at.lon,
            "daily": _DAILY,
            "timezone": query.city.time_zone,
            "start_date": min(near).isoformat(),
            "end_date": max(near).isoformat(),
        }
        said = await self.get("/v1/forecast", parameters)
        try:
            forecast = _read(_Forecast, said)
        except ValueError as error:
            raise self.malformed(error) from error
        return tuple(as_weather(_days(forecast.daily), query.city, self.name, near))


class OpenMeteoClimate(Networked):
    """Ten years of the reanalysis (ERA5), averaged by month."""

    name = "open-meteo-archive"
    version = "v1"
    home = "https://archive-api.open-meteo.com"
    calls = (10, 60.0)

    async def execute(self, query: ClimateQuery) -> tuple[MonthClimate, ...]:
        first, last = _YEARS
        parameters: dict[str, str | float] = {
            "latitude": query.at.lat,
            "longitude": query.at.lon,
            "start_date": f"{first}-01-01",
            "end_date": f"{last}-12-31",
            "daily": "temperature_2m_max,temperature_2m_min,precipitation_sum",
            "timezone": "auto",
        }
        if query.metres is not None:
            parameters["elevation"] = query.metres
        said = await self.get("/v1/archive", parameters)
        try:
            months = _months(_read(_Archive, said).daily)
        except ValueError as error:
            raise self.malformed(error) from error
        if any(not -68 <= month.low <= month.high <= 57 for month in months):
            raise Unavailable(self.name, "a climate that cannot be", Failure.MALFORMED)
        return months


def _read(shape: type[Any], said: Any) -> Any:
    """Raises ValueError (ValidationError is one) for another shape, other units, or uneven columns."""
    read = shape.model_validate(said)
    if not read.daily_units.ours:
        raise ValueError("daily_units: not the units that were asked for")
    read.daily.even()
    return read


def _days(daily: _Coming) -> Iterator[ForecastDay]:
    """Days of which all is said; those at the end of a forecast may have gaps."""
    for index, on in enumerate(daily.time):
        high, low = daily.temperature_2m_max[index], daily.temperature_2m_min[index]
        rain, chance = daily.precipitation_sum[index], daily.precipitation_probability_max[index]
        if high is None or low is None or rain is None or chance is None:
            continue
        thunder = (daily.weather_code[index] or 0) >= _THUNDER
        yield ForecastDay(on, low, high, chance / 100, rain, daily.wind_gusts_10m_max[index], thunder)


def _months(daily: _Past) -> tuple[MonthClimate, ...]:
    month = np.array([on.month for on in daily.time])
    high, low, rain = (
        np.array(column, dtype=float)
        for column in (daily.temperature_2m_max, daily.temperature_2m_min, daily.precipitation_sum)
    )
    return tuple(
        _month(number, high[month == number], low[month == number], rain[month == number]) for number in range(1, 13)
    )


def _month(number: int, high: Any, low: Any, rain: Any) -> MonthClimate:
    whole = ~(np.isnan(high) | np.isnan(low) | np.isnan(rain))
    if whole.sum() < _FEWEST_DAYS:
        raise ValueError(f"daily: too few days in month {number}")
    years = _YEARS[1] - _YEARS[0] + 1
    return MonthClimate(
        month=number,
        low=round(float(low[whole].mean()), 1),
        high=round(float(high[whole].mean()), 1),
        rain_mm=round(float(rain[whole].sum()) / years, 1),
        rain_days=round(float((rain[whole] >= _WET_DAY_MM).sum()) / years, 1),
    )
