"""Numbers, days, minutes and times of day as English sentences write them."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from typing import NamedTuple

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty".split()
_WORDS = {word: value for value, word in enumerate([*_ONES, *_TEENS], start=1)}
for _ten, _word in zip(range(20, 70, 10), _TENS, strict=True):
    _WORDS[_word] = _ten
    for _one, _unit in enumerate(_ONES, start=1):
        _WORDS[f"{_word}-{_unit}"] = _WORDS[f"{_word} {_unit}"] = _ten + _one
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}

# Longer words first, so that `sixteen` is not read as `six`.
_ANY_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
NUMBER = rf"(?:\d{{1,4}}|(?:{_ANY_WORD})\b)"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)\b|(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\b)"

_HALF_TIMES = r"(?:(?:a )?half past|(?:a )?quarter past|(?:a )?quarter to)"
CLOCK = (
    r"(?:(?<![\d:.])(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d)?\s*(?:[ap]\.?\s?m\b\.?|o['’]?\s?clock(?:\s+in the (?:morning|afternoon|evening))?)"
    r"|(?<![\d:.])(?:[01]?\d|2[0-4])(?:[:h][0-5]\d)(?!\d)"
    rf"|{_HALF_TIMES}\s+(?:\d{{1,2}}\b|(?:{'|'.join([*_ONES, *_TEENS[:3]])})\b)(?:\s*[ap]\.?\s?m\b\.?)?"
    rf"|\b(?:{'|'.join([*_ONES, *_TEENS[:3]])})\s*(?:[ap]\.?m\b\.?|o['’]clock)"
    r"|\b(?:12 )?(?:noon|midday|midnight)\b)"
)
_CLOCK_PARTS = re.compile(
    rf"(?i)(?P<special>(?:12 )?(?:noon|midday|midnight))|(?:(?P<past>{_HALF_TIMES})\s+)?(?P<hour>\d{{1,2}}|[a-z]+)(?:[:.h](?P<minute>\d\d))?\s*(?P<half>[ap]\.?\s?m|o['’]?\s?clock.*)?"
)

_FRACTION = r"(?:\s+and\s+(?:a half|a quarter|three quarters))"
DURATION = (
    rf"(?:(?<![\d:.])(?:\d+(?:[.,]\d+)?|(?:an?|{_ANY_WORD})\b){_FRACTION}?[\s-]*(?:hours?|hrs?|h)\b{_FRACTION}?"
    rf"(?:\s*(?:,|and)?\s*(?:\d+|(?:{_ANY_WORD})\b)[\s-]*(?:minutes?|mins?|m)\b|\s?\d\d\b)?"
    rf"|(?<![\d:.])\d+h\d\d\b"
    rf"|(?:\bhalf an hour|\ba half[- ]hour|\bhalf[- ]hour|\b(?:three|3)[- ]quarters of an hour|\b(?:a )?quarter of an hour)\b"
    rf"|(?<![\d:.])(?:\d+|(?:a|{_ANY_WORD})\b)[\s-]*(?:minutes?|mins?|min\.|')(?!\w))"
)
_HOURS = re.compile(
    rf"(?i)(?P<hours>\d+(?:[.,]\d+)?|[a-z]+(?:[- ][a-z]+)?)(?:\s+and\s+(?P<before>a half|a quarter|three quarters))?[\s-]*(?:hours?|hrs?|h)(?![a-z])(?:\s+and\s+(?P<after>a half|a quarter|three quarters))?"
    rf"(?:\s*(?:,|and)?\s*(?P<minutes>\d+|(?:{_ANY_WORD})\b))?"
)
_PARTS = {"a half": 30, "a quarter": 15, "three quarters": 45}
_PHRASES = (("quarters of an hour", 45), ("quarter of an hour", 15), ("half", 30))


def number_of(text: str) -> int:
    """KeyError for what NUMBER does not match."""
    word = re.sub(r"\s+", " ", text.strip().lower())
    if word.isdigit():
        return int(word)
    return 1 if word in {"a", "an"} else _WORDS[word]


def ordinal_of(text: str) -> int:
    """KeyError for what ORDINAL does not match."""
    word = text.strip().lower()
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else _ORDINALS[word]


def minutes_of(text: str) -> int:
    """Minutes of what DURATION matches."""
    said = text.strip().lower()
    if (match := _HOURS.match(said)) and not said.startswith(
        ("half", "a half", "a quarter", "quarter", "three q", "3 q")
    ):
        hours = match["hours"].replace(",", ".")
        whole = round(float(hours) * 60) if hours[0].isdigit() else number_of(hours) * 60
        parts = sum(_PARTS[match[key]] for key in ("before", "after") if match[key])
        return whole + parts + (number_of(match["minutes"]) if match["minutes"] else 0)
    for phrase, minutes in _PHRASES:
        if phrase in said:
            return minutes
    return number_of(re.sub(r"[\s-]*(?:minutes?|mins?\.?|')$", "", said))


class Clock(NamedTuple):
    """Minutes after midnight; `sure` where morning and afternoon cannot be confused."""

    minute: int
    sure: bool


def clock_of(text: str) -> Clock:
    """The time of what CLOCK matches; ValueError for an hour that there is not."""
    match = _CLOCK_PARTS.match(text.strip())
    assert match is not None
    if match["special"]:
        return Clock(0 if "midnight" in match["special"].lower() else 720, sure=True)
    hour, minute = number_of(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()
    if "afternoon" in half or "evening" in half:
        half = "pm"
    shift = {"ha": 30, "qp": 15, "qt": -15}.get(_past(match["past"] or ""), 0)
    if half[:1] in {"a", "p"} or "morning" in half:
        if not 1 <= hour <= 12:
            raise ValueError(f"{text!r} is no time of day")
        return Clock(hour % 12 * 60 + minute + shift + (720 if half[0] == "p" else 0), sure=True)
    return Clock(hour * 60 + minute + shift, sure=bool(match["minute"]) or hour > 12)


def _past(words: str) -> str:
    said = words.lower()
    if "half" in said:
        return "ha"
    return ("qt" if said.endswith("to") else "qp") if said else ""


def clock_range(first: str, last: str) -> tuple[int, int]:
    """`2 to 5pm` is an afternoon, `9 to 5` a working day; past midnight counts on beyond 1,440."""
    start, end = clock_of(first), clock_of(last)
    a, b = start.minute, end.minute
    if not start.sure and end.sure and b > 720 and a < 720 and a + 720 < b:
        a += 720
    elif not start.sure and not end.sure and b <= a and b <= 720:
        b += 720
    if b <= a:
        b += 1_440
    return a, b
