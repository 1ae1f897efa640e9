"""All who locate things are asked the same questions, over their wires."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest

from domain.errors import Failure, Unavailable
from domain.geo import Point
from tests.emulators.access import emulated
from tests.emulators.server import Emulators
from tools.adapter import Access
from tools.geocoding.contract import GeocodingQuery, Grain
from tools.geocoding.embedded import EmbeddedGeocoding
from tools.geocoding.google import GoogleGeocoding
from tools.geocoding.mapbox import MapboxGeocoding

LISBON = Point(lat=38.7169, lon=-9.1399)
LIVE = [GoogleGeocoding, MapboxGeocoding]


@pytest.mark.parametrize("kind", [*LIVE, EmbeddedGeocoding])
async def test_a_town_is_found_in_its_country(kind, emulators: Emulators, http: httpx.AsyncClient):
    adapter = emulated(kind, emulators, http)
    first, *_ = await adapter.execute(GeocodingQuery("Lisbon, Portugal"))
    assert (first.grain, first.country, first.city) == (Grain.CITY, "PT", "Lisbon")
    assert first.at.metres_to(LISBON) < 5_000
    cordoba = (await adapter.execute(GeocodingQuery("Córdoba", country="AR")))[0]
    assert (cordoba.country, cordoba.at.lat < 0) == ("AR", True)


@pytest.mark.parametrize("kind", LIVE)
async def test_an_address_is_found_and_a_point_has_one(kind, emulators: Emulators, http: httpx.AsyncClient):
    adapter = emulated(kind, emulators, http)
    house, *_ = await adapter.execute(GeocodingQuery("12 Rua Augusta, Lisbon, Portugal", language="pt"))
    assert house.grain is Grain.ADDRESS
    assert "Rua Augusta" in house.label
    assert house.at.metres_to(LISBON) < 5_000
    (there,) = await adapter.execute(GeocodingQuery(at=LISBON))
    assert (there.city, there.country) == ("Lisbon", "PT")
    assert there.source.provider == kind.name


@pytest.mark.parametrize("kind", [*LIVE, EmbeddedGeocoding])
async def test_none_found_is_an_empty_answer(kind, emulators: Emulators, http: httpx.AsyncClient):
    adapter = emulated(kind, emulators, http)
    assert await adapter.execute(GeocodingQuery("Zzqxtown, Nowhereland")) == ()
    assert await adapter.execute(GeocodingQuery(at=Point(lat=-55, lon=-120))) == ()


@pytest.mark.parametrize(
    ("key", "failure"), [("invalid", Failure.FORBIDDEN), ("spent", Failure.RATE_LIMITED), ("", Failure.FORBIDDEN)]
)
async def test_what_google_says_in_a_good_status_is_heard(key, failure, emulators: Emulators, http: httpx.AsyncClient):
    adapter = GoogleGeocoding(Access(http, key=key or "none", address=f"{emulators.url}/google-geocoding"))
    if not key:
        adapter = GoogleGeocoding(Access(http, key="invalid", address=f"{emulators.url}/google-geocoding"))
    with pytest.raises(Unavailable) as refused:
        await adapter.execute(GeocodingQuery("Lisbon"))
    assert refused.value.kind is failure


async def test_the_clients_thread_ends_when_nobody_waits_any_more(emulators: Emulators, http: httpx.AsyncClient):
    adapter = emulated(GoogleGeocoding, emulators, http)
    emulators.faults.set("google-geocoding", "hang")
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await adapter.execute(GeocodingQuery("Lisbon"))
    await asyncio.get_running_loop().shutdown_default_executor()
    assert time.monotonic() - begun < 2


async def test_a_country_keeps_others_out(emulators: Emulators, http: httpx.AsyncClient):
    for kind in (*LIVE, EmbeddedGeocoding):
        found = await emulated(kind, emulators, http).execute(GeocodingQuery("Valencia", country="VE"))
        assert {one.country for one in found} == {"VE"}


async def test_the_embedded_knows_the_atlass_places_and_the_town_of_a_street():
    adapter = EmbeddedGeocoding()
    trevi, *_ = await adapter.execute(GeocodingQuery("Trevi Fountain"))
    assert (trevi.grain, trevi.city) == (Grain.POI, "Rome")
    street, *_ = await adapter.execute(GeocodingQuery("12 Some Street, Omsk, Russia"))
    assert (street.grain, street.city) == (Grain.CITY, "Omsk")
    (slip, *_) = await adapter.execute(GeocodingQuery("Lisbonn"))
    assert slip.city == "Lisbon"
