from __future__ import annotations

from datetime import date

import pytest

from agents.edit_reading import EditReading, EditsRead, read_edits
from agents.intent import Question
from evals.suites.intent.sample_trip import sample_itinerary, sample_request


def _read(text: str) -> EditReading:
    return read_edits(text, request=sample_request(), itinerary=sample_itinerary(), today=date(2027, 4, 1))


@pytest.mark.parametrize(
    "text",
    [
        "more time at the Colosseum",
        "shorter visit at the Roman Forum",
        "más tiempo en el Coliseo",
        "move dinner on day 1 to 8pm",
        "visit the Colosseum in the morning",
        "move the Uffizi to the afternoon",
        "put the Pantheon before the Trevi Fountain",
    ],
)
def test_what_no_edit_can_do_is_said_and_every_way_out_works(text: str) -> None:
    read = _read(text)
    assert isinstance(read, Question), read
    assert read.text.startswith("I cannot")
    assert read.options
    assert all(isinstance(_read(option), EditsRead) for option in read.options)


@pytest.mark.parametrize(
    "text", ["move the Pantheon to day 1", "start at 10 on day 3", "be back by 9pm", "visit the Bargello on day 5"]
)
def test_what_can_be_done_is_left_to_the_other_rules(text: str) -> None:
    assert isinstance(_read(text), EditsRead)
