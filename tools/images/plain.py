"""Words and addresses from strangers, made plain: no markup, no control characters, no other schemes."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urlsplit

_LONGEST = 200
_SILENT = {"script", "style", "template", "noscript"}


class _Text(HTMLParser):
    """What a reader of the markup would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heard: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in _SILENT
        self.heard.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        self.heard.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.heard.append(data)


def plain(markup: str | None, longest: int = _LONGEST) -> str:
    """One line of text; what turns the direction of writing around is taken out too."""
    reader = _Text()
    reader.feed(markup or "")
    reader.close()
    seen = "".join(
        c for c in "".join(reader.heard) if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"} or c.isspace()
    )
    line = re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\s+", " ", seen)).strip()
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def web_address(url: str | None) -> str:
    """An absolute http(s) address as it stands ("//host/…" as https), or "" for anything else."""
    said = (url or "").strip()
    said = f"https:{said}" if said.startswith("//") else said
    try:
        parts = urlsplit(said)
    except ValueError:
        return ""
    clean = said.isprintable() and not any(c.isspace() or c in "\"'<>\\" for c in said)
    return said if clean and parts.scheme in {"http", "https"} and parts.hostname and parts.username is None else ""
