from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.tours import TourWish
from evals.suites.naturalplan.answer import answer
from evals.suites.naturalplan.orders import orders_of
from evals.suites.naturalplan.parse import meetings_in_answer, slot_in_answer, stays_in_answer
from evals.suites.naturalplan.scorers import broken_wishes
from evals.suites.naturalplan.wording import clock
from tests.agents.tours.rendering import meeting_days, told_meetings, told_tour, tours
from tests.evals.suites.naturalplan.tasks import CALENDAR, IMPOSSIBLE, MEETING, MEETING_STEPS, TRIP


def test_a_trip_in_the_benchmarks_words():
    assert answer(TRIP).text.splitlines() == [
        "Here is the trip plan for visiting the 3 European cities for 10 days:",
        "",
        "**Day 1-3:** Arriving in Bergen and visit Bergen for 3 days.",
        "**Day 3:** Fly from Bergen to Ghent.",
        "**Day 3-6:** Visit Ghent for 4 days.",
        "**Day 6:** Fly from Ghent to Turin.",
        "**Day 6-10:** Visit Turin for 5 days.",
    ]


def test_meetings_in_the_benchmarks_words():
    assert answer(MEETING).text == "SOLUTION: " + " ".join(MEETING_STEPS)


def test_a_slot_in_the_benchmarks_words():
    assert slot_in_answer(answer(CALENDAR).text) == "Monday, 11:30 - 12:00"


def test_what_cannot_be_is_refused_with_its_reason():
    found = answer(IMPOSSIBLE)
    assert (found.impossible, found.proven) == (True, True)
    assert "in Bergen on days 4 to 6" in found.text
    assert stays_in_answer(found.text) == []


@pytest.mark.parametrize(
    "text", ["Hello!", "", "Please plan 4 days.", "You arrive somewhere at 9:00AM.", "Schedule a meeting at 9:00."]
)
def test_what_cannot_be_read_is_said_to_be_so(text: str):
    found = answer(text)
    assert not found.proven
    assert not found.impossible
    assert found.text


@settings(max_examples=25, deadline=None)
@given(tours(most=5).filter(lambda w: all(stay.city.isalpha() for stay in w.stays)), st.data())
def test_any_trip_is_answered_truly_or_refused_truly(wish: TourWish, data: st.DataObject):
    found = answer(told_tour(data.draw, wish))
    if found.impossible:
        assert orders_of(wish) == []
    else:
        assert broken_wishes(wish, stays_in_answer(found.text)) == []


@settings(max_examples=25, deadline=None)
@given(meeting_days(), st.data())
def test_what_is_written_can_be_simulated(wish, data: st.DataObject):
    text = answer(told_meetings(data.draw, wish)).text
    constraints: list[tuple[object, ...]] = [(wish.start, clock(wish.start_min))]
    for friend in wish.friends:
        first, last = friend.windows[0]
        constraints.append((friend.name, friend.place, f"{clock(first)} to {clock(last)}", friend.minutes))
    minutes: dict[str, dict[str, int]] = {}
    for way in wish.travel:
        minutes.setdefault(way.origin, {})[way.target] = way.minutes
    assert meetings_in_answer(text, constraints, minutes) == text.count("You meet ")
