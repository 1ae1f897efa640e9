"""Small landscapes with words in them, for the emulators that serve pictures; the same words give the same bytes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from io import BytesIO
from random import Random
from typing import Literal

from PIL import Image, ImageDraw, ImageFont
from starlette.requests import Request

SKIES = (
    ((120, 170, 220), (250, 226, 190), (70, 104, 96)),
    ((236, 150, 110), (252, 226, 180), (96, 62, 70)),
    ((90, 120, 180), (214, 224, 240), (40, 62, 92)),
    ((150, 200, 190), (246, 244, 224), (44, 92, 80)),
)


@lru_cache(maxsize=256)
def landscape(words: str, width: int = 1280, height: int = 853, kind: Literal["JPEG", "PNG"] = "JPEG") -> bytes:
    """A sky, a sun, three ranges of hills and the words."""
    chance = Random(words)
    top, low, hill = chance.choice(SKIES)
    sky = Image.linear_gradient("L").resize((width, height))
    picture = Image.composite(Image.new("RGB", (width, height), low), Image.new("RGB", (width, height), top), sky)
    pen = ImageDraw.Draw(picture)
    sun, x, y = height // 9, chance.randrange(width // 6, width * 5 // 6), chance.randrange(height // 6, height // 3)
    pen.ellipse((x - sun, y - sun, x + sun, y + sun), fill=(255, 240, 205))
    for layer, base in enumerate((0.55, 0.68, 0.82)):
        shade = tuple(round(channel + (235 - channel) * (0.5 - 0.25 * layer)) for channel in hill)
        points = [(width * n // 8, round(height * (base + chance.uniform(-0.07, 0.07)))) for n in range(9)]
        pen.polygon([(0, height), *points, (width, height)], fill=shade)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().strip() or "picture"
    font = ImageFont.load_default(size=max(12, width // 26))
    pen.text((width // 20, round(height * 0.68)), plain[:48], font=font, fill=(255, 255, 255))
    out = BytesIO()
    picture.save(out, kind, quality=80)
    return out.getvalue()


def home(request: Request) -> str:
    """The address of the emulator that answers, where its pictures lie too."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
