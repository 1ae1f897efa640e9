"""Who can be asked for the weather, first asked first."""

from __future__ import annotations

from tools.weather.contract import WeatherAdapter
from tools.weather.normals import ClimateNormals

PROVIDERS: tuple[type[WeatherAdapter], ...] = (ClimateNormals,)
