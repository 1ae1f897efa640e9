from __future__ import annotations

from datetime import UTC, date, datetime

import httpx
import pytest

from domain.errors import Failure, Unavailable
from domain.money import Money
from domain.place import Access, Booking, Category, Children, Freshness, Kind, Meal
from tests.emulators.access import emulated
from tests.emulators.google_places import TABLE_A
from tests.emulators.google_world import id_of, world
from tests.emulators.server import Emulators
from tools.adapter import Access as ProviderAccess
from tools.places.atlas.records import load_city, load_places
from tools.places.contract import DetailsQuery, PlacesQuery, SearchQuery
from tools.places.google.places import GooglePlaceDetails, GooglePlaces, GooglePlaceSearch
from tools.places.google.reading import place_of
from tools.places.google.types import CATEGORIES, SOUGHT, category_of
from tools.places.google.wire import WirePlace
from tools.places.merge import merge

ROME = load_city("rome")
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
ADDRESS = "https://places.googleapis.com"


def read(**fields):
    said = {
        "id": "ChIJ1",
        "displayName": {"text": "Trattoria da Prova", "languageCode": "it"},
        "location": {"latitude": ROME.at.lat, "longitude": ROME.at.lon},
        "types": ["italian_restaurant", "restaurant", "food", "point_of_interest", "establishment"],
        "primaryType": "italian_restaurant",
    }
    return place_of(WirePlace.model_validate(said | fields), ROME, "google-places", ADDRESS, NOW)


def test_a_place_with_hardly_a_word_is_a_place_of_unknowns():
    place = read()
    assert (place.kind, place.category, place.cuisines) == (Kind.EAT, Category.RESTAURANT, ("italian",))
    assert (place.hours, place.price, place.rating, place.reviews, place.price_level, place.phone) == (None,) * 6
    assert (place.step_free, place.photos, place.about) == (Access.UNKNOWN, (), "")
    assert place.source.model_dump() == {
        "provider": "google-places",
        "reference": "ChIJ1",
        "freshness": Freshness.LIVE,
        "as_of": date(2026, 11, 21),
        "read_at": NOW,
    }
    assert place.id.startswith("rome/trattoria-da-prova-")
    assert place.id == read().id
    assert place.id != read(id="ChIJ2").id


def test_all_that_google_says_is_read():
    place = read(
        rating=4.6,
        userRatingCount=2_300,
        priceLevel="PRICE_LEVEL_EXPENSIVE",
        priceRange={
            "startPrice": {"currencyCode": "EUR", "units": "40"},
            "endPrice": {"currencyCode": "EUR", "units": "61"},
        },
        internationalPhoneNumber="+39 06 555 0123",
        websiteUri="https://prova.example",
        accessibilityOptions={"wheelchairAccessibleEntrance": True},
        editorialSummary={"text": "Roman cooking."},
        goodForChildren=True,
        reservable=True,
        servesBreakfast=False,
        servesLunch=False,
        servesDinner=True,
        servesVegetarianFood=True,
        addressComponents=[{"longText": "Trastevere", "types": ["neighborhood"]}],
        regularOpeningHours={
            "periods": [
                {"open": {"day": d, "hour": 19}, "close": {"day": (d + 1) % 7, "hour": 0, "minute": 30}}
                for d in (2, 3, 4, 5, 6)
            ]
        },
        photos=[
            {
                "name": "places/ChIJ1/photos/AAA",
                "widthPx": 4000,
                "heightPx": 3000,
                "authorAttributions": [{"displayName": "A. Guest", "uri": "//maps.google.com/contrib/1"}],
            }
        ],
    )
    assert (place.rating, place.reviews, place.price_level, place.popularity) == (4.6, 2300, 3, 4)
    assert place.price == Money.of("50.50", "EUR")
    assert (place.phone, place.site) == ("+39 06 555 0123", "https://prova.example")
    assert (place.step_free, place.children, place.booking) == (Access.YES, Children.GREAT, Booking.ADVISED)
    assert (place.meals, place.diets, place.area) == ((Meal.DINNER,), ("vegetarian",), "Trastevere")
    assert place.hours.spec == "Tu-Sa 19:00-00:30"
    (photo,) = place.photos
    assert photo.url == f"{ADDRESS}/v1/places/ChIJ1/photos/AAA/media?maxWidthPx=1600"
    assert (photo.credit, photo.credit_url) == ("A. Guest", "https://maps.google.com/contrib/1")
    assert (photo.width, photo.height, photo.alt) == (4000, 3000, "Trattoria da Prova")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"regularOpeningHours": {"periods": [{"open": {"day": 0}}]}}, "24/7"),
        ({"businessStatus": "CLOSED_PERMANENTLY"}, "off"),
        ({"businessStatus": "OPERATIONAL"}, None),
        ({"regularOpeningHours": {"periods": []}}, None),
    ],
)
def test_always_never_and_unknown_are_told_apart(fields, expected):
    hours = read(**fields).hours
    assert (hours.spec if hours else None) == expected


