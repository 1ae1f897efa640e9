from __future__ import annotations

import pytest

from domain.geo import Point
from tools.links.airports import airport_at
from tools.places.atlas.records import city_ids, load_city


def test_the_airports_of_the_atlas_are_found_by_their_points():
    known = [airport for city_id in city_ids() for airport in load_city(city_id).airports]
    wrong = [(airport.code, airport_at(airport.at)) for airport in known if airport_at(airport.at) != airport.code]
    assert not wrong, wrong


@pytest.mark.parametrize("at", [Point(lat=0, lon=-30), Point(lat=35.6762, lon=139.6503)])
def test_where_there_is_none_there_is_none(at):
    assert airport_at(at) is None
