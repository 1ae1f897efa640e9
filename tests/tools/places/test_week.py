from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import OpeningHours
from tools.places.week import Period, week_of

WEEKDAYS = [1, 2, 3, 4, 5]


def daily(days, start, end):
    return [Period(day, start, day if end > start else (day + 1) % 7, end) for day in days]


@pytest.mark.parametrize(
    ("periods", "written"),
    [
        (daily(WEEKDAYS, 540, 1020), "Mo-Fr 09:00-17:00"),
        (daily(range(7), 540, 1020), "Mo-Su 09:00-17:00"),
        ([*daily(WEEKDAYS, 540, 720), *daily(WEEKDAYS, 780, 1080)], "Mo-Fr 09:00-12:00,13:00-18:00"),
        (daily([5, 6], 1080, 120), "Fr-Sa 18:00-02:00"),
        ([Period(day, 0, (day + 1) % 7, 0) for day in range(7)], "24/7"),
        ([Period(0, 600, 0, 900)], "Su 10:00-15:00"),
        ([Period(5, 600, 0, 120)], "Fr 10:00-24:00; Sa 00:00-24:00; Su 00:00-02:00"),
        ([], None),
    ],
)
def test_a_week_is_written_as_openstreetmap_writes_it(periods, written):
    assert week_of(periods) == written


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 95), st.integers(1, 80)).map(
            lambda one: Period(one[0], one[1] * 15, (one[0] + (one[1] + one[2]) // 96) % 7, (one[1] + one[2]) % 96 * 15)
        ),
        min_size=1,
        max_size=10,
    )
)
def test_every_week_can_be_read_again_and_is_open_when_a_period_begins(periods):
    hours = OpeningHours(spec=week_of(periods), country="FR")
    for period in periods:
        on = date(2027, 3, 7 + period.open_day)  # the 7th is a Sunday
        before = hours.windows_on(date(2027, 3, 6 + period.open_day))
        spans = [*hours.windows_on(on), *((w.start - 1440, w.end - 1440) for w in before)]
        assert any(start <= period.open_min < end for start, end in spans), (week_of(periods), period)
