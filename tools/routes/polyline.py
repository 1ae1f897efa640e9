"""Lines packed into text (https://developers.google.com/maps/documentation/utilities/polylinealgorithm)."""

from __future__ import annotations

from collections.abc import Iterable

from domain.geo import Point


def unpack(text: str, digits: int = 5) -> tuple[Point, ...]:
    """The line's points; `digits` after the decimal point. Raises ValueError for text that packs no line."""
    points: list[Point] = []
    scale, at, here = 10**digits, 0, [0, 0]
    while at < len(text):
        for axis in (0, 1):
            step, at = _number(text, at)
            here[axis] += step
        points.append(Point(lat=here[0] / scale, lon=here[1] / scale))
    return tuple(points)


def pack(points: Iterable[Point], digits: int = 5) -> str:
    scale, before, text = 10**digits, (0, 0), ""
    for point in points:
        here = (round(point.lat * scale), round(point.lon * scale))
        text += "".join(_letters(now - was) for now, was in zip(here, before, strict=True))
        before = here
    return text


def _number(text: str, at: int) -> tuple[int, int]:
    """The number that begins at `at`, and where the next one does: five bits a letter, the lowest first."""
    value = shift = 0
    while True:
        if at >= len(text):
            raise ValueError("polyline: it ends within a number")
        bits = ord(text[at]) - 63
        if not 0 <= bits < 64:
            raise ValueError(f"polyline: {text[at]!r} is no letter of it")
        value |= (bits & 31) << shift
        shift, at = shift + 5, at + 1
        if bits < 32:
            return (~(value >> 1) if value & 1 else value >> 1), at


def _letters(value: int) -> str:
    value = ~(value << 1) if value < 0 else value << 1
    text = ""
    while value >= 32:
        text += chr((32 | value & 31) + 63)
        value >>= 5
    return text + chr(value + 63)
