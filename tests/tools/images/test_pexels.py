from __future__ import annotations

from tests.emulators.access import emulated
from tests.tools.images.questions import GOLDEN, UNKNOWN
from tools.images.pexels import Pexels


async def test_a_photo_with_its_photographer_and_page(emulators, http):
    bank = emulated(Pexels, emulators, http)
    (photo,) = await bank.search_images(GOLDEN)
    assert "coffee" not in photo.alt
    said = bank.attribution(photo)
    assert said.text == "Photo by Marta Oliveira on Pexels"
    assert said.url.startswith("https://www.pexels.com/photo/")
    assert said.licence_url == "https://www.pexels.com/license/"


async def test_the_address_by_size_leads_to_a_picture(emulators, http):
    bank = emulated(Pexels, emulators, http)
    (photo,) = await bank.execute(GOLDEN)
    answer = await http.get(bank.image_url(photo, 640))
    assert answer.headers["content-type"] == "image/jpeg"


async def test_nothing_found_is_no_photos(emulators, http):
    assert await emulated(Pexels, emulators, http).execute(UNKNOWN) == ()
