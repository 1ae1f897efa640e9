"""The whole atlas, walked: a test per city, so that a failure names it."""

from __future__ import annotations

import pytest

from domain.place import Kind
from tools.places.atlas.adapter import AtlasPlaceDetails, AtlasPlaces, AtlasPlaceSearch
from tools.places.atlas.check import problems_of
from tools.places.atlas.records import city_ids, load_city, load_places
from tools.places.contract import DetailsQuery, PlacesQuery, SearchQuery

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


async def test_of_a_city_that_it_does_not_hold_the_atlas_knows_no_place():
    elsewhere = load_city("kyoto").model_copy(update={"id": "atlantis"})
    assert (await AtlasPlaces().execute(PlacesQuery(elsewhere))).places == ()
    held = await AtlasPlaces().execute(PlacesQuery(load_city("kyoto")))
    assert held.places == tuple(load_places("kyoto").values())


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("Kinkakuji", None, "kyoto/kinkaku-ji"),
        ("fushimi inari", None, "kyoto/fushimi-inari-taisha"),
        ("temples", Kind.SIGHT, None),
        ("ramen", Kind.EAT, None),
    ],
)
async def test_a_search_answers_by_name_or_by_what_a_place_is(text, kind, first):
    found = await AtlasPlaceSearch().execute(SearchQuery(load_city("kyoto"), text, kind=kind, limit=5))
    assert 1 <= len(found) <= 5
    assert first in (None, found[0].id)
    assert all(kind in (None, place.kind) for place in found)


async def test_nothing_found_and_a_city_that_is_not_held_are_empty():
    kyoto = load_city("kyoto")
    assert await AtlasPlaceSearch().execute(SearchQuery(kyoto, "zzqx")) == ()
    elsewhere = kyoto.model_copy(update={"id": "atlantis"})
    assert await AtlasPlaceSearch().execute(SearchQuery(elsewhere, "temples")) == ()


async def test_details_are_the_atlass_own_or_what_is_known_already():
    place = load_places("kyoto")["kyoto/kinkaku-ji"]
    faded = place.model_copy(update={"about": "?"})
    assert await AtlasPlaceDetails().execute(DetailsQuery(faded, load_city("kyoto"))) is place
    other = place.model_copy(update={"id": "kyoto/never-heard-of"})
    assert await AtlasPlaceDetails().execute(DetailsQuery(other, load_city("kyoto"))) is other
