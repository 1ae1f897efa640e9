from __future__ import annotations

import pytest

from evals.suites.naturalplan.parse import meetings_in_answer, slot_in_answer, stays_in_answer
from tests.evals.suites.naturalplan.tasks import MEETING_FIELDS, MEETING_STEPS

TRIP = """Here is the trip plan for visiting the 3 European cities for 10 days:

**Day 1-3:** Arriving in Bergen and visit Bergen for 3 days.
**Day 3:** Fly from Bergen to Ghent.
**Day 3-6:** Visit Ghent for 4 days.
**Day 6:** Fly from Ghent to Turin.
**Day 6-10:** Visit Turin for 5 days."""


def met(steps: list[str]) -> int:
    return meetings_in_answer(
        "SOLUTION: " + " ".join(steps), MEETING_FIELDS["constraints"], MEETING_FIELDS["dist_matrix"]
    )


def test_stays_are_rebuilt_from_the_flights():
    assert stays_in_answer(TRIP) == [("Bergen", 3), ("Ghent", 4), ("Turin", 5)]


def test_reading_stops_at_the_last_day_of_the_trip():
    other = "\n\nOr:\n**Day 1-2:** Arriving in Oslo.\n**Day 2:** Fly from Oslo to Bari.\n**Day 2-10:** Visit Bari."
    assert stays_in_answer(TRIP + other) == stays_in_answer(TRIP)


@pytest.mark.parametrize("text", ["", "There is no such trip.", TRIP.replace("Fly", "Swim").replace("from", "off")])
def test_without_flights_there_is_no_trip(text: str):
    assert stays_in_answer(text) == []


def test_all_meetings_count():
    assert met(MEETING_STEPS) == 2


SPOILT = [
    ("twice the same friend", [*MEETING_STEPS[:4], MEETING_STEPS[3], *MEETING_STEPS[4:]], 1),
    ("an unknown step", [*MEETING_STEPS[:4], "You have lunch.", *MEETING_STEPS[4:]], 1),
    ("waiting backwards", [*MEETING_STEPS[:4], "You wait until 9:00AM.", *MEETING_STEPS[4:]], 1),
    ("a wait until no time", [*MEETING_STEPS[:4], "You wait until later.", *MEETING_STEPS[4:]], 1),
    ("too early", [*MEETING_STEPS[:2], *MEETING_STEPS[3:]], 0),
    ("too late", [*MEETING_STEPS[:4], "You wait until 12:00PM.", *MEETING_STEPS[4:]], 1),
    ("in the wrong place", [*MEETING_STEPS[:4], MEETING_STEPS[5]], 1),
    ("a stranger", [*MEETING_STEPS[:3], "You meet Kofi for 60 minutes from 9:30AM to 10:30AM.", *MEETING_STEPS[4:]], 0),
    ("a place unheard of", [*MEETING_STEPS[:4], "You travel to Atlantis in 5 minutes and arrive at 10:35AM."], 1),
]


@pytest.mark.parametrize(("steps", "count"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
def test_the_simulation_stops_at_what_breaks_a_rule(steps: list[str], count: int):
    assert met(steps) == count


def test_the_first_slot_counts():
    assert slot_in_answer("SOLUTION: Monday, 11:30 - 12:00 or Tuesday, 9:00 - 9:30") == "Monday, 11:30 - 12:00"
    assert slot_in_answer("There is no time.") == ""
