from __future__ import annotations

from dataclasses import replace

from domain.place import Freshness
from tests.emulators import unsplash as emulator
from tests.emulators.access import emulated
from tests.tools.images.questions import GOLDEN, UNKNOWN
from tools.images.unsplash import Unsplash


async def test_a_photo_has_what_the_guidelines_ask_to_be_shown(emulators, http):
    bank = emulated(Unsplash, emulators, http)
    (photo,) = await bank.search_images(GOLDEN)
    assert photo.alt == "kinkaku-ji (golden pavilion) kyoto under a clear sky"
    said = bank.attribution(photo)
    assert said.text.startswith("Photo by ")
    assert said.text.endswith(" on Unsplash")
    assert said.url.startswith("https://unsplash.com/@")
    assert "utm_source=tripwright" in said.url
    assert "utm_medium=referral" in said.url
    assert said.licence_url == "https://unsplash.com/license"
    assert photo.source.provider == "unsplash"
    assert photo.source.freshness is Freshness.LIVE
    assert photo.source.read_at is not None


async def test_what_shows_something_else_is_left_out(emulators, http):
    """The emulator's first result is a red umbrella, as a bank's may be."""
    photos = await emulated(Unsplash, emulators, http).execute(replace(GOLDEN, count=5))
    assert len(photos) == 5
    assert not any("umbrella" in photo.alt for photo in photos)


async def test_nothing_found_is_no_photos(emulators, http):
    assert await emulated(Unsplash, emulators, http).execute(UNKNOWN) == ()


async def test_the_address_by_size_leads_to_a_picture_of_that_width_and_keeps_the_view_count(emulators, http):
    bank = emulated(Unsplash, emulators, http)
    (photo,) = await bank.execute(GOLDEN)
    address = bank.image_url(photo, 320)
    assert "w=320" in address
    assert "w=1280" not in address
    assert "ixid=" in address
    assert (await http.get(address)).headers["content-type"] == "image/jpeg"


async def test_a_chosen_photo_counts_as_a_download(emulators, http):
    bank = emulated(Unsplash, emulators, http)
    (photo,) = await bank.execute(GOLDEN)
    emulator.DOWNLOADS.clear()
    await bank.chosen(photo)
    assert emulator.DOWNLOADS[0] == photo.source.reference.split("?")[0]


def test_a_new_application_may_ask_fifty_times_an_hour():
    assert Unsplash.calls == (50, 3600.0)
