from __future__ import annotations

import pytest

from domain.place import Category, Kind
from tests.make import make_place
from tools.chain import build_chain
from tools.embeddings.contract import EMBEDDINGS
from tools.embeddings.hashing import HashingEmbedder
from tools.embeddings.index import PlaceIndex
from tools.places.atlas.records import load_places


@pytest.fixture
async def index():
    made = PlaceIndex(await build_chain(EMBEDDINGS, [HashingEmbedder()]))
    yield made
    await made.close()


def sights(city_id: str):
    return [place for place in load_places(city_id).values() if place.kind is Kind.SIGHT]


async def test_a_wish_finds_places_of_its_kind(index):
    places = sights("london")
    found = await index.search("london", places, "quiet places to read books")
    by_id = {place.id: place for place in places}
    bookish = {Category.BOOKSHOP, Category.LIBRARY}
    assert any(by_id[place_id].category in bookish for place_id in list(found)[:4]), found


async def test_cities_do_not_mix_and_nothing_near_is_empty(index):
    for city_id in ("kyoto", "london"):
        found = await index.search(city_id, sights(city_id), "temples and gardens")
        assert all(place_id.startswith(f"{city_id}/") for place_id in found)
    assert await index.search("kyoto", sights("kyoto"), "zzqx") == {}
    assert await index.search("kyoto", [], "temples") == {}


async def test_places_that_come_later_are_found_and_those_not_asked_for_are_not(index):
    museum = make_place("avonlea/museum", about="Steam engines and old locomotives.", tags=("trains",))
    later = make_place("avonlea/late", about="Old locomotives in a shed.", tags=("trains",))
    assert set(await index.search("avonlea", [museum], "old locomotives")) == {"avonlea/museum"}
    both = await index.search("avonlea", [museum, later], "old locomotives")
    assert set(both) == {"avonlea/museum", "avonlea/late"}
    assert set(await index.search("avonlea", [later], "old locomotives")) == {"avonlea/late"}
