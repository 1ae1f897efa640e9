from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agents.edit_reading import Answered, read_edits
from agents.edit_reading.best_hours import best_hours
from domain.place import DayPart
from evals.suites.intent.sample_trip import sample_itinerary, sample_request
from tools.places.atlas.records import load_places

PLACES = [place for place in load_places("rome").values() if place.kind == "sight"]


@given(st.sampled_from(PLACES), st.dates(date(2027, 1, 1), date(2027, 12, 31)))
def test_the_best_hours_are_open_hours(place, on):
    windows = place.hours.windows_on(on) if place.hours else ()
    for start, end in best_hours(place, on):
        assert any(w.start <= start and end <= w.end - place.last_entry_min for w in windows)


def test_a_place_for_the_evening_is_best_in_the_evening():
    place = next(p for p in PLACES if p.best == (DayPart.EVENING,) and p.hours)
    on = date(2027, 5, 7)
    assert all(start >= 17 * 60 for start, _ in best_hours(place, on)) or not place.hours.windows_on(on)


def test_the_best_time_is_told_when_asked():
    read = read_edits(
        "When is the best time to visit the Colosseum?",
        request=sample_request(),
        itinerary=sample_itinerary(),
        today=date(2027, 4, 1),
    )
    assert isinstance(read, Answered)
    assert "best time" in read.text
    assert "Colosseum" in read.text
