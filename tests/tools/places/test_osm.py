"""OpenStreetMap over the wire: what tags say, what they do not, and a server with troubles of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import httpx
import pytest

from domain.errors import Failure, Unavailable
from domain.geo import Point
from domain.money import Money
from domain.place import Access, Category, Freshness, Kind, Level
from tests.emulators.access import emulated
from tools.cities.facts import find_facts
from tools.places.contract import PlacesQuery
from tools.places.osm import OsmPlaces, overpass_query
from tools.places.osm_reading import Element, read_place
from tools.places.osm_tags import category_of, popularity_of

OMSK = find_facts("omsk-ru-1496153")
LJUBLJANA = find_facts("ljubljana-si-3196359")
READ_AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def read(city=LJUBLJANA, language="en", at=None, **tags):
    tags = {name.replace("__", ":"): value for name, value in tags.items()}
    at = at or city.at
    element = Element(type="node", id=7, lat=at.lat, lon=at.lon, tags={"name": "Hiša", **tags})
    return read_place(element, city, language, date(2026, 11, 20), READ_AT)


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ({"tourism": "museum"}, Category.MUSEUM),
        ({"historic": "castle", "tourism": "museum"}, Category.CASTLE),
        ({"amenity": "place_of_worship", "religion": "christian"}, Category.CHURCH),
        ({"amenity": "place_of_worship", "religion": "muslim"}, Category.MOSQUE),
        ({"amenity": "place_of_worship", "religion": "shinto"}, Category.SHRINE),
        ({"amenity": "pub"}, Category.NIGHTLIFE),
        ({"amenity": "pub", "food": "yes"}, Category.BAR),
        ({"amenity": "fast_food"}, Category.STREET_FOOD),
        ({"tourism": "guest_house"}, Category.GUESTHOUSE),
        ({"leisure": "park"}, Category.PARK),
        ({"natural": "peak"}, Category.NATURE),
        ({"place": "square"}, Category.SQUARE),
        ({"tourism": "museum", "disused": "yes"}, None),
        ({"leisure": "garden", "access": "private"}, None),
        ({"amenity": "parking"}, None),
        ({"highway": "residential"}, None),
    ],
)
def test_tags_become_categories(tags, category):
    assert category_of(tags) is category


def test_fame_is_told_from_entries_articles_and_translations():
    known = {f"name:{language}": "x" for language in "abcdefghijklmnopqrstuvwxyzäöüßéè"}
    assert popularity_of({}) == 1
    assert popularity_of({"wikidata": "Q1"}) == 2
    assert popularity_of({"wikidata": "Q1", "wikipedia": "en:X", "tourism": "attraction"}) == 3
    assert popularity_of({"wikidata": "Q1", "wikipedia": "en:X", "heritage": "1", **known}) == 5
    assert popularity_of({"name:en:pronunciation": "x", "name:etymology:wikidata": "Q2"}) == 1


@pytest.mark.parametrize(
    ("tags", "minor"),
    [
        ({"fee": "no"}, 0),
        ({"charge": "8 EUR"}, 800),
        ({"charge": "EUR 7.50"}, 750),
        ({"charge": "€12"}, 1200),
        ({"charge": "4,50 €"}, 450),
        ({"charge": "6"}, 600),
        ({"charge": "5-10 EUR"}, None),
        ({"charge": "10 EUR; children 5 EUR"}, None),
        ({"charge": "8 USD"}, None),
        ({"charge": "free on Sundays"}, None),
        ({"fee": "yes"}, None),
        ({}, None),
    ],
)
def test_a_price_is_only_what_is_exactly_said(tags, minor):
    price = read(tourism="museum", **tags).price
    assert price == (None if minor is None else Money(minor=minor, currency="EUR"))


@pytest.mark.parametrize(
    ("spec", "kept"),
    [
        ("Tu-Su 10:00-18:00; PH off", True),
        ("24/7", True),
        ("by appointment", False),
        ('"nach Vereinbarung"', False),
        ("off", False),
        ("10 to 6", False),
        ("Mo-Su 10:00-18:00" + "; Jan 1 off" * 40, False),
        ("", False),
    ],
)
def test_hours_stand_as_they_are_or_are_not_known(spec, kept):
    hours = read(tourism="museum", opening_hours=spec).hours
    assert (hours is not None) is kept
    if kept:
        assert hours.spec == spec
        assert hours.country == "SI"


def test_what_stands_in_the_street_is_open_and_free_and_says_that_this_is_a_rule():
    view = read(tourism="viewpoint")
    assert (view.hours.spec, view.price.minor) == ("24/7", 0)
    assert [(s.provider, s.freshness) for s in view.more_sources] == [("open-air", Freshness.ESTIMATED)]
    assert read(tourism="viewpoint", fee="yes").hours is None
    assert read(tourism="viewpoint", fee="yes").price is None
    assert read(leisure="park").hours is None
    assert read(tourism="museum").more_sources == ()


def test_the_rest_of_a_place():
    place = read(
        amenity="restaurant",
        name__en="The House",
        cuisine="slovenian;fine_dining;;slovenian",
        diet__vegetarian="yes",
        diet__vegan="no",
        diet__gluten_free="only",
        wheelchair="limited",
        website="www.example.org/menu",
        phone="+386 1 555 01 00; +386 1 555 01 01",
        addr__suburb="Center",
    )
    assert place.id == "ljubljana-si-3196359/the-house-osm-n7"
    assert (place.name, place.local_name, place.area) == ("The House", "Hiša", "Center")
    assert (place.kind, place.cuisines, place.diets) == (
        Kind.EAT, ("slovenian", "fine dining"), ("vegetarian", "gluten_free")
    )  # fmt: skip
    assert (place.step_free, place.site, place.phone) == (
        Access.LIMITED, "https://www.example.org/menu", "+386 1 555 01 00"
    )  # fmt: skip
    assert place.price is None
    source = place.source
    assert (source.provider, source.reference, source.as_of) == ("osm-places", "node/7", date(2026, 11, 20))
    assert (source.freshness, source.read_at) == (Freshness.LIVE, READ_AT)


@pytest.mark.parametrize(
    ("tags", "level", "stars"),
    [
        ({"tourism": "hostel"}, Level.BUDGET, None),
        ({"tourism": "hotel", "stars": "2"}, Level.BUDGET, 2),
        ({"tourism": "hotel", "stars": "4S"}, Level.MODERATE, 4),
        ({"tourism": "hotel", "stars": "5"}, Level.LUXURY, 5),
        ({"tourism": "hotel"}, None, None),
        ({"tourism": "hotel", "stars": "many"}, None, None),
    ],
)
def test_a_stays_level_follows_its_stars_or_is_not_known(tags, level, stars):
    stay = read(**tags)
    assert (stay.level, stay.stars, stay.price, stay.sleeps) == (level, stars, None, None)


@pytest.mark.parametrize(
    "site",
    ["javascript:alert(1)", "ftp://example.org", "https://user@example.org", "https://exa mple.org", "http://", "\x00"],
)
def test_what_is_no_web_address_is_left_out(site):
    assert read(tourism="museum", website=site).site is None


def test_names_come_in_the_travellers_language_without_control_characters():
    name = {"name": "Исторический\nмузей\u202e", "name:de": "Museum für Geschichte"}
    element = Element(type="way", id=3, center=OMSK.at.model_dump(), tags={"tourism": "museum", **name})
    german = read_place(element, OMSK, "de", READ_AT.date(), READ_AT)
    english = read_place(element, OMSK, "en", READ_AT.date(), READ_AT)
    assert german.name == "Museum für Geschichte"
    assert english.name == german.local_name == "Исторический музей"
    assert english.id == "omsk-ru-1496153/museum-osm-w3"
    assert german.id == "omsk-ru-1496153/museum-fur-geschichte-osm-w3"


def test_what_is_out_of_reach_or_has_no_name_is_no_place():
    far = Point(lat=OMSK.at.lat + 2, lon=OMSK.at.lon)
    assert read(OMSK, at=far, tourism="museum") is None
    assert read(tourism="museum", name="   ") is None


def test_the_question_keeps_to_the_usage_policy():
    question = overpass_query(LJUBLJANA)
    assert question.startswith("[out:json][timeout:9]")
    assert question.count(");out tags center ") == question.count("(\n") >= 5
    assert OsmPlaces.calls == (20, 60.0)
    fiji = LJUBLJANA.model_copy(update={"at": Point(lat=-16.5, lon=179.99)})
    assert ",180.00000)" in overpass_query(fiji)


async def test_a_city_has_enough_to_see_to_eat_and_to_sleep(emulators, http: httpx.AsyncClient):
    adapter = emulated(OsmPlaces, emulators, http)
    for city in (OMSK, LJUBLJANA, find_facts("nairobi-ke-184745")):
        places = (await adapter.execute(PlacesQuery(city))).places
        counts = {kind: sum(place.kind is kind for place in places) for kind in Kind}
        assert counts[Kind.SIGHT] >= 40
        assert counts[Kind.EAT] >= 15
        assert counts[Kind.STAY] >= 8
        assert len({place.id for place in places}) == len(places)
        sights = [place.popularity for place in places if place.kind is Kind.SIGHT]
        assert sights == sorted(sights, reverse=True)
    assert emulators.faults.calls["osm-places"] == 3


async def test_a_place_has_the_same_id_every_time(emulators, http: httpx.AsyncClient):
    adapter = emulated(OsmPlaces, emulators, http)
    first, second = [(await adapter.execute(PlacesQuery(OMSK))).places for _ in range(2)]
    assert [place.id for place in first] == [place.id for place in second]
    assert any(place.local_name for place in first)


async def test_a_query_that_ran_out_of_time_is_told_with_status_200(emulators, http: httpx.AsyncClient):
    nowhere = OMSK.model_copy(update={"at": Point(lat=0, lon=0)})
    with pytest.raises(Unavailable) as failure:
        await emulated(OsmPlaces, emulators, http).execute(PlacesQuery(nowhere))
    assert failure.value.kind is Failure.TIMEOUT


async def test_the_servers_own_refusals(emulators, http: httpx.AsyncClient):
    url = f"{emulators.url}/osm-places/interpreter"
    stranger = await http.post(url, data={"data": overpass_query(OMSK)}, headers={"User-Agent": "python-httpx"})
    assert stranger.status_code == 406
    for wrong in ("", "[out:json];nonsense;", "[out:xml];node(1,2,3,4);out;", "[out:json];node[name(1,2,3,4);out;"):
        answer = await http.post(url, data={"data": wrong}, headers={"User-Agent": "test"})
        assert answer.status_code == 400
        assert "Error" in answer.text


async def test_at_most_two_are_asked_at_once(emulators, http: httpx.AsyncClient):
    import asyncio

    adapter = emulated(OsmPlaces, emulators, http)
    emulators.faults.set("osm-places", "hang")
    asked = [asyncio.create_task(adapter.execute(PlacesQuery(OMSK))) for _ in range(5)]
    await asyncio.sleep(0.4)
    assert emulators.faults.calls["osm-places"] == 2
    for task in asked:
        task.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
