"""A message while it is read: what one slot has understood is blanked out for the next."""

from __future__ import annotations

import re
from datetime import date

from tools.places.spelling import fold

BLANK = "·"


class Scan:
    """`rest` is the folded text (same length as `text`) without what was taken.

    `world`: cities beyond the atlas may be planned.
    """

    def __init__(self, text: str, language: str, today: date, *, world: bool = False) -> None:
        self.text, self.language, self.today, self.world = text, language, today, world
        self.rest = fold(text)

    @property
    def visible(self) -> str:
        """The traveller's own spelling where nothing was taken."""
        return "".join(char if left != BLANK else BLANK for char, left in zip(self.text, self.rest, strict=True))

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(self.rest)

    def all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        return list(pattern.finditer(self.rest))

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match, blanked out; None when there is none."""
        match = self.find(pattern)
        if match:
            self.blank(*match.span())
        return match

    def take_all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        matches = self.all(pattern)
        for match in matches:
            self.blank(*match.span())
        return matches

    def blank(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + BLANK * (end - start) + self.rest[end:]

    def said(self, start: int, end: int) -> str:
        """The traveller's own words there."""
        return self.text[start:end].strip()
