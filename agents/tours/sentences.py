"""From a text to sentences: full stops that end one, line breaks, and bullets taken off."""

from __future__ import annotations

import re

# A full stop ends a sentence before white space, but not after `a.m` before lower case, nor in `St.`
_ENDS = re.compile(
    r"(?<!\bSt)(?<!\bSte)(?<!\bMt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bmin)(?<!\b[ap]\.m)(?<!\bapprox)"
    r"(?:[.!?]+(?=\s|$)|;)|(?<=\b[ap]\.m)\.(?=\s+[A-Z]|\s*$)|(?<=\bmin)\.(?=\s+[A-Z]|\s*$)|\n+"
)
_BULLET = re.compile(r"^\s*(?:[-*•·–]+|\(?\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|`")


def sentences_of(text: str) -> list[str]:
    """In their order, none empty, without the mark that ended them."""
    plain = _EMPHASIS.sub("", text.replace("\r", "\n").replace("\u00a0", " ").replace("\t", " "))
    parts = (_BULLET.sub("", part).strip() for part in _ENDS.split(plain))
    return [part for part in parts if part]
