r"""Texts in JSON without what no text needs: NUL and control characters, half characters, marks that turn the
direction of reading (Unicode TR 36), and counts of what looks like an attack.

An attack in a text is no reason to change the text: every query is parameterised and every page escapes. It is
counted, so that somebody can see that it is tried.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Escapes of control characters and of half characters, raw marks of direction; without any of them nothing is parsed.
_SUSPECT = re.compile(
    rb"\\u00[01][0-9a-fA-F]|\\u007[fF]|\\u[dD][89a-fA-F]|\\u20[26]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)
_REMOVED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_ATTACKS: Mapping[str, re.Pattern[bytes]] = {
    "script": re.compile(rb"<\s*script|javascript:|\bon(?:error|load|click)\s*=", re.IGNORECASE),
    "sql": re.compile(rb"'\s*(?:or|and)\s+['\d].{0,20}=|;\s*drop\s+table|\bunion\s+(?:all\s+)?select\b", re.IGNORECASE),
    "nosql": re.compile(rb"\"\$(?:where|gt|ne|regex|or)\"\s*:"),
    "path": re.compile(rb"\.\./\.\./"),
}


@dataclass
class Cleaned:
    """The body as it goes on, and how much of what was found in it."""

    body: bytes
    counts: Counter[str] = field(default_factory=Counter)


def cleaned(body: bytes) -> Cleaned:
    """Unchanged bytes where there is nothing to remove; what is no JSON is left to whoever refuses it."""
    result = Cleaned(body, Counter({f"attack.{name}": 1 for name, sign in _ATTACKS.items() if sign.search(body)}))
    if not _SUSPECT.search(body):
        return result
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return result
    removed = Counter[str]()
    content = _without(content, removed)
    if removed:
        result.body = json.dumps(content, ensure_ascii=False).encode()
        result.counts.update(removed)
    return result


def _without(value: Any, removed: Counter[str]) -> Any:
    match value:
        case str():
            text, count = _REMOVED.subn("", value)
            if count:
                removed["removed"] += count
            return text
        case list():
            return [_without(one, removed) for one in value]
        case dict():
            return {_without(name, removed): _without(one, removed) for name, one in value.items()}
        case _:
            return value
