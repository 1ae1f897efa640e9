from __future__ import annotations

import pytest

from domain.place import Category, Kind
from tools.chain import build_chain
from tools.embeddings.hashing import HashingEmbedder
from tools.embeddings.index import PlaceIndex
from tools.places.atlas.records import load_places


@pytest.fixture
async def index():
    made = PlaceIndex(await build_chain("embeddings", [HashingEmbedder()], {}))
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
