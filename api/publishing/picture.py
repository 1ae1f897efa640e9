"""The picture that stands for a public trip where its address is shared: 1200 × 630, drawn by us."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from itertools import groupby, pairwise

from PIL import Image, ImageColor, ImageDraw, ImageFont

from agents.rendering.drawing.land import coast
from agents.rendering.drawing.projection import Frame, fitted
from domain.geo import Point
from domain.tenant import Branding
from infra.settings import ROOT

WIDTH, HEIGHT = 1200, 630
_FONTS = ROOT / "agents" / "rendering" / "fonts"
_TWICE = 2  # drawn twice as large and made smaller: lines without steps
_MARGIN, _WORDS = 64, 620
_PAPER, _INK, _QUIET, _LAND, _SEA = "#faf7f2", "#1d2329", "#4b545e", "#efe8dc", "#dfe9e6"
_ACCENT, _WARM = "#0e5e54", "#b4501f"
_RING = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Card:
    """What is on it: words, and the way through `points`, one a day."""

    title: str
    dates: str
    name: str
    points: tuple[Point, ...]
    branding: Branding


def drawn(card: Card) -> bytes:
    """A PNG; blocks for some 100 ms."""
    sheet = Image.new("RGB", (WIDTH * _TWICE, HEIGHT * _TWICE), _PAPER)
    draw = ImageDraw.Draw(sheet)
    accent, warm = card.branding.primary or _ACCENT, card.branding.accent or _WARM
    if card.points:
        _map(sheet, card.points, accent, warm)
    draw.rectangle((0, 0, 14 * _TWICE, HEIGHT * _TWICE), fill=accent)
    _words(draw, card, accent)
    made = BytesIO()
    sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(made, "PNG", optimize=True)
    return made.getvalue()


def _map(sheet: Image.Image, points: Sequence[Point], accent: str, warm: str) -> None:
    """On the right, running out under the words."""
    frame = fitted(points, (WIDTH - _WORDS) * _TWICE, HEIGHT * _TWICE, 90 * _TWICE, 4000)
    sea = Image.new("RGB", (round(frame.width), round(frame.height)), _LAND)
    draw = ImageDraw.Draw(sea)
    if rings := coast(frame):
        draw.rectangle((0, 0, frame.width, frame.height), fill=_SEA)
        for ring in _polygons(rings):
            draw.polygon(ring, fill=_LAND)
    _graticule(draw, frame)
    fade = Image.linear_gradient("L").rotate(90).resize((140 * _TWICE, sea.height))
    mask = Image.new("L", sea.size, 255)
    mask.paste(fade, (0, 0))
    sheet.paste(sea, (_WORDS * _TWICE, 0), mask)
    spots = [(x + _WORDS * _TWICE, y) for x, y in map(frame.at, points)]
    _way(ImageDraw.Draw(sheet), spots, accent, warm)


def _polygons(path: str) -> Iterator[list[tuple[float, float]]]:
    for ring in path.split("Z"):
        numbers = [float(one) for one in _RING.findall(ring)]
        if len(numbers) >= 6:
            yield list(zip(numbers[::2], numbers[1::2], strict=True))


def _graticule(draw: ImageDraw.ImageDraw, frame: Frame) -> None:
    step = 58 * _TWICE
    for x in range(step, round(frame.width), step):
        draw.line((x, 0, x, frame.height), fill="#e4dccd", width=1)
    for y in range(step, round(frame.height), step):
        draw.line((0, y, frame.width, y), fill="#e4dccd", width=1)


def _way(draw: ImageDraw.ImageDraw, spots: Sequence[tuple[float, float]], accent: str, warm: str) -> None:
    for start, stop in pairwise(spots):
        draw.line((start, stop), fill=accent, width=5 * _TWICE)
    for x, y in dict.fromkeys(spots):
        _dot(draw, x, y, 13, "#ffffff")
        _dot(draw, x, y, 9, accent)
    if spots:
        _dot(draw, *spots[0], 6, warm)


def _dot(draw: ImageDraw.ImageDraw, x: float, y: float, radius: int, fill: str) -> None:
    size = radius * _TWICE
    draw.ellipse((x - size, y - size, x + size, y + size), fill=fill)


def _words(draw: ImageDraw.ImageDraw, card: Card, accent: str) -> None:
    room = (_WORDS - _MARGIN + 60) * _TWICE
    size = next((s for s in (76, 66, 56, 48) if len(_lines(card.title, s * _TWICE, room)) <= 4), 42)
    lines = _lines(card.title, size * _TWICE, room)[:5]
    x, y = _MARGIN * _TWICE, (HEIGHT * _TWICE - round(len(lines) * size * _TWICE * 1.14)) // 2 - 30 * _TWICE
    for line in lines:
        _text(draw, (x, y), line, "fraunces", size * _TWICE, _INK)
        y += round(size * _TWICE * 1.14)
    _text(draw, (x, y + 22 * _TWICE), card.dates, "inter", 30 * _TWICE, _QUIET)
    _text(draw, (x, (HEIGHT - 84) * _TWICE), card.name, "inter", 26 * _TWICE, _legible(accent))


def _legible(colour: str) -> str:
    """An agency's colour where it can be read on paper, else ink."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return colour if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else _INK


def _lines(text: str, size: int, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, "fraunces", size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _length(text: str, family: str, size: int) -> float:
    return sum(font.getlength(part) for part, font in _runs(text, family, size))


def _text(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, family: str, size: int, fill: str) -> None:
    x, y = at
    for part, font in _runs(text, family, size):
        draw.text((x, y + size), part, font=font, fill=fill, anchor="ls")
        x += font.getlength(part)


def _runs(text: str, family: str, size: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """Pieces of the text, each with the face that has its letters."""
    for file, chars in groupby(text, key=lambda char: _file_of(ord(char), family)):
        yield "".join(chars), _font(file, size)


@lru_cache(maxsize=4096)
def _file_of(code: int, family: str) -> str:
    weight = 600 if family == "fraunces" else 400
    fallback = f"{family}/{family}-latin-{weight}-normal.woff2"
    for ranges, file in _faces(family, weight):
        if any(first <= code <= last for first, last in ranges):
            return file
    return next((file for ranges, file in _faces("", 400) if any(a <= code <= b for a, b in ranges)), fallback)


@lru_cache(maxsize=4)
def _faces(family: str, weight: int) -> tuple[tuple[tuple[tuple[int, int], ...], str], ...]:
    """Character ranges and files; of every family where none is named. The Latin ones first."""
    faces = json.loads((_FONTS / "faces.json").read_text(encoding="ascii"))
    found = [
        (tuple((first, last) for first, last in face["ranges"]), str(face["file"]))
        for face in faces
        if face["weight"] == weight and face["style"] == "normal" and str(face["file"]).startswith(family)
    ]
    return tuple(sorted(found, key=lambda one: "latin-" not in one[1] or "latin-ext" in one[1]))


@lru_cache(maxsize=64)
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / file, size)


def dates_of(start_on: date, end_on: date) -> str:
    """As in 12–17 April 2027; months in English as the title is."""
    if (start_on.year, start_on.month) == (end_on.year, end_on.month):
        days = f"{start_on.day}–{end_on.day}" if start_on != end_on else f"{start_on.day}"
        return f"{days} {end_on:%B %Y}"
    if start_on.year == end_on.year:
        return f"{start_on.day} {start_on:%B} – {end_on.day} {end_on:%B %Y}"
    return f"{start_on.day} {start_on:%B %Y} – {end_on.day} {end_on:%B %Y}"
