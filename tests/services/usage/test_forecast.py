from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.usage.forecast import foretell

TODAY = date(2026, 11, 21)  # a Saturday; nine days of the month are left after it


def days(count: int, cost) -> dict[date, Decimal]:
    return {TODAY - timedelta(days=ago): Decimal(cost(TODAY - timedelta(days=ago))) for ago in range(1, count + 1)}


def test_a_month_of_equal_days_ends_where_arithmetic_says_with_no_doubt_left():
    told = foretell(days(56, lambda day: 2), TODAY, unknown=3)
    assert told.spent_usd == 40
    assert told.expected_usd == told.low_usd == told.high_usd == 60
    assert (told.month, told.unknown, told.days_known) == ("2026-11", 3, 56)


def test_weekdays_are_foretold_by_their_own_mean():
    told = foretell(days(56, lambda day: 0 if day.weekday() >= 5 else 7), TODAY, 0)
    assert told.expected_usd == (15 + 6) * 7, "fifteen working days are gone and six to come"


def test_what_today_has_cost_already_is_not_counted_twice():
    known = days(56, lambda day: 2)
    assert foretell({**known, TODAY: Decimal(1)}, TODAY, 0).expected_usd == 60
    assert foretell({**known, TODAY: Decimal(9)}, TODAY, 0).expected_usd == 67


def test_with_less_than_two_weeks_weekdays_are_not_told_apart_and_with_four_days_nothing_is():
    assert "two weeks" in foretell(days(9, lambda day: 1), TODAY, 0).method
    few = foretell(days(4, lambda day: 1), TODAY, 0)
    assert few.spent_usd == 4
    assert few.expected_usd is few.low_usd is None
    assert "five whole days" in few.method


@given(st.lists(st.decimals(0, 1000, places=4), min_size=5, max_size=60), st.integers(1, 28))
def test_a_forecast_lies_in_its_interval_and_never_below_what_is_spent(costs, day):
    today = date(2026, 11, day)
    daily = {today - timedelta(days=ago): cost for ago, cost in enumerate(costs)}
    told = foretell(daily, today, 0)
    if told.expected_usd is not None:
        assert told.spent_usd <= told.low_usd <= told.expected_usd <= told.high_usd
