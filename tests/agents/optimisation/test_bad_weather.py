from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.candidates import Weather
from domain.certificate import certify
from domain.itinerary import Purpose
from domain.place import Freshness, Setting, Source
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request

REQUEST = make_trip_request("rome", days=2)


def forecast(on: date, *, bad: bool, freshness: Freshness = Freshness.LIVE, **changes) -> Weather:
    source = Source(
        provider="open-meteo",
        reference="41.9,12.5",
        freshness=freshness,
        as_of=date(2026, 11, 21),
        read_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
    )
    fields = {"on": on, "city_id": "rome", "low_c": 8, "high_c": 15, "rain_chance": 0.85 if bad else 0.1, "bad": bad}
    return Weather.model_validate(fields | {"source": source} | changes)


async def plan(*weather: Weather):
    return await make_trip(REQUEST, make_candidates("rome", weather=weather))


def told(itinerary) -> list[str]:
    return [warning for warning in itinerary.warnings if "forecast" in warning]


async def test_a_bad_forecast_is_told_and_keeps_the_day_indoors():
    wet, dry = REQUEST.dates
    itinerary = await plan(forecast(wet, bad=True), forecast(dry, bad=False))
    (sentence,) = told(itinerary)
    assert wet.isoformat() in sentence
    assert "85% chance of rain, 8 to 15 °C" in sentence
    outdoor = [
        sum(
            itinerary.place(stop.place_id).setting is Setting.OUTDOOR
            for stop in day.stops
            if stop.purpose is Purpose.VISIT
        )
        for day in itinerary.days
    ]
    assert outdoor[0] < outdoor[1]
    assert certify(REQUEST, itinerary).valid


@pytest.mark.parametrize(
    "changes",
    [
        {"bad": False},
        {"freshness": Freshness.ATLAS},
        {"rain_chance": 0.1},  # the traveller said that it will rain, not the forecast
    ],
)
async def test_what_no_forecast_says_is_not_told_as_one(changes):
    wet, dry = REQUEST.dates
    weather = forecast(wet, **({"bad": True} | changes))
    assert told(await plan(weather, forecast(dry, bad=False))) == []
