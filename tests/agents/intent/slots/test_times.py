from __future__ import annotations

from datetime import date

import pytest

from agents.intent.scan import Scan
from agents.intent.slots.times import TimesRead, read_times


@pytest.mark.parametrize(
    ("text", "slot", "minutes"),
    [
        ("no early mornings", "day_start_min", 600),
        ("start at 8", "day_start_min", 480),
        ("nothing before 11", "day_start_min", 660),
        ("sin madrugar", "day_start_min", 600),
        ("nicht so früh aufstehen", "day_start_min", 600),
        ("back by 9pm", "day_end_min", 1260),
        ("back at the hotel by 9", "day_end_min", 1260),
        ("landing at 14:00", "arrive_min", 840),
        ("we arrive in Rome at 2.30 pm", "arrive_min", 870),
        ("flight home at 6pm", "leave_min", 1080),
        ("Rückflug um 18:30 Uhr", "leave_min", 1110),
        ("We never start before 11 am", "day_start_min", 660),
        ("we don't like to leave the hotel before 10", "day_start_min", 600),
        ("nunca salimos antes de las 11", "day_start_min", 660),
        ("on ne commence jamais avant 11h", "day_start_min", 660),
        ("wir stehen nie vor 10 Uhr auf", "day_start_min", 600),
        ("vor 11 Uhr läuft bei uns nichts", "day_start_min", 660),
        ("um 11 Uhr anfangen", "day_start_min", 660),
        ("bis 22 Uhr im Hotel zurück sein", "day_end_min", 1320),
    ],
)
def test_times(text: str, slot: str, minutes: int) -> None:
    read = read_times(Scan(text, "en", date(2026, 11, 21)))
    assert read == TimesRead(**{slot: minutes})


@pytest.mark.parametrize(
    "text",
    [
        "arriving 12 May 2027",
        "3 days",
        "leaving Rome for 2 days",
        "we start in Rome",
        "queremos cenar antes de las 21",
        "no dinner before 8pm",
    ],
)
def test_other_numbers_are_no_times(text: str) -> None:
    assert read_times(Scan(text, "en", date(2026, 11, 21))) == TimesRead()
