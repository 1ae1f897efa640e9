from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from api.routes.photos import MOST_BYTES


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, kind)
    return written.getvalue()


async def sent(client, content: bytes, kind: str = "image/jpeg", **words: str):
    return await client.post("/v1/trips/images", files={"file": ("photo", content, kind)}, data=words)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
async def test_without_a_model_that_sees_it_is_said_so_and_nothing_is_lost(client, kind):
    answer = await sent(client, picture(kind), f"image/{kind.lower()}", words="like this")
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"looked": False, "scene": "", "cities": [], "served_by": ""}


async def test_what_is_no_picture_or_too_large_a_one_is_refused_by_name(client):
    for content, status in ((b"<svg/>", 422), (picture()[:200], 422), (b"x" * (MOST_BYTES + 200_000), 413)):
        answer = await sent(client, content)
        assert answer.status_code == status, answer.text
    assert (await sent(client, b"<svg/>")).json()["errors"][0]["field"] == "file"


async def test_only_a_form_is_taken(client):
    assert (await client.post("/v1/trips/images", json={})).status_code == 415
