from __future__ import annotations

from datetime import date

from tools.places.atlas.records import load_city
from tools.weather.contract import WeatherQuery
from tools.weather.normals import ClimateNormals


async def test_each_day_has_its_month_s_normal():
    kyoto = load_city("kyoto")
    january, august = await ClimateNormals().execute(WeatherQuery(kyoto, (date(2027, 1, 9), date(2027, 8, 9))))
    assert january.high_c < 12 < 28 < august.high_c
    assert 0 <= january.rain_chance <= 1
    assert august.on == date(2027, 8, 9)
