"""Climate normals of the atlas: what a day of that month is usually like."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from domain.candidates import Weather
from domain.city import CityFacts
from domain.place import Freshness, Source
from tools.adapter import Keyless
from tools.weather.contract import WeatherQuery


class ClimateNormals(Keyless):
    name = "climate-normals"
    version = "1"

    async def execute(self, query: WeatherQuery) -> tuple[Weather, ...]:
        return tuple(_normal_day(query.city, on) for on in query.dates)


def _normal_day(city: CityFacts, on: date) -> Weather:
    normal = city.climate[on.month - 1]
    source = Source(
        provider=ClimateNormals.name,
        reference=f"{city.id}/{on.month:02d}",
        freshness=city.source.freshness if city.source else Freshness.ATLAS,
        as_of=city.as_of,
    )
    chance = min(1.0, normal.rain_days / monthrange(on.year, on.month)[1])
    return Weather(
        on=on,
        city_id=city.id,
        low_c=normal.low,
        high_c=normal.high,
        rain_chance=round(chance, 2),
        bad=False,
        source=source,
    )
