from __future__ import annotations

import pytest

from agents.tours import CityStay, Friend, MeetingWish, TourWish
from agents.tours.plan_meetings import Meeting
from evals.suites.naturalplan.wording import clock, conflict_text, meeting_text
from planner.journey.problem import Covers, NightsIn, NoJourney

WISH = TourWish((CityStay("Bari", 3), CityStay("Lyon", 2)), 4)


@pytest.mark.parametrize(
    ("minute", "said"), [(0, "12:00AM"), (65, "1:05AM"), (720, "12:00PM"), (1035, "5:15PM"), (1450, "12:10AM")]
)
def test_hours_as_the_benchmark_writes_them(minute: int, said: str):
    assert clock(minute) == said


def test_no_step_where_there_is_no_way_and_no_wait():
    ines, tomas = Friend("Ines", "Mill", ((0, 900),), 30), Friend("Tomas", "Mill", ((0, 900),), 15)
    wish = MeetingWish("Mill", 540, (ines, tomas), ())
    assert meeting_text(wish, (Meeting(ines, 0, 540, 540, 570), Meeting(tomas, 0, 570, 570, 585))) == (
        "SOLUTION: You start at Mill at 9:00AM. You meet Ines for 30 minutes from 9:00AM to 9:30AM. "
        "You meet Tomas for 15 minutes from 9:30AM to 9:45AM."
    )


def test_a_day_without_meetings_is_a_start():
    assert meeting_text(MeetingWish("Mill", 540, (), ()), ()) == "SOLUTION: You start at Mill at 9:00AM."


def test_why_there_is_no_trip():
    collide = conflict_text(WISH, NoJourney((NightsIn("Bari", 2, 2), Covers("Lyon", 1, 2))))
    assert collide.endswith("These wishes cannot be kept together: 3 days in Bari; in Lyon on days 1 to 2.")
    assert conflict_text(WISH, NoJourney(())).endswith("no order of the 2 cities has direct flights and lasts 4 days.")
    assert "nor a proof" in conflict_text(WISH, NoJourney((), proven=False))
