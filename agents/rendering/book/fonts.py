"""The typefaces that a text needs, and of those only the parts with its letters, as CSS with the fonts inside it.

All are under the SIL Open Font License 1.1 (see the LICENSE in each family's folder), cut into parts by Fontsource:
Fraunces for titles, Inter for text, and Noto Sans for scripts that these two do not write.
"""

from __future__ import annotations

import json
from base64 import b64encode
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_ALL = ((0, 0x10FFFF),)
# What each family is here for; signs and digits that it has too are the text face's.
_WRITTEN = {
    "Noto Sans JP": ((0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)),
    "Noto Sans KR": ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF)),
    "Noto Sans Arabic": ((0x0600, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    "Noto Sans Thai": ((0x0E00, 0x0E7F),),
    "Noto Sans Devanagari": ((0x0900, 0x097F),),
}
_FOLDER = Path(__file__).parent.parent / "fonts"


class _Face(NamedTuple):
    family: str
    weight: int
    style: str
    file: str
    ranges: tuple[tuple[int, int], ...]


@lru_cache(maxsize=1)
def _faces() -> tuple[_Face, ...]:
    listed = json.loads((_FOLDER / "faces.json").read_text(encoding="ascii"))
    return tuple(_Face(**(face | {"ranges": tuple(map(tuple, face["ranges"]))})) for face in listed)


def font_css(text: str, language: str) -> str:
    """`@font-face` rules for whatever characters stand in `text`."""
    letters = sorted(set(map(ord, text)))
    return "\n".join(_rule(face) for face in _faces() if _serves(face, letters, language))


def _serves(face: _Face, letters: list[int], language: str) -> bool:
    """Han characters are drawn as in Japan, and bold only where that is the book's language."""
    if face.family == "Noto Sans JP" and face.weight > 400 and language != "ja":
        return False
    wanted = _WRITTEN.get(face.family, ())
    ranges = ((max(first, low), min(last, high)) for first, last in face.ranges for low, high in wanted or _ALL)
    return any(first <= last and _any_within(letters, first, last) for first, last in ranges)


def _any_within(letters: list[int], first: int, last: int) -> bool:
    at = bisect_left(letters, first)
    return at < len(letters) and letters[at] <= last


@lru_cache(maxsize=128)
def _rule(face: _Face) -> str:
    data = b64encode((_FOLDER / face.file).read_bytes()).decode()
    ranges = ",".join(f"U+{first:x}-{last:x}" for first, last in face.ranges)
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{face.style};font-weight:{face.weight};'
        f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{ranges}}}"
    )
