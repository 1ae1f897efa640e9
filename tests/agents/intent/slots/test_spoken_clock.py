from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.intent.slots.spoken_clock import on_the_clock


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("start at half past nine", "start at 9:30"),
        ("start at ten", "start at 10"),
        ("back by ten in the evening", "back by 10 in the evening"),
        ("quarter to eight", "7:45"),
        ("Start um halb zehn", "Start um 9:30"),
        ("um elf anfangen", "um 11 anfangen"),
        ("antes de las diez y media", "antes de las 10:30"),
        ("a las once", "a las 11"),
        ("à neuf heures et demie", "à 9h30"),
        ("avant vingt-deux heures", "avant 22 heures"),
    ],
)
def test_spoken_times_are_written_in_figures(spoken: str, written: str) -> None:
    assert on_the_clock(spoken) == written


@pytest.mark.parametrize(
    "text", ["three days in Rome", "two adults and one child", "half a day", "a half-day tour", "for one", "ten euros"]
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert on_the_clock(text) == text


@given(st.text(max_size=80))
def test_it_never_fails_and_doing_it_twice_is_doing_it_once(text: str) -> None:
    once = on_the_clock(text)
    assert on_the_clock(once) == once
