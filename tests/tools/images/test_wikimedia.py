from __future__ import annotations

import httpx
import pytest

from domain.errors import Failure, Unavailable
from tests.emulators.access import emulated
from tests.tools.images.questions import GOLDEN, UNKNOWN
from tools.adapter import Access
from tools.images.licences import is_free, licence_url
from tools.images.wikimedia import Wikimedia


async def test_the_free_picture_of_the_place_is_taken_and_its_author_named_in_plain_text(emulators, http):
    bank = emulated(Wikimedia, emulators, http)
    photos = await bank.search_images(GOLDEN)
    assert len(photos) == 1
    photo = photos[0]
    assert photo.source.reference == "File:Kinkaku-ji (Golden Pavilion), Kyoto in spring.jpg"
    assert photo.alt == "View of Kinkaku-ji (Golden Pavilion), Kyoto"
    assert photo.credit.startswith("Walker ")
    assert "<" not in photo.credit
    assert is_free(photo.licence)
    assert photo.credit_url.startswith("https://commons.wikimedia.org/wiki/File:")


async def test_the_address_by_size_has_one_of_the_usual_widths(emulators, http):
    bank = emulated(Wikimedia, emulators, http)
    (photo,) = await bank.execute(GOLDEN)
    for width, step in ((160, 250), (320, 330), (640, 960), (1280, 1280)):
        assert f"/{step}px-" in bank.image_url(photo, width)
        assert (await http.get(bank.image_url(photo, width))).status_code == 200


async def test_nothing_found_is_no_photos(emulators, http):
    assert await emulated(Wikimedia, emulators, http).execute(UNKNOWN) == ()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"error": {"code": "ratelimited", "info": "…"}}, Failure.RATE_LIMITED),
        ({"error": {"code": "badvalue"}}, Failure.REFUSED),
        ({}, Failure.MALFORMED),
        ({"batchcomplete": True, "query": {"pages": [{"imageinfo": "?"}]}}, Failure.MALFORMED),
    ],
)
async def test_an_error_with_status_200_is_one(body, kind):
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=body))
    async with httpx.AsyncClient(transport=transport) as client:
        with pytest.raises(Unavailable) as raised:
            await Wikimedia(Access(client)).execute(GOLDEN)
    assert raised.value.kind is kind


@pytest.mark.parametrize(
    ("licence", "free", "address"),
    [
        ("CC BY-SA 4.0", True, "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC BY 2.0", True, "https://creativecommons.org/licenses/by/2.0/"),
        ("CC BY-SA 3.0 de", True, "https://creativecommons.org/licenses/by-sa/3.0/de/"),
        ("CC0", True, "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("Public domain", True, "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("CC BY-NC-ND 4.0", False, ""),
        ("CC BY-NC 2.0", False, ""),
        ("Fair use", False, ""),
        ("", False, ""),
    ],
)
def test_only_free_licences_are_free(licence, free, address):
    assert is_free(licence) is free
    assert licence_url(licence) == address
