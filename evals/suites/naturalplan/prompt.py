"""A prompt of the benchmark: which task it sets, and the text of that task without worked examples."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["trip", "meeting", "calendar"]

_TASK = re.compile(r"(?m)^\s*TASK\s*:", re.IGNORECASE)
_WORKED = re.compile(r"(?m)^\s*SOLUTION\s*:", re.IGNORECASE)
_OPENERS = re.compile(r"(?m)^\s*(?:You plan to visit\b|You are visiting\b|You need to schedule\b)")
_CALENDAR = re.compile(r"(?i)\bschedule a meeting\b|\bexisting schedules?\b|\bwork hours\b|\bcalendars?\b")
_MEETING = re.compile(
    r"(?i)\btravel (?:distances|times)\b|\bmeet as many (?:friends|people)\b|\bminimum of \d+ minutes\b"
)
_CLOCK = re.compile(r"(?i)\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s*[ap]\.?m\b|\bnoon\b")
_DAYS = re.compile(r"(?i)\bdays?\b")


def task_of(prompt: str) -> str:
    """The last task set; worked examples before it and an empty `SOLUTION:` after it are left out."""
    starts = [match.end() for match in _TASK.finditer(prompt) if prompt[match.end() :].strip()]
    text = prompt[starts[-1] :] if starts else prompt
    text = re.sub(r"(?i)(?:\n\s*(?:SOLUTION|TASK)\s*:\s*)+$", "", text)
    worked = list(_WORKED.finditer(text))
    if worked:
        later = [match.start() for match in _OPENERS.finditer(text) if match.start() > worked[-1].end()]
        text = text[later[-1] :] if later else text
    return text.strip()


def kind_of(task: str) -> Kind | None:
    """Told by what the text speaks of; None for what is neither."""
    if _MEETING.search(task):
        return "meeting"
    if _CLOCK.search(task):
        return "calendar" if _CALENDAR.search(task) else "meeting"
    return "trip" if _DAYS.search(task) else None
