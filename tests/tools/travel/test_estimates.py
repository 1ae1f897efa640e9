from __future__ import annotations

from domain.geo import Point
from domain.request import Origin
from tools.places.atlas.records import load_city
from tools.travel.contract import HOME, TravelQuery
from tools.travel.estimates import DistanceEstimates

MANCHESTER = Origin(name="Manchester", country="GB", at=Point(lat=53.48, lon=-2.24), time_zone="Europe/London")
BOSTON = Origin(name="Boston", country="US", at=Point(lat=42.36, lon=-71.06), time_zone="America/New_York")


async def options(start, end):
    return {option.mode: option for option in await DistanceEstimates().execute(TravelQuery(start, end))}


async def test_an_ocean_is_crossed_by_air_only():
    found = await options(BOSTON, load_city("paris"))
    assert set(found) == {"flight"}
    flight = found["flight"]
    assert flight.from_id == HOME
    assert 6 * 60 <= flight.travel_min <= 9 * 60
    assert 200_00 < flight.price.minor < 900_00


async def test_a_neighbour_may_be_reached_by_train_or_coach():
    found = await options(MANCHESTER, load_city("london"))
    assert {"train", "bus"} <= set(found)
    assert found["train"].travel_min < found["bus"].travel_min
    assert found["train"].price.minor > found["bus"].price.minor


async def test_no_train_crosses_the_sea_to_another_country():
    assert "train" not in await options(load_city("london"), load_city("paris"))
