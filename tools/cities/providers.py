"""Who can be asked for a city's facts: those who described it first."""

from __future__ import annotations

from tools.cities.atlas import AtlasCities
from tools.cities.contract import CitiesAdapter
from tools.cities.world import WorldCities

PROVIDERS: tuple[type[CitiesAdapter], ...] = (AtlasCities, WorldCities)
