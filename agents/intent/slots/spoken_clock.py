"""Times of day as they are spoken, written as a clock would show them: "half past nine", "halb zehn"."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Callable

from agents.intent.numbers import ARTICLES, VALUES
from tools.places.spelling import fold

_HOURS = {word: value for word, value in VALUES.items() if 1 <= value <= 23 and word not in ARTICLES} | {"una": 1}
_HOUR = r"(?:\d{1,2}|" + "|".join(sorted(_HOURS, key=len, reverse=True)) + r")"
_H = rf"(?P<h>{_HOUR})"
_WORD = r"(?P<h>" + "|".join(sorted(_HOURS, key=len, reverse=True)) + r")"
_CUE = r"\b(?P<cue>at|by|before|after|around|from|until|till|than|past|a las?|antes de las?|despues de las?|hasta las?|sobre las?|desde las?|um|vor|nach|gegen|ab|bis)\s+"
_MARK = r"\s*(?:am|pm|a\.m\.?|p\.m\.?|o'?clock|uhr|heures?|in the (?:morning|afternoon|evening)|at night|de la (?:manana|tarde|noche)|du (?:matin|soir)|morgens|abends|nachmittags)\b"

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_RULES: tuple[_Rule, ...] = (
    (re.compile(rf"\bhalf(?: past)? {_H}\b(?! (?:day|hour|price|board))"), lambda m: f"{_value(m)}:30"),
    (re.compile(rf"\b(?:a )?quarter past {_H}\b"), lambda m: f"{_value(m)}:15"),
    (re.compile(rf"\b(?:a )?quarter to {_H}\b"), lambda m: f"{_value(m) - 1 or 12}:45"),
    (re.compile(rf"\bhalb {_H}\b"), lambda m: f"{_value(m) - 1 or 12}:30"),
    (re.compile(rf"\bviertel nach {_H}\b"), lambda m: f"{_value(m)}:15"),
    (re.compile(rf"\bviertel vor {_H}\b"), lambda m: f"{_value(m) - 1 or 12}:45"),
    (re.compile(rf"\blas? {_H} y media\b"), lambda m: f"las {_value(m)}:30"),
    (re.compile(rf"\blas? {_H} y cuarto\b"), lambda m: f"las {_value(m)}:15"),
    (re.compile(rf"\blas? {_H} menos cuarto\b"), lambda m: f"las {_value(m) - 1 or 12}:45"),
    (re.compile(rf"\b{_H} ?h(?:eures?)? et demie?\b"), lambda m: f"{_value(m)}h30"),
    (re.compile(rf"\b{_H} ?h(?:eures?)? et quart\b"), lambda m: f"{_value(m)}h15"),
    (re.compile(rf"\b(?:a|vers|avant|apres|jusqu'a) {_WORD} heures?\b"), lambda m: m[0].replace(m["h"], str(_value(m)))),
    (re.compile(rf"\b{_WORD}(?={_MARK})"), lambda m: str(_value(m))),
    (re.compile(rf"{_CUE}{_WORD}(?=\s*(?:$|[,.;!?\n]|(?:on|every|each|and|or|in the|y|et|und|oder|please|bitte|el|am|an|auf|los|zuruck|wieder|zu|fertig|anfangen|los\w*|starten|beginnen)\b))"), lambda m: f"{m['cue']} {_value(m)}"),
)  # fmt: skip


def on_the_clock(text: str) -> str:
    """The text with every spoken time in figures; all else stays as it was written."""
    for pattern, written in _RULES:
        folded, parts, at = fold(text), [], 0
        for match in pattern.finditer(folded):
            parts += [text[at : match.start()], written(match)]
            at = match.end()
        text = "".join((*parts, text[at:]))
    return text


def _value(match: re.Match[str]) -> int:
    hour = match["h"]
    return int(hour) if hour.isdigit() else _HOURS[hour]
