"""The whole atlas, walked: a test per city, so that a failure names it."""

from __future__ import annotations

import pytest

from tools.places.atlas.adapter import AtlasPlaces
from tools.places.atlas.check import problems_of
from tools.places.atlas.records import city_ids, load_city, load_places
from tools.places.contract import PlacesQuery

PROMISED = """amsterdam athens bangkok barcelona berlin budapest buenos-aires cairo cape-town delhi dubai florence
istanbul kyoto lisbon london madrid marrakech mexico-city new-york paris prague rome san-francisco seoul singapore
sydney tokyo venice vienna""".split()


def test_the_promised_cities_are_there():
    assert set(PROMISED) <= set(city_ids())


@pytest.mark.parametrize("city_id", city_ids())
def test_a_city_is_sound(city_id):
    assert problems_of(city_id) == []


def test_ids_are_unique_over_all_cities():
    ids = [place_id for city_id in city_ids() for place_id in load_places(city_id)]
    assert len(ids) == len(set(ids))


def test_two_cities_on_one_spot_would_be_a_mistake():
    cities = [load_city(city_id) for city_id in city_ids()]
    for one in cities:
        for other in cities:
            assert one is other or one.at.metres_to(other.at) > 30_000


async def test_the_adapter_refuses_a_city_it_does_not_hold():
    from domain.errors import Rejected

    with pytest.raises(Rejected, match="atlantis"):
        await AtlasPlaces().execute(PlacesQuery("atlantis"))
