from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.crowds import BUSY, best_time, load_at, loads_on, quiet_at, quiet_windows, season
from domain.geo import Point
from domain.hours import OpeningHours
from domain.place import Category
from tests.make import make_place

WEDNESDAY, SATURDAY = date(2027, 4, 14), date(2027, 8, 14)


def place(category=Category.MUSEUM, popularity=5, spec="Mo-Su 09:00-18:00", **changes):
    hours = OpeningHours(spec=spec, country="GB") if spec else None
    return make_place("avonlea/place", category=category, popularity=popularity, hours=hours, **changes)


@given(
    st.sampled_from(Category),
    st.integers(1, 5),
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)),
    st.floats(-80, 80),
)
def test_a_load_is_a_share(category, popularity, at, lat):
    one = place(category, popularity, at=Point(lat=lat, lon=10))
    assert 0 <= load_at(one, at) <= 1


@pytest.mark.parametrize(
    ("category", "full", "empty"),
    [
        (Category.MUSEUM, 13, 9),
        (Category.MUSEUM, 12, 17),
        (Category.VIEWPOINT, 19, 10),
        (Category.MARKET, 12, 17),
        (Category.RESTAURANT, 13, 16),
        (Category.PARK, 15, 9),
        (Category.NIGHTLIFE, 23, 18),
    ],
)
def test_days_have_the_shape_that_their_kind_has(category, full, empty):
    at = datetime(2027, 4, 14)
    busy, quiet = (load_at(place(category), at + timedelta(hours=hour)) for hour in (full, empty))
    assert busy > 1.4 * quiet


def test_icons_weekends_holidays_and_summer_are_fuller():
    noon = datetime(2027, 4, 14, 12)
    assert load_at(place(), noon) > load_at(place(popularity=2), noon)
    assert load_at(place(), noon + timedelta(days=3)) > load_at(place(), noon)
    assert load_at(place(), datetime(2027, 8, 11, 12)) > load_at(place(), noon)
    good_friday, friday = datetime(2027, 3, 26, 12), datetime(2027, 3, 19, 12)
    assert load_at(place(), good_friday) > load_at(place(), friday)


def test_seasons_turn_round_south_of_the_equator_and_are_flat_in_the_tropics():
    north, south, tropics = Point(lat=48, lon=2), Point(lat=-34, lon=18), Point(lat=1, lon=104)
    january, july = date(2027, 1, 10), date(2027, 7, 10)
    assert season(north, july) > season(north, january)
    assert season(south, july) < season(south, january)
    assert abs(season(tropics, july) - season(tropics, january)) < season(north, july) - season(north, january)


def test_quiet_windows_are_open_and_quieter_than_the_rest():
    one = place(spec="Mo-Su 09:00-18:00; We 09:00-21:00")
    windows = quiet_windows(one, WEDNESDAY)
    loads = dict(loads_on(one, WEDNESDAY))
    assert windows
    inside = [load for minute, load in loads.items() if any(w.start <= minute < w.end for w in windows)]
    outside = [load for minute, load in loads.items() if not any(w.start <= minute < w.end for w in windows)]
    assert max(inside) < max(outside)
    assert all(9 * 60 <= w.start < w.end <= 21 * 60 for w in windows)


def test_a_busy_stop_is_told_when_it_would_be_quieter():
    crowd = quiet_at(place(), datetime(2027, 8, 14, 12), datetime(2027, 8, 14, 13, 30))
    assert crowd.is_busy
    assert not crowd.is_quiet
    assert crowd.better is not None
    assert crowd.better.end - crowd.better.start == 90
    better = datetime(2027, 8, 14) + timedelta(minutes=crowd.better.start)
    assert quiet_at(place(), better, better + timedelta(minutes=90)).load < crowd.load - 0.1


def test_at_its_quietest_nothing_is_better():
    assert quiet_at(place(), datetime(2027, 4, 14, 9), datetime(2027, 4, 14, 10)).better is None


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "before 10:"), ("es", "antes de las 10:"), ("fr", "avant 10:"), ("de", "vor 10:"), ("nl", "before 10:")],
)
def test_the_best_time_is_said_in_the_travellers_words(language, words):
    assert words in best_time(place(), WEDNESDAY, language)


def test_a_closed_day_has_no_best_time_and_an_unknown_place_is_never_full():
    assert best_time(place(spec="Tu 10:00-12:00"), WEDNESDAY) is None
    assert loads_on(place(spec="Tu 10:00-12:00"), WEDNESDAY) == ()
    assert "hardly ever full" in best_time(place(popularity=1), date(2027, 1, 12))


def test_who_never_closes_is_not_told_to_be_seen_at_night():
    assert all(window.start >= 6 * 60 for window in quiet_windows(place(spec="24/7"), SATURDAY))


def test_an_icon_in_august_at_noon_is_as_full_as_it_gets():
    assert load_at(place(), datetime(2027, 8, 14, 13)) > BUSY
