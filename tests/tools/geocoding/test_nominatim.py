"""Nominatim over the wire: forward, reverse, and its usage policy."""

from __future__ import annotations

import httpx
import pytest

from domain.geo import Point
from domain.place import Freshness
from tests.emulators.access import emulated
from tools.cities.facts import find_facts
from tools.geocoding.contract import GeocodingQuery, Grain
from tools.geocoding.nominatim import NominatimGeocoding

LJUBLJANA = find_facts("ljubljana-si-3196359")


@pytest.fixture
def adapter(emulators, http: httpx.AsyncClient) -> NominatimGeocoding:
    return emulated(NominatimGeocoding, emulators, http)


async def test_a_city_is_found_with_its_country(adapter):
    found = await adapter.execute(GeocodingQuery("Ljubljana"))
    first = found[0]
    assert (first.name, first.country, first.city, first.grain) == ("Ljubljana", "SI", "Ljubljana", Grain.CITY)
    assert first.at.metres_to(LJUBLJANA.at) < 1000
    assert first.label == "Ljubljana, Slovenia"
    assert (first.source.provider, first.source.freshness) == ("nominatim", Freshness.LIVE)
    assert first.source.reference.startswith("relation/")


async def test_a_country_tells_namesakes_apart(adapter):
    anywhere = await adapter.execute(GeocodingQuery("Cordoba", limit=5))
    there = await adapter.execute(GeocodingQuery("Cordoba", country="ES"))
    assert {one.country for one in anywhere} >= {"AR", "ES"}
    assert {one.country for one in there} == {"ES"}


async def test_a_thing_near_a_point_is_found_and_the_point_leads_back_to_it(adapter):
    found = (await adapter.execute(GeocodingQuery("Old Bridge", at=LJUBLJANA.at)))[-1]
    assert (found.name, found.grain, found.city) == ("Old Bridge", Grain.POI, "Ljubljana")
    back = (await adapter.execute(GeocodingQuery(at=found.at)))[0]
    assert back.name == "Old Bridge"
    assert back.postcode == "10000"


async def test_nothing_is_an_answer(adapter):
    assert await adapter.execute(GeocodingQuery("Xyzzyplugh")) == ()
    assert await adapter.execute(GeocodingQuery(at=Point(lat=-48.9, lon=-123.4))) == ()  # the sea, far from any coast


def test_one_request_a_second_is_the_policy():
    assert NominatimGeocoding.calls == (1, 1.0)
    assert NominatimGeocoding.account == ""


async def test_who_does_not_say_their_name_is_turned_away(emulators, http: httpx.AsyncClient):
    url = f"{emulators.url}/nominatim/search"
    stranger = await http.get(url, params={"q": "Omsk"}, headers={"User-Agent": "python-httpx/0.28"})
    assert (stranger.status_code, stranger.json()["error"]["code"]) == (403, 403)
    empty = await http.get(url, headers={"User-Agent": "test"})
    assert empty.status_code == 400
