from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Failure, Unavailable
from domain.place import Freshness
from tests.emulators.access import emulated
from tests.emulators.single import answering, serving
from tools.adapter import Access
from tools.places.atlas.records import city_ids, load_city
from tools.weather.contract import ClimateQuery, WeatherQuery
from tools.weather.open_meteo import OpenMeteo, OpenMeteoClimate

ROME = load_city("rome")
TODAY = datetime.now(ZoneInfo(ROME.time_zone)).date()
NORMAL = ROME.climate[TODAY.month - 1]


def days(first: int, count: int) -> tuple[date, ...]:
    return tuple(TODAY + timedelta(days=first + n) for n in range(count))


def forecast(**changes) -> str:
    """Two days from tomorrow on, as usual as can be."""
    daily = {
        "time": [on.isoformat() for on in days(1, 2)],
        "temperature_2m_max": [NORMAL.high, NORMAL.high],
        "temperature_2m_min": [NORMAL.low, NORMAL.low],
        "precipitation_sum": [0.0, 9.5],
        "precipitation_probability_max": [4, 88],
        "weather_code": [1, 63],
        "wind_gusts_10m_max": [20.0, 31.0],
    }
    units = {"temperature_2m_max": "°C", "precipitation_sum": "mm"} | changes.pop("units", {})
    return json.dumps({"daily_units": units, "daily": daily | changes})


async def ask(body: str, http):
    with serving(answering(body)) as address:
        return await OpenMeteo(Access(http, address=address)).execute(WeatherQuery(ROME, days(1, 2)))


@pytest.mark.parametrize("city_id", ["rome", "tokyo", "cape-town", "buenos-aires", "delhi"])
async def test_sixteen_days_are_forecast_and_those_beyond_are_left_to_others(city_id, emulators, http):
    city = load_city(city_id)
    today = datetime.now(ZoneInfo(city.time_zone)).date()
    asked = tuple(today + timedelta(days=n) for n in range(20))
    found = await emulated(OpenMeteo, emulators, http).execute(WeatherQuery(city, asked))
    assert [day.on for day in found] == list(asked[:16])
    assert {(day.city_id, day.source.freshness) for day in found} == {(city_id, Freshness.LIVE)}


async def test_far_off_days_are_refused_without_asking_anybody(emulators, http):
    with pytest.raises(Unavailable) as told:
        await emulated(OpenMeteo, emulators, http).execute(WeatherQuery(ROME, days(200, 3)))
    assert told.value.kind is Failure.UNSUITED
    assert not emulators.faults.calls


async def test_a_wet_day_is_bad_and_a_fine_one_is_not(http):
    fine, wet = await ask(forecast(), http)
    assert (fine.bad, wet.bad) == (False, True)
    assert (fine.rain_chance, wet.rain_chance) == (0.04, 0.88)


@pytest.mark.parametrize(
    "changes",
    [
        {"temperature_2m_max": [288.0, 289.0], "temperature_2m_min": [281.0, 282.0]},  # kelvin
        {"temperature_2m_max": [98.6, 99.0]},
        {"temperature_2m_min": [NORMAL.high + 2, NORMAL.high + 2]},  # above the day's highest
        {"temperature_2m_max": [NORMAL.high + 31, NORMAL.high]},
        {"precipitation_sum": [-1.0, 0.0]},
        {"precipitation_probability_max": [140, 3]},
        {"precipitation_sum": [0.0]},
        {"time": ["tomorrow", "later"]},
        {"units": {"temperature_2m_max": "°F"}},
    ],
)
async def test_weather_that_cannot_be_is_malformed(changes, http):
    with pytest.raises(Unavailable) as told:
        await ask(forecast(**changes), http)
    assert told.value.kind is Failure.MALFORMED


async def test_a_day_with_a_gap_is_not_told(http):
    found = await ask(forecast(precipitation_probability_max=[None, 88]), http)
    assert [day.on for day in found] == [days(2, 1)[0]]


@pytest.mark.parametrize("city_id", city_ids()[::5])
async def test_ten_years_make_a_climate(city_id, emulators, http):
    city = load_city(city_id)
    months = await emulated(OpenMeteoClimate, emulators, http).execute(ClimateQuery(city.at))
    assert [month.month for month in months] == list(range(1, 13))
    warmest, coldest = max(months, key=lambda m: m.high), min(months, key=lambda m: m.high)
    assert warmest.high > coldest.high
    assert all(month.low < month.high and 0 <= month.rain_days <= 31 for month in months)


async def test_months_are_means_of_all_their_days_and_sums_of_a_year(http):
    on = [date(2015, 1, 1) + timedelta(days=n) for n in range(3653)]
    daily = {
        "time": [one.isoformat() for one in on],
        "temperature_2m_max": [float(one.month + (one.year % 2)) for one in on],
        "temperature_2m_min": [float(one.month - 5) for one in on],
        "precipitation_sum": [3.0 if one.day <= one.month else 0.2 for one in on],
    }
    body = json.dumps({"daily_units": {"temperature_2m_max": "°C", "precipitation_sum": "mm"}, "daily": daily})
    with serving(answering(body)) as address:
        months = await OpenMeteoClimate(Access(http, address=address)).execute(ClimateQuery(ROME.at))
    june = months[5]
    assert (june.low, june.high, june.rain_days) == (1.0, 6.5, 6.0)
    assert june.rain_mm == pytest.approx(6 * 3 + 24 * 0.2)


async def test_too_few_days_are_no_climate(http):
    on = [datetime.now(UTC).date() - timedelta(days=n) for n in range(40)]
    daily = {"time": [one.isoformat() for one in on], "precipitation_sum": [1.0] * 40}
    daily |= {"temperature_2m_max": [20.0] * 40, "temperature_2m_min": [10.0] * 40}
    body = json.dumps({"daily_units": {"temperature_2m_max": "°C", "precipitation_sum": "mm"}, "daily": daily})
    with serving(answering(body)) as address, pytest.raises(Unavailable) as told:
        await OpenMeteoClimate(Access(http, address=address)).execute(ClimateQuery(ROME.at))
    assert told.value.kind is Failure.MALFORMED
