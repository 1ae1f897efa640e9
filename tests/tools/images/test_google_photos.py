from __future__ import annotations

from dataclasses import replace

from domain.geo import Point
from tests.emulators.access import emulated
from tests.tools.images.questions import GOLDEN, UNKNOWN, of
from tools.images.google_photos import GooglePhotos


async def test_a_place_is_found_by_name_and_near_where_it_stands(emulators, http):
    bank = emulated(GooglePhotos, emulators, http)
    (photo,) = await bank.search_images(GOLDEN)
    assert photo.alt == "Kinkaku-ji (Golden Pavilion)"
    assert photo.credit == "Visitor 2 of Kyoto on Google Maps"
    assert photo.credit_url == "https://maps.google.com/maps/contrib/101"
    assert photo.width > photo.height, "a landscape was asked for"


async def test_a_place_of_the_same_name_elsewhere_is_another_place(emulators, http):
    far = replace(GOLDEN, at=Point(lat=35.7, lon=139.7))
    assert await emulated(GooglePhotos, emulators, http).execute(far) == ()


async def test_its_own_id_is_asked_for_where_it_is_known(emulators, http):
    bank = emulated(GooglePhotos, emulators, http)
    (photo,) = await bank.execute(GOLDEN)
    place_id = photo.source.reference.split("/")[1]
    by_id = replace(UNKNOWN, references=(("google-places", place_id),))
    assert [one.url for one in await bank.execute(by_id)] == [photo.url]


async def test_the_key_is_in_no_address_and_goes_to_google_alone(emulators, http):
    bank = emulated(GooglePhotos, emulators, http)
    (photo,) = await bank.execute(of("paris/louvre", "Paris"))
    assert "key=" not in photo.url
    assert bank.picture_headers(photo.url) == {"X-Goog-Api-Key": "emulated"}
    assert bank.picture_headers("https://lh3.googleusercontent.com/p/x") == {}


async def test_nothing_found_is_no_photos(emulators, http):
    assert await emulated(GooglePhotos, emulators, http).execute(UNKNOWN) == ()
