"""What months are usually like anywhere, from stations near by: for days without a network."""

from __future__ import annotations

from domain.city import MonthClimate
from tools.adapter import Keyless
from tools.cities.climate import climate_at
from tools.weather.contract import ClimateQuery


class EstimatedClimate(Keyless):
    name = "estimated-climate"
    version = "1"

    async def execute(self, query: ClimateQuery) -> tuple[MonthClimate, ...]:
        return climate_at(query.at, query.metres)
