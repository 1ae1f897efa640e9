from __future__ import annotations

from datetime import date

import pytest

from agents.edit_reading import EditsRead, read_edits
from domain.edits import Reorder, SwapDays
from evals.suites.intent.sample_trip import sample_itinerary, sample_request


def _edits(text: str):
    read = read_edits(text, request=sample_request(), itinerary=sample_itinerary(), today=date(2027, 4, 1))
    return read.edits if isinstance(read, EditsRead) else read


@pytest.mark.parametrize(
    "text",
    [
        "swap day 1 and day 2",
        "swap days 1 and 2",
        "please switch day one with day two",
        "exchange the first and the second day",
        "intercambia el dia 1 con el dia 2",
        "echange le jour 1 et le jour 2",
        "tausche Tag 1 und Tag 2",
    ],
)
def test_two_days_change_places(text):
    assert _edits(text) == (SwapDays(day=1, with_day=2),)


@pytest.mark.parametrize("text", ["reorder day 2", "what is the best order for day 2", "optimise the route of day 2"])
def test_a_better_order_is_asked_for(text):
    assert _edits(text) == (Reorder(day=2),)


def test_swapping_a_stop_is_not_swapping_days():
    assert not any(isinstance(edit, SwapDays) for edit in _edits("swap the museum on day 2 for something outdoors"))
