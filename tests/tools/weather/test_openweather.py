from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Failure, Unavailable
from tests.emulators.access import emulated
from tests.emulators.single import answering, serving
from tools.adapter import Access
from tools.places.atlas.records import load_city
from tools.weather.contract import WeatherQuery
from tools.weather.open_meteo import OpenMeteo
from tools.weather.openweather import OpenWeather

TOKYO = load_city("tokyo")
ZONE = ZoneInfo(TOKYO.time_zone)
MIDNIGHT = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
TOMORROW = (MIDNIGHT + timedelta(days=1)).date()
NORMAL = TOKYO.climate[TOMORROW.month - 1]


def steps(count: int, **changes) -> str:
    """From tomorrow's midnight in Tokyo, every three hours."""
    start = int((MIDNIGHT + timedelta(days=1)).timestamp())
    usual = {"main": {"temp_min": NORMAL.low, "temp_max": NORMAL.high}, "pop": 0.1, "wind": {"gust": 4}}
    usual |= {"weather": [{"id": 800}]}
    return json.dumps({"cod": "200", "list": [usual | {"dt": start + n * 10800} | changes for n in range(count)]})


async def ask(body: str, http):
    with serving(answering(body)) as address:
        query = WeatherQuery(TOKYO, tuple(TOMORROW + timedelta(days=n) for n in range(3)))
        return await OpenWeather(Access(http, key="k", address=address)).execute(query)


async def test_days_are_those_of_the_city_s_calendar(http):
    assert [day.on for day in await ask(steps(16), http)] == [TOMORROW, TOMORROW + timedelta(days=1)]


async def test_a_day_of_which_little_is_forecast_is_not_told(http):
    assert [day.on for day in await ask(steps(13), http)] == [TOMORROW]


async def test_rain_and_snow_of_the_day_add_up_to_a_bad_one(http):
    (day,) = await ask(steps(8, pop=0.7, rain={"3h": 0.5}, snow={"3h": 0.3}), http)
    assert (day.rain_chance, day.bad) == (0.7, True)
    (dry,) = await ask(steps(8, pop=0.7, rain={"3h": 0.1}), http)
    assert not dry.bad


@pytest.mark.parametrize(
    "changes",
    [
        {"main": {"temp_min": 281.0, "temp_max": 289.0}},
        {"pop": 3},
        {"pop": "much"},
        {"main": {"temp_min": NORMAL.high, "temp_max": NORMAL.low}},
        {"rain": {"3h": -4}},
        {"dt": 10**15},
    ],
)
async def test_weather_that_cannot_be_is_malformed(changes, http):
    with pytest.raises(Unavailable) as told:
        await ask(steps(8, **changes), http)
    assert told.value.kind is Failure.MALFORMED


async def test_both_services_forecast_the_same_emulated_sky(emulators, http):
    query = WeatherQuery(TOKYO, (TOMORROW + timedelta(days=1),))
    (one,) = await emulated(OpenMeteo, emulators, http).execute(query)
    (other,) = await emulated(OpenWeather, emulators, http).execute(query)
    assert one.high_c == pytest.approx(other.high_c, abs=3)
    assert one.rain_chance == other.rain_chance


async def test_a_wrong_key_is_not_allowed(emulators, http):
    adapter = OpenWeather(Access(http, key="wrong", address=f"{emulators.url}/openweather"))
    with pytest.raises(Unavailable) as told:
        await adapter.execute(WeatherQuery(TOKYO, (TOMORROW,)))
    assert told.value.kind is Failure.FORBIDDEN
