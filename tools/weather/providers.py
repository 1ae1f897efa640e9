"""Who can be asked for the weather, and for the climate, first asked first."""

from __future__ import annotations

from tools.weather.contract import ClimateAdapter, WeatherAdapter
from tools.weather.estimated import EstimatedClimate
from tools.weather.normals import ClimateNormals
from tools.weather.open_meteo import OpenMeteo, OpenMeteoClimate
from tools.weather.openweather import OpenWeather

PROVIDERS: tuple[type[WeatherAdapter], ...] = (OpenMeteo, OpenWeather, ClimateNormals)
CLIMATE_PROVIDERS: tuple[type[ClimateAdapter], ...] = (OpenMeteoClimate, EstimatedClimate)
