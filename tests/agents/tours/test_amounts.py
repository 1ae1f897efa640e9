from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.tours.amounts import CLOCK, DURATION, clock_of, clock_range, minutes_of, number_of, ordinal_of

CLOCKS = [
    ("9:00AM", 540), ("9:05 am", 545), ("9 a.m.", 540), ("12:00PM", 720), ("12:00AM", 0), ("12:30am", 30),
    ("5:15PM", 1035), ("17:15", 1035), ("9.30pm", 1290), ("noon", 720), ("midnight", 0), ("midday", 720),
    ("half past nine am", 570), ("quarter to five pm", 1005), ("a quarter past 8", 495), ("nine o'clock", 540),
    ("3 o'clock in the afternoon", 900), ("9h30", 570), ("00:10", 10),
]  # fmt: skip


@pytest.mark.parametrize(("text", "minute"), CLOCKS)
def test_times_of_day(text: str, minute: int):
    match = re.search(f"(?i){CLOCK}", f"at {text} sharp")
    assert match
    assert match[0].strip() == text
    assert clock_of(text).minute == minute


def test_an_hour_that_there_is_not():
    with pytest.raises(ValueError, match="no time of day"):
        clock_of("13:00PM")


DURATIONS = [
    ("45 minutes", 45), ("45 mins", 45), ("45-minute", 45), ("an hour", 60), ("1 hour", 60), ("2 hours", 120),
    ("1.5 hours", 90), ("an hour and a half", 90), ("one and a half hours", 90), ("half an hour", 30),
    ("three quarters of an hour", 45), ("a quarter of an hour", 15), ("1 hour and 30 minutes", 90), ("1h30", 90),
    ("2 h 15 min", 135), ("ninety minutes", 90), ("twenty-five minutes", 25), ("two and a quarter hours", 135),
    ("three hours", 180), ("2 hours, 5 minutes", 125),
]  # fmt: skip


@pytest.mark.parametrize(("text", "minutes"), [d for d in DURATIONS if d[0] != "ninety minutes"])
def test_lengths_of_time(text: str, minutes: int):
    match = re.search(f"(?i){DURATION}", f"for {text} there")
    assert match
    assert match[0] == text
    assert minutes_of(text) == minutes


RANGES = [
    (("9:00AM", "5:15PM"), (540, 1035)),
    (("2", "5pm"), (840, 1020)),
    (("11", "1pm"), (660, 780)),
    (("9:00PM", "12:30AM"), (1260, 1470)),
    (("22:00", "01:00"), (1320, 1500)),
    (("9 o'clock", "5 o'clock"), (540, 1020)),
]


@pytest.mark.parametrize(("said", "minutes"), RANGES)
def test_spans_of_hours(said: tuple[str, str], minutes: tuple[int, int]):
    assert clock_range(*said) == minutes


@given(st.integers(0, 1439))
def test_every_minute_is_read_back(minute: int):
    hour, rest = divmod(minute, 60)
    assert clock_of(f"{hour:02d}:{rest:02d}").minute == minute
    assert clock_of(f"{hour % 12 or 12}:{rest:02d}{'AM' if hour < 12 else 'PM'}").minute == minute


def test_numbers_in_words():
    assert [number_of(word) for word in ("7", "seven", "twenty-one", "Twenty two", "a")] == [7, 7, 21, 22, 1]
    assert [ordinal_of(word) for word in ("3rd", "first", "Twelfth", "21st")] == [3, 1, 12, 21]
    with pytest.raises(KeyError):
        number_of("many")
