"""Calendar scheduling: the first time at which nobody is busy and nobody minds."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from agents.tours.amounts import CLOCK, DURATION, clock_of, minutes_of
from agents.tours.sentences import sentences_of

STEP_MIN = 30  # the benchmark meets on the half hour
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = rf"(?:{'|'.join(WEEK)})"
_DAYS = re.compile(rf"(?i)\b{_DAY}\b")
_RANGE = re.compile(rf"(?i)(?P<a>{CLOCK})\s*(?:to|-|–|—|until|and)\s*(?P<b>{CLOCK})")
_ON_DAY = re.compile(rf"(?i)\b(?P<day>{_DAY})s?\b")
_BUSY = re.compile(r"(?i)\b(?:busy|meetings?|blocked|booked|occupied|unavailable|engaged|appointments?)\b")
_REFUSES = re.compile(
    r"(?i)\b(?:can(?:no|')?t|can not|cannot|do(?:es)? not want|doesn't want|would rather not|'d rather not|prefers? not|would like to avoid|wants? to avoid|avoid|not available|unable|dislikes?)\b"
)
_BOUND = re.compile(rf"(?i)\b(?P<side>before|after|until|from)\s+(?P<at>{CLOCK})")
_EARLIEST = re.compile(r"(?i)\bearl(?:y|ier|iest)\b|\bas soon as possible\b|\bfirst (?:available|possible)\b")


class Slot(NamedTuple):
    day: str
    start: int


@dataclass(frozen=True, slots=True)
class CalendarRequest:
    """`busy` are (day, from, to) of anyone's, refusals among them; minutes after midnight."""

    minutes: int
    days: tuple[str, ...]
    opens: int
    closes: int
    busy: tuple[tuple[str, int, int], ...]
    unread: tuple[str, ...] = ()


def read_calendar(task: str) -> CalendarRequest | None:
    """None where the length, the hours or the days are not said."""
    sentences = sentences_of(task)
    frame = next((s for s in sentences if _RANGE.search(s) and re.search(r"(?i)\bhours\b|\bschedule\b", s)), None)
    long = next(
        (m for s in sentences if re.search(r"(?i)\bmeeting\b", s) and (m := re.search(rf"(?i){DURATION}", s))), None
    )
    if frame is None or long is None:
        return None
    hours = _RANGE.search(frame)
    assert hours is not None
    days = tuple(dict.fromkeys(day.capitalize() for day in _DAYS.findall(frame)))
    if not days:
        return None
    opens, closes = clock_of(hours["a"]).minute, clock_of(hours["b"]).minute
    busy: list[tuple[str, int, int]] = []
    unread: list[str] = []
    for sentence in _rejoined(sentences):
        if sentence == frame:
            continue
        found = list(_busy(sentence, days))
        busy.extend(found)
        if not found and _RANGE.search(sentence):
            unread.append(sentence)
    return CalendarRequest(minutes_of(long[0]), days, opens, closes, tuple(busy), tuple(unread))


def _rejoined(sentences: list[str]) -> list[str]:
    """`Ann is busy on Monday during 9:00 to 10:00, Tuesday …` may go on after a semicolon or in lines."""
    joined: list[str] = []
    for sentence in sentences:
        goes_on = re.match(rf"(?i)(?:or\s+)?(?:on\s+)?{_DAY}\s*(?:(?:during|from|before|after)\b|$)", sentence)
        if joined and goes_on and (_BUSY.search(joined[-1]) or _REFUSES.search(joined[-1])):
            joined[-1] = f"{joined[-1]}, {sentence}"
        else:
            joined.append(sentence)
    return joined


def _busy(sentence: str, days: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    ranges = list(_RANGE.finditer(sentence))
    if ranges:
        if _BUSY.search(sentence) or _REFUSES.search(sentence):
            yield from _on_days(sentence, ranges, days)
    elif _REFUSES.search(sentence):
        yield from _refused(sentence, days)


def _on_days(sentence: str, ranges: list[re.Match[str]], days: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Each span is of the day named last before it; of every day where none is."""
    named = [(match.start(), match["day"].capitalize()) for match in _ON_DAY.finditer(sentence)]
    for match in ranges:
        before = [day for at, day in named if at < match.start()]
        for day in before[-1:] or days:
            yield day, clock_of(match["a"]).minute, clock_of(match["b"]).minute


def _refused(sentence: str, days: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """`not on Monday after 14:30`, `avoid Tuesday`, `not before 10:00`: a day or a part of it."""
    cuts = [match.start() for match in _ON_DAY.finditer(sentence)]
    parts = [sentence[a:b] for a, b in zip(cuts, [*cuts[1:], len(sentence)], strict=True)] or [sentence]
    for part in parts:
        day = _ON_DAY.search(part)
        bounds = list(_BOUND.finditer(part))
        for name in [day["day"].capitalize()] if day else days:
            for bound in bounds:
                at = clock_of(bound["at"]).minute
                yield (name, 0, at) if bound["side"].lower() in {"before", "until"} else (name, at, 1_440)
            if day and not bounds:
                yield name, 0, 1_440


def book(request: CalendarRequest) -> Slot | None:
    """The first that is free, on the half hour where one is."""
    for step in (STEP_MIN, 5):
        for day in sorted(request.days, key=WEEK.index):
            taken = [(a, b) for on, a, b in request.busy if on == day]
            for start in range(request.opens, request.closes - request.minutes + 1, step):
                if all(start + request.minutes <= a or b <= start for a, b in taken):
                    return Slot(day, start)
    return None
