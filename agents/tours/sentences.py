"""From a text to sentences: full stops that end one, line breaks, and bullets taken off."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from itertools import pairwise

_LEAST_WIDTH = 40  # narrower lines are lists

# A full stop ends a sentence before white space, but not after `a.m` before lower case, nor in `St.`
_ENDS = re.compile(
    r"(?<!\bSt)(?<!\bSte)(?<!\bMt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bmin)(?<!\b[ap]\.m)(?<!\bapprox)"
    r"(?:[.!?]+(?=\s|$)|;)|(?<=\b[ap]\.m)\.(?=\s+[A-Z]|\s*$)|(?<=\bmin)\.(?=\s+[A-Z]|\s*$)|\n+"
)
_BULLET = re.compile(r"(?m)^[ ]*(?:[-*•·–]+|\(?\d{1,2}[.)])[ ]+")
_EMPHASIS = re.compile(r"\*\*|__|`")

# A line that breaks off in the middle: after a word that must go on, or before one that goes on.
_WRAPPED = re.compile(
    r"(\b(?:and|or|to|in|at|for|from|between|day|visit|stay|spend|want|like|plan|have|the|of|with|meet|be|a|an|is|you|will|minimum|least|until|there)|,)[ ]*\n[ ]*(?=\w)"
    r"|(?<=[\w,])[ ]*\n[ ]*(?=(?!from\b|between\b|to\b)[a-z])"
)


def sentences_of(text: str) -> list[str]:
    """In their order, none empty, without the mark that ended them."""
    plain = _EMPHASIS.sub("", text.replace("\r", "\n").replace("\u00a0", " ").replace("\t", " "))
    whole = _WRAPPED.sub(lambda match: f"{match[1] or ''} ", _BULLET.sub("", _unwrapped(plain)))
    parts = (part.strip() for part in _ENDS.split(whole))
    return [part for part in parts if part]


def _unwrapped(text: str) -> str:
    """Paragraphs set to a width as one line: no line of theirs has room for the next one's first word."""
    width = max(map(len, text.split("\n")))
    if width < _LEAST_WIDTH:
        return text
    paragraphs = re.split(r"\n[ ]*\n", text)
    return "\n\n".join(_joined(paragraph.split("\n"), width) for paragraph in paragraphs)


def _joined(lines: list[str], width: int) -> str:
    lines = [line.strip() for line in lines]
    full = all(len(line) + 1 + len(after.split(" ")[0]) > width for line, after in pairwise(lines))
    listed = sum(bool(_BULLET.match(line)) or "|" in line for line in lines) * 2 > len(lines)
    if not full or listed:
        return "\n".join(lines)
    return "".join(line if re.search(r"\w-$", line) else f"{line} " for line in lines).rstrip()
