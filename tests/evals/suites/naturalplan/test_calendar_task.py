from __future__ import annotations

import pytest

from evals.suites.naturalplan.calendar_task import CalendarRequest, Slot, book, read_calendar
from tests.evals.suites.naturalplan.tasks import CALENDAR

FRAME = "You need to schedule a meeting for Ines and Tomas for {long} between the work hours of 9:00 to 17:00 on {days}. \n\n"
SCHEDULES = "Here are the existing schedules for everyone during the days: \n"


def slot(busy: str, wishes: str = "", long: str = "half an hour", days: str = "Monday") -> Slot | None:
    request = read_calendar(FRAME.format(long=long, days=days) + SCHEDULES + busy + "\n\n" + wishes)
    assert request is not None
    assert request.unread == ()
    return book(request)


def test_a_request_is_read_whole():
    request = read_calendar(CALENDAR)
    assert request is not None
    assert (request.minutes, request.days, request.opens, request.closes) == (30, ("Monday",), 540, 1020)
    assert set(request.busy) == {
        ("Monday", 540, 630), ("Monday", 720, 750), ("Monday", 600, 660), ("Monday", 810, 840), ("Monday", 0, 690),
    }  # fmt: skip


CASES = [
    ("Ines is busy on Monday during 9:00 to 12:00;", "", "Monday", Slot("Monday", 720)),
    ("Ines has blocked their calendar on Monday during 9:00 to 9:30, 10:00 to 16:30;", "", "Monday", Slot("Monday", 570)),
    ("Ines has no meetings the whole day.", "", "Monday", Slot("Monday", 540)),
    ("Ines is free the entire day.", "Ines can not meet on Monday before 14:30.", "Monday", Slot("Monday", 870)),
    ("Ines is free the entire day.", "Ines would like to avoid more meetings on Monday before 10:00.", "Monday", Slot("Monday", 600)),
    ("Ines has meetings on Monday during 9:00 to 17:00, Tuesday during 9:00 to 11:00;", "", "either Monday or Tuesday", Slot("Tuesday", 660)),
    ("Ines is free.", "Tomas do not want to meet on Monday. Tuesday before 12:00.", "Monday or Tuesday", Slot("Tuesday", 720)),
    ("Ines is free.", "Tomas can not meet on Monday.", "Monday, Tuesday or Wednesday", Slot("Tuesday", 540)),
    ("Ines is free.", "Tomas would rather not meet on Monday after 9:00. ", "Monday or Tuesday", Slot("Tuesday", 540)),
    ("Ines is busy on Monday during 9:00 to 17:00;", "", "Monday", None),
]  # fmt: skip


@pytest.mark.parametrize(("busy", "wishes", "days", "expected"), CASES)
def test_the_first_time_that_suits_everyone(busy: str, wishes: str, days: str, expected: Slot | None):
    assert slot(busy, wishes, days=days) == expected


def test_a_long_meeting_needs_a_long_gap():
    busy = "Ines is busy on Monday during 9:30 to 10:00, 11:00 to 12:00, 13:30 to 14:00;"
    assert [slot(busy, long=long) for long in ("half an hour", "one hour", "1.5 hours")] == [
        Slot("Monday", 540),
        Slot("Monday", 600),
        Slot("Monday", 720),
    ]


def test_odd_times_are_met_where_the_half_hours_are_taken():
    request = CalendarRequest(30, ("Monday",), 540, 600, (("Monday", 540, 550), ("Monday", 585, 600)))
    assert book(request) == Slot("Monday", 550)


def test_without_hours_there_is_no_request():
    assert read_calendar("You need to schedule a meeting for Ines.") is None
