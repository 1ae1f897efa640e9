from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from domain.hours import OpeningHours, Window, is_holiday


def windows(spec: str, on: date, country: str = "JP", subdivision: str | None = None):
    return OpeningHours(spec=spec, country=country, subdivision=subdivision).windows_on(on)


def test_a_weekday_rule():
    assert windows("Tu-Su 09:30-17:00", date(2027, 4, 27)) == (Window(570, 1020),)
    assert windows("Tu-Su 09:30-17:00", date(2027, 4, 26)) == ()


def test_two_windows_a_day():
    assert windows("Mo-Su 09:00-12:00,14:00-18:00", date(2027, 1, 5)) == (Window(540, 720), Window(840, 1080))


def test_open_past_midnight_belongs_to_the_evening_and_spills_into_the_morning():
    assert windows("Fr 18:00-02:00", date(2027, 4, 30)) == (Window(1080, 1560),)
    assert windows("Fr 18:00-02:00", date(2027, 5, 1)) == (Window(0, 120),)


def test_seasons_and_single_days():
    spec = "Apr-Sep Mo-Su 09:00-19:00; Oct-Mar Mo-Su 09:00-17:00; Dec 25 off"
    assert windows(spec, date(2027, 7, 1)) == (Window(540, 1140),)
    assert windows(spec, date(2027, 12, 24)) == (Window(540, 1020),)
    assert windows(spec, date(2027, 12, 25)) == ()


def test_public_holidays_come_from_the_holidays_package():
    golden_week = date(2027, 4, 29)
    assert is_holiday(golden_week, "JP")
    assert windows("Mo-Fr 09:00-17:00; PH off", golden_week) == ()
    assert windows("Mo-Fr 09:00-17:00; PH off", date(2027, 4, 28)) == (Window(540, 1020),)
    assert windows("Sa-Su,PH 10:00-16:00", golden_week) == (Window(600, 960),)


def test_a_region_has_holidays_of_its_own():
    saint_john = date(2027, 6, 24)
    assert windows("Mo-Su 10:00-18:00; PH off", saint_john, "ES", "CT") == ()
    assert windows("Mo-Su 10:00-18:00; PH off", saint_john, "ES", "MD") == (Window(600, 1080),)


def test_a_country_nobody_knows_has_no_holidays():
    assert not is_holiday(date(2027, 1, 1), "XX")


def test_what_does_not_parse_is_refused_with_the_words():
    with pytest.raises(ValidationError, match="from dusk till dawn"):
        OpeningHours(spec="from dusk till dawn", country="JP")