@pytest.mark.parametrize(
    ("said", "price"),
    [
        ({"priceLevel": "PRICE_LEVEL_FREE"}, 0),
        ({"priceLevel": "PRICE_LEVEL_MODERATE"}, None),
        ({"priceRange": {"startPrice": {"currencyCode": "EUR", "units": "100"}}}, 10_000),
        ({"priceRange": {"startPrice": {"currencyCode": "USD", "units": "100"}}}, None),
    ],
)
def test_a_price_is_known_or_unknown_never_a_guess(said, price):
    found = read(**said).price
    assert (found.minor if found else None) == price


def test_what_is_shut_for_now_keeps_its_hours_and_is_told():
    week = {"periods": [{"open": {"day": 1, "hour": 9}, "close": {"day": 1, "hour": 17}}]}
    place = read(businessStatus="CLOSED_TEMPORARILY", regularOpeningHours=week)
    assert place.hours.spec == "Mo 09:00-17:00"
    assert "closed for the time being" in place.tips[0]
    assert read(businessStatus="OPERATIONAL").tips == ()


async def test_a_place_that_cannot_be_read_costs_itself_and_most_of_them_the_answer(http: httpx.AsyncClient):
    adapter = GooglePlaces(ProviderAccess(http, key="emulated"))
    good = next(iter(world().values()))
    city = load_city("amsterdam")
    assert len(adapter._read([good, {"id": "ChIJ9"}], city)) == 1
    with pytest.raises(Unavailable) as broken:
        adapter._read([good, {"id": "ChIJ9"}, {"id": "ChIJ8", "displayName": {"text": "x"}}], city)
    assert broken.value.kind is Failure.MALFORMED


def test_what_no_traveller_goes_to_and_what_is_far_away_is_left_out():
    assert read(types=["bank", "finance", "establishment"], primaryType="bank") is None
    assert read(location={"latitude": ROME.at.lat + 3, "longitude": ROME.at.lon}) is None


@pytest.mark.parametrize(
    ("types", "category"),
    [
        (["museum", "tourist_attraction"], Category.MUSEUM),
        (["tourist_attraction", "church", "place_of_worship"], Category.CHURCH),
        (["tourist_attraction", "park"], Category.PARK),
        (["botanical_garden", "park"], Category.GARDEN),
        (["ramen_restaurant", "restaurant"], Category.RESTAURANT),
        (["some_new_restaurant"], Category.RESTAURANT),
        (["lodging", "hostel"], Category.HOSTEL),
        (["tourist_attraction", "point_of_interest"], Category.LANDMARK),
        (["school"], None),
    ],
)
def test_the_telling_type_decides(types, category):
    assert category_of(types, types[0]) is category


def test_only_types_that_may_be_asked_for_are_asked_for_and_all_are_understood():
    asked = {one for group in SOUGHT for one in group}
    assert asked <= TABLE_A
    assert asked <= set(CATEGORIES)
    assert all(len(group) <= 50 for group in SOUGHT)


