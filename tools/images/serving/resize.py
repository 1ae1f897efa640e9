"""Makes a picture small with Pillow: what it is is told by its bytes, and nothing but its pixels is kept."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Literal

from PIL import Image, ImageOps

from tools.images.serving.fetch import NoPicture

Format = Literal["webp", "jpeg"]
WIDTHS = (160, 320, 640, 1280)
_READ = ("JPEG", "PNG", "WEBP")  # no vectors, no documents, no frames
_MOST_PIXELS = 50_000_000
_QUALITY: dict[Format, int] = {"webp": 78, "jpeg": 82}


def resized(body: bytes, width: int, form: Format) -> bytes:
    """At most `width` pixels wide, upright, without metadata; raises NoPicture for what is none or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is lower
            with Image.open(BytesIO(body), formats=_READ) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise NoPicture(f"{picture.width} × {picture.height} pixels")
                picture.draft("RGB", (width, width))
                small = _small(picture, width)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPicture("not a picture that we read") from error
    out = BytesIO()
    if form == "webp":
        small.save(out, "WEBP", quality=_QUALITY[form], method=4)
    else:
        small.save(out, "JPEG", quality=_QUALITY[form], optimize=True, progressive=True)
    return out.getvalue()


def _small(picture: Image.Image, width: int) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        flat = Image.new("RGB", layered.size, (255, 255, 255))
        flat.paste(layered, mask=layered.getchannel("A"))
        upright = flat
    pixels = upright.convert("RGB")
    if pixels.width > width:
        height = max(1, round(pixels.height * width / pixels.width))
        pixels = pixels.resize((width, height), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", pixels.size)
    bare.paste(pixels)  # a new picture has nothing of the old one's profile, place and camera
    return bare
