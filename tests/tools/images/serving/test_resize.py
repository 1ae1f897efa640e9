from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.emulators.pictures import landscape
from tools.images.serving.fetch import NoPicture
from tools.images.serving.resize import WIDTHS, resized


def opened(body: bytes) -> Image.Image:
    picture = Image.open(BytesIO(body))
    picture.load()
    return picture


@pytest.mark.parametrize("form", ["webp", "jpeg"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_gets_the_width_and_keeps_its_ratio(width, form):
    small = opened(resized(landscape("a", 1600, 1000), width, form))
    assert small.format.lower() == form
    assert small.width == width
    assert abs(small.width / small.height - 1.6) < 0.02


def test_a_small_picture_is_not_blown_up():
    assert opened(resized(landscape("a", 200, 100), 1280, "jpeg")).size == (200, 100)


def test_where_and_with_what_it_was_taken_is_not_passed_on():
    picture = Image.new("RGB", (400, 200), (10, 120, 200))
    exif = picture.getexif()
    exif[0x010F], exif[0x0112] = "Camera", 6  # a maker, and "turn it by 90°"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)  # the latitude
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"secret", icc_profile=b"x" * 200)
    for form in ("webp", "jpeg"):
        small = opened(resized(out.getvalue(), 320, form))
        assert small.size == (200, 400), "upright"
        assert dict(small.getexif()) == {}
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(small.info)


def test_what_is_seen_through_becomes_white():
    out = BytesIO()
    Image.new("RGBA", (100, 100), (255, 0, 0, 0)).save(out, "PNG")
    assert opened(resized(out.getvalue(), 160, "jpeg")).getpixel((50, 50)) == (255, 255, 255)


def _bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is enormous."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", packed) + part(b"IEND", b"")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html></html>",
        b"%PDF-1.7",
        b"GIF89a" + b"\x00" * 100,
        landscape("a", 400, 300)[:500],
        _bomb(100_000, 100_000),
        _bomb(9_000, 9_000),
        _bomb(30_000, 30_000),
    ],
    ids=["nothing", "svg", "html", "pdf", "gif", "half", "bomb", "large", "larger"],
)
def test_what_is_no_picture_or_too_large_is_refused(body):
    with pytest.raises(NoPicture):
        resized(body, 320, "webp")
