"""Reading gives back what was told, whatever the words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from agents.tours import MeetingWish, TourWish, read_meetings, read_tour
from tests.agents.tours.rendering import meeting_days, told_meetings, told_tour, tours


@settings(max_examples=60, deadline=None)
@given(tours(), st.data())
def test_a_tour_told_is_the_tour_read(wish: TourWish, data: st.DataObject):
    text = told_tour(data.draw, wish)
    read = read_tour(text)
    plain = tuple(replace(event, occasion="") for event in read.events)
    assert set(plain) == set(wish.events), text
    assert set(read.stays) == set(wish.stays), text
    assert read.flights == wish.flights, text
    assert (read.total_days, read.unread) == (wish.total_days, ()), text


@settings(max_examples=50, deadline=None)
@given(meeting_days(), st.data())
def test_a_day_of_meetings_told_is_the_day_read(wish: MeetingWish, data: st.DataObject):
    text = told_meetings(data.draw, wish)
    read = read_meetings(text)
    assert read is not None, text
    assert (read.start, read.start_min) == (wish.start, wish.start_min), text
    assert read.friends == wish.friends, text
    assert set(read.travel) == set(wish.travel), text
    assert read.unread == (), text
