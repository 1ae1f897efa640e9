"""What strangers wrote, fenced and cleaned, so that a model takes it for material and never for an order.

Providers' names, reviews and pages and travellers' messages reach a model through `mark` alone. The fence is made
from a hash of what it holds, so that nothing that is written inside can close it; the same words have the same fence,
so that answers can be kept and calls replayed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

MAX_CHARACTERS = 24_000
_FENCE = 12  # hexadecimal digits
_FENCED = re.compile(
    r"<<<(?P<label>[a-z][a-z0-9_]*) (?P<fence>[0-9a-f]{12})>>>\n(?P<text>.*?)\n<<<end (?P=fence)>>>", re.DOTALL
)
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_JOINER = "\u200d"  # shapes letters in Indic and Persian words, and joins emoji; between ASCII it only hides
_TAG = re.compile(r"</?[A-Za-z|!][^<>\n]{0,80}>|<\|[^<>|]{0,60}\|>|\[/?(?:INST|SYSTEM|system|inst)\]")
_TAGGED = re.compile(r"<(?P<tag>[A-Za-z][\w-]{1,30})(?: [^<>]{0,80})?>.*?(?:</(?P=tag)>|\Z)", re.DOTALL)
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_ROLE = re.compile(
    r"^\s*(?:[-*#>]+\s*)?(?:system|assistant|developer|tool|function|human|user|ai)(?: (?:prompt|message|note))?"
    r"\s*[:=>].*$|^\s*>.*$",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(
    r"[“„\"](?P<a>[^“”„\"\n]{1,1500}?)[”“\"]|«(?P<b>[^»\n]{1,1500})»|「(?P<c>[^」]{1,1500})」|『(?P<d>[^』]{1,1500})』"
)
_NAME_WORDS = 5
_NAME_CHARACTERS = 45


class Marked(NamedTuple):
    """A fenced piece of a prompt, as it is found in it again."""

    label: str
    text: str


def mark(label: str, text: str, limit: int = MAX_CHARACTERS) -> str:
    """`text` cleaned and fenced under `label`, at most `limit` characters of it."""
    kept = clean(text, limit)
    fence = _fence(kept)
    return f"<<<{label} {fence}>>>\n{kept}\n<<<end {fence}>>>"


def _fence(text: str) -> str:
    """Digits that do not stand in the text; the second round has never been needed."""
    number = 0
    while (digits := hashlib.sha256(f"{number}:{text}".encode()).hexdigest()[:_FENCE]) in text:
        number += 1
    return digits


def marked(prompt: str) -> Iterator[Marked]:
    """The fenced pieces of a prompt, in order; for tests and for emulated models."""
    for found in _FENCED.finditer(prompt):
        yield Marked(found["label"], found["text"])


def clean(text: str, limit: int = MAX_CHARACTERS) -> str:
    """Without what no reader sees (controls, bidi overrides, zero width, tag characters); line ends are kept."""
    normal = unicodedata.normalize("NFC", text[: 4 * limit]).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(_kept(normal, at) for at in range(len(normal)))
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def _kept(text: str, at: int) -> str:
    char = text[at]
    if char in "\n ":
        return char
    if char == _JOINER:
        neighbours = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        return char if neighbours and not any(one.isascii() for one in neighbours) else ""
    if char == "\t" or unicodedata.category(char) in {"Zl", "Zp", "Zs"}:
        return " "
    return "" if unicodedata.category(char) in _HIDDEN or 0xE0000 <= ord(char) <= 0xE0FFF else char


def line(text: str, limit: int = 120) -> str:
    """A short text on one line, as a name in a list must be."""
    return re.sub(r"\s+", " ", clean(text, limit)).strip()


def own_words(message: str) -> str:
    """A traveller's message without what was pasted into it: tags and what they hold, code, roles, long quotations.

    What somebody else wrote may be asked about but changes nothing. A quoted name stays, it is the traveller's.
    """
    text = clean(message)
    for pasted in (_CODE, _TAGGED, _TAG, _ROLE):
        text = pasted.sub(" ", text)
    return re.sub(r"[ \t]+", " ", _QUOTED.sub(_short_alone, text)).strip()


def _short_alone(found: re.Match[str]) -> str:
    inside = next(filter(None, found.groups()), "")
    is_name = len(inside.split()) <= _NAME_WORDS and len(inside) <= _NAME_CHARACTERS
    return found[0] if is_name else " "
