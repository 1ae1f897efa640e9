from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from domain.errors import Failure, Unavailable
from domain.place import Category, Kind
from tests.emulators.access import emulated
from tests.emulators.mapbox import KNOWN
from tests.emulators.server import Emulators
from tools.adapter import Access
from tools.places.atlas.records import load_city, load_places
from tools.places.contract import DetailsQuery, PlacesQuery, SearchQuery
from tools.places.mapbox.places import MapboxPlaceDetails, MapboxPlaces, MapboxPlaceSearch
from tools.places.mapbox.reading import Properties, place_of
from tools.places.mapbox.types import CATEGORIES, SOUGHT, category_of

LISBON = load_city("lisbon")
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def read(**fields):
    said = {
        "mapbox_id": "dXJu1",
        "name": "Museu da Prova",
        "coordinates": {"longitude": LISBON.at.lon, "latitude": LISBON.at.lat},
        "poi_category_ids": ["museum", "tourist_attraction"],
    }
    return place_of(Properties.model_validate(said | fields), LISBON, "mapbox-places", NOW)


def test_a_place_is_read_and_what_is_not_said_is_unknown():
    place = read()
    assert (place.category, place.kind, place.rating, place.photos) == (Category.MUSEUM, Kind.SIGHT, None, ())
    assert (place.hours, place.phone, place.site, place.price) == (None,) * 4
    assert read(feature_type="address") is None
    assert read(poi_category_ids=["bank"]) is None


def test_telephone_page_hours_and_quarter_are_read():
    week = [{"open": {"day": day, "time": "0930"}, "close": {"day": day, "time": "1800"}} for day in (2, 3, 4, 5, 6, 0)]
    metadata = {"phone": "+351 21 555 0123", "website": "https://prova.example", "open_hours": {"periods": week}}
    place = read(metadata=metadata, context={"neighborhood": {"name": "Alfama"}}, name_preferred="Proof Museum")
    assert place.hours.spec == "Tu-Su 09:30-18:00"
    assert (place.phone, place.site, place.area) == ("+351 21 555 0123", "https://prova.example", "Alfama")
    assert (place.name, place.local_name) == ("Proof Museum", "Museu da Prova")
    assert read(metadata={"phone": "21 555"}).phone is None
    assert read(metadata={"open_hours": {"periods": [{"open": {"day": 0, "time": "0000"}}]}}).hours.spec == "24/7"


@pytest.mark.parametrize(
    ("ids", "category"),
    [
        (["historic_site", "castle"], Category.CASTLE),
        (["historic_site"], Category.LANDMARK),
        (["thai_restaurant", "restaurant"], Category.RESTAURANT),
        (["lodging", "hostel"], Category.HOSTEL),
        (["gas_station"], None),
    ],
)
def test_the_telling_id_decides(ids, category):
    assert category_of(ids) is category


def test_what_is_asked_for_is_known_and_understood():
    assert set(SOUGHT) <= set(CATEGORIES)
    assert set(SOUGHT) <= KNOWN


async def test_a_citys_places_come_over_the_wire(emulators: Emulators, http: httpx.AsyncClient):
    answer = await emulated(MapboxPlaces, emulators, http).execute(PlacesQuery(LISBON))
    assert len(answer.places) >= 50
    assert {place.kind for place in answer.places} == set(Kind)
    assert emulators.faults.calls["mapbox-places"] == len(SOUGHT)


async def test_no_token_is_said_by_mapbox(emulators: Emulators, http: httpx.AsyncClient):
    adapter = MapboxPlaces(Access(http, key="", address=f"{emulators.url}/mapbox-places"))
    with pytest.raises(Unavailable) as refused:
        await adapter.execute(PlacesQuery(LISBON))
    assert refused.value.kind is Failure.FORBIDDEN


async def test_text_and_details(emulators: Emulators, http: httpx.AsyncClient):
    found = await emulated(MapboxPlaceSearch, emulators, http).execute(SearchQuery(LISBON, "Jerónimos Monastery"))
    assert found[0].name == "Jerónimos Monastery"
    adapter = emulated(MapboxPlaceDetails, emulators, http)
    assert (await adapter.execute(DetailsQuery(found[0], LISBON))).source.reference == found[0].source.reference
    tower = next(place for place in load_places("lisbon").values() if place.name == "Jerónimos Monastery")
    assert (await adapter.execute(DetailsQuery(tower, LISBON))).name == "Jerónimos Monastery"
    with pytest.raises(Unavailable, match="does not know"):
        await adapter.execute(DetailsQuery(tower.model_copy(update={"name": "Zzqx"}), LISBON))
