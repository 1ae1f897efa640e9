from __future__ import annotations

import asyncio

import pytest

from domain.place import Category
from infra.settings import Settings
from tests.emulators.access import emulated
from tests.tools.images.questions import GOLDEN
from tools.images.google_photos import GooglePhotos
from tools.images.pexels import Pexels
from tools.images.serving.fetch import NoPicture
from tools.images.serving.gallery import open_gallery
from tools.images.serving.links import PictureLink
from tools.images.unsplash import Unsplash
from tools.images.wikimedia import Wikimedia


def settings(tmp_path, emulators, **more: object) -> Settings:
    return Settings(**{"data_dir": tmp_path, "emulator": emulators.url, "offline": False, **more})


async def link_of(kind, emulators, http) -> PictureLink:
    (photo,) = await emulated(kind, emulators, http).execute(GOLDEN)
    return PictureLink(kind.name, photo.url, Category.TEMPLE, "Kinkaku-ji")


@pytest.mark.parametrize("kind", [Pexels, Wikimedia])
async def test_a_picture_is_fetched_once_for_all_widths_and_visitors(kind, tmp_path, emulators, http):
    link = await link_of(kind, emulators, http)
    async with open_gallery(settings(tmp_path, emulators)) as gallery:
        emulators.faults.calls.clear()
        asked = [gallery.picture(link, width, form) for width in (160, 320, 640) for form in ("webp", "jpeg")]
        pictures = await asyncio.gather(*asked, *(gallery.picture(link, 320, "webp") for _ in range(5)))
        assert emulators.faults.calls == {kind.name: 1}
        assert all(picture.kept for picture in pictures)
    async with open_gallery(settings(tmp_path, emulators, offline=True)) as later:
        assert (await later.picture(link, 320, "webp")).body == pictures[2].body
        with pytest.raises(NoPicture, match="nobody is called"):
            await later.picture(PictureLink(kind.name, link.url + "x", Category.TEMPLE, ""), 320, "webp")


async def test_googles_pictures_are_passed_on_and_not_stored_and_the_key_goes_to_google_alone(
    tmp_path, emulators, http
):
    """The emulator's picture server refuses a request that carries the key on."""
    link = await link_of(GooglePhotos, emulators, http)
    async with open_gallery(settings(tmp_path, emulators)) as gallery:
        picture = await gallery.picture(link, 320, "webp")
        assert picture.kept is False
        assert picture.body
    assert list(tmp_path.glob("images/*/*")) == []


async def test_unsplash_is_shown_from_unsplash_in_our_size(tmp_path, emulators, http):
    link = await link_of(Unsplash, emulators, http)
    async with open_gallery(settings(tmp_path, emulators)) as gallery:
        address = gallery.elsewhere(link, 320)
        assert address.startswith(f"{emulators.url}/unsplash/images/")
        assert "w=320" in address
        stranger = PictureLink("unsplash", "https://evil.example/a.jpg", Category.TEMPLE, "")
        assert gallery.elsewhere(stranger, 320) is None


@pytest.mark.parametrize("fault", ["server_error", "forbidden", "wrong_type", "truncated", "cut", "invalid_json"])
async def test_a_provider_in_trouble_is_no_picture_and_left_alone_for_a_while(fault, tmp_path, emulators, http):
    link = await link_of(Pexels, emulators, http)
    emulators.faults.set("pexels", fault)
    async with open_gallery(settings(tmp_path, emulators)) as gallery:
        emulators.faults.calls.clear()
        for _ in range(3):
            with pytest.raises(NoPicture):
                await gallery.picture(link, 320, "webp")
        assert emulators.faults.calls["pexels"] == 1
    assert list(tmp_path.glob("images/*/*")) == []


async def test_without_the_emulator_in_the_settings_its_address_is_not_asked(tmp_path, emulators, http):
    link = await link_of(Pexels, emulators, http)
    async with open_gallery(settings(tmp_path, emulators, emulator="")) as gallery:
        emulators.faults.calls.clear()
        with pytest.raises(NoPicture):
            await gallery.picture(link, 320, "webp")
        assert emulators.faults.calls["pexels"] == 0
