"""Licences by the names that providers give them: which are free, and where they can be read."""

from __future__ import annotations

import re

_CC = re.compile(r"^cc[ -](by(?:-sa)?)[ -](\d(?:\.\d)?)(?:[ -]([a-z]{2}))?\b", re.IGNORECASE)
_ZERO = re.compile(r"^(cc0|cc[ -]zero)", re.IGNORECASE)
_PUBLIC = re.compile(r"^(pd\b|pd-|public domain|no restrictions)", re.IGNORECASE)
_ELSEWHERE = {
    "Unsplash License": "https://unsplash.com/license",
    "Pexels License": "https://www.pexels.com/license/",
    "Google Maps": "https://www.google.com/help/terms_maps/",
}


def is_free(licence: str) -> bool:
    """Creative Commons BY and BY-SA, CC0 and the public domain.

    The GNU FDL is free too, but asks for its whole text beside each picture.
    """
    return any(kind.match(licence) for kind in (_CC, _ZERO, _PUBLIC))


def licence_url(licence: str) -> str:
    """Where the licence can be read, "" where there is no such page."""
    if found := _CC.match(licence):
        kind, version, country = found.groups()
        version = version if "." in version else f"{version}.0"
        port = f"{country.lower()}/" if country and float(version) < 4 else ""
        return f"https://creativecommons.org/licenses/{kind.lower()}/{version}/{port}"
    if _ZERO.match(licence):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if _PUBLIC.match(licence):
        return "https://creativecommons.org/publicdomain/mark/1.0/"
    return _ELSEWHERE.get(licence, "")
