from __future__ import annotations

from datetime import date

import pytest

from agents.edit_reading import EditReading, NotUnderstood, Undo, read_edits
from evals.suites.intent.sample_trip import sample_itinerary, sample_request


def _read(text: str) -> EditReading:
    return read_edits(text, request=sample_request(), itinerary=sample_itinerary(), today=date(2027, 4, 1))


@pytest.mark.parametrize(
    "text",
    [
        "undo that",
        "no, undo the last change please",
        "hmm, go back to the previous version",
        "put it back the way it was",
        "I liked it better before",
        "cancel that change",
        "deshaz el último cambio",
        "vuelve a la versión anterior",
        "déjalo como estaba antes",
        "annule la dernière modification",
        "reviens à la version précédente",
        "remets comme avant",
        "mach es rückgängig",
        "nimm das wieder zurück",
        "zurück zur vorigen Version",
    ],
)
def test_the_last_change_is_taken_back(text: str) -> None:
    assert _read(text) == Undo()


@pytest.mark.parametrize(
    "text",
    [
        "put the Pantheon back on day 3",
        "be back at the hotel by 7",
        "drop the last museum",
        "move the Pantheon back to day 1",
        "back to the hotel before dinner on day 2",
        "cancel the Colosseum",
        "zurück im Hotel um 20 Uhr",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert _read(text).kind != "undo"


def test_with_another_change_beside_it_nothing_is_dropped_silently() -> None:
    read = _read("undo that and drop the Colosseum")
    assert isinstance(read, NotUnderstood)
    assert "undo that" in read.options