async def test_a_citys_places_come_over_the_wire_and_are_the_atlass(emulators: Emulators, http: httpx.AsyncClient):
    answer = await emulated(GooglePlaces, emulators, http).execute(PlacesQuery(ROME, interests=("churches",)))
    assert answer.city is ROME
    assert len({place.id for place in answer.places}) == len(answer.places) >= 60
    assert {place.kind for place in answer.places} == set(Kind)
    atlas = tuple(load_places("rome").values())
    merged = merge(ROME, [atlas, answer.places])
    known = {place.source.reference for place in answer.places}
    own = {place_id for place_id, said in world().items() if place_id in known and "priceRange" not in said}
    assert len(merged) < len(atlas) + 20 < len(atlas) + len(answer.places)
    for place in merged[: len(atlas)]:
        assert [source.reference for source in place.more_sources] in ([], [id_of(place.id)])
    assert own


async def test_another_city_than_the_emulators_is_an_answer_without_places(
    emulators: Emulators, http: httpx.AsyncClient
):
    nowhere = ROME.model_copy(update={"id": "nowhere", "at": ROME.at.model_copy(update={"lat": -60.0})})
    assert (await emulated(GooglePlaces, emulators, http).execute(PlacesQuery(nowhere))).places == ()


async def test_a_key_that_is_none_is_said_by_google(emulators: Emulators, http: httpx.AsyncClient):
    adapter = GooglePlaces(ProviderAccess(http, key="", address=f"{emulators.url}/google-places"))
    with pytest.raises(Unavailable) as refused:
        await adapter.execute(PlacesQuery(ROME))
    assert refused.value.kind is Failure.FORBIDDEN
    wrong = GooglePlaces(ProviderAccess(http, key="invalid", address=f"{emulators.url}/google-places"))
    with pytest.raises(Unavailable) as refused:
        await wrong.execute(PlacesQuery(ROME))
    assert refused.value.kind is Failure.REFUSED


async def test_no_key_stands_in_a_photos_address(emulators: Emulators, http: httpx.AsyncClient):
    answer = await emulated(GooglePlaces, emulators, http).execute(PlacesQuery(ROME))
    photos = [photo for place in answer.places for photo in place.photos]
    assert photos
    assert not any("key" in photo.url or "emulated" in photo.url for photo in photos)
    shown = await http.get(photos[0].url, headers={"X-Goog-Api-Key": "emulated"}, follow_redirects=False)
    assert shown.status_code == 302


async def test_a_text_finds_its_place_first_and_a_kind_keeps_to_itself(emulators: Emulators, http: httpx.AsyncClient):
    adapter = emulated(GooglePlaceSearch, emulators, http)
    found = await adapter.execute(SearchQuery(ROME, "Trevi Fountain"))
    assert "Trevi" in found[0].name
    tables = await adapter.execute(SearchQuery(ROME, "restaurant", kind=Kind.EAT, limit=4))
    assert 1 <= len(tables) <= 4
    assert {place.kind for place in tables} == {Kind.EAT}
    assert await adapter.execute(SearchQuery(ROME, "zzqx qqzz")) == ()


async def test_details_are_found_by_id_and_by_name(emulators: Emulators, http: httpx.AsyncClient):
    adapter = emulated(GooglePlaceDetails, emulators, http)
    colosseum = load_places("rome")["rome/colosseum"]
    by_name = await adapter.execute(DetailsQuery(colosseum, ROME))
    assert by_name.source.reference == id_of("rome/colosseum")
    by_id = await adapter.execute(DetailsQuery(by_name, ROME))
    assert (by_id.name, by_id.rating) == (by_name.name, by_name.rating)
    unknown = colosseum.model_copy(update={"name": "Zzqx Hall"})
    with pytest.raises(Unavailable, match="does not know"):
        await adapter.execute(DetailsQuery(unknown, ROME))
