from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.intent.language import language_of
from agents.intent.scan import Scan
from agents.intent.slots.dates import read_when
from agents.intent.slots.length import read_lengths

TODAY = date(2026, 11, 21)  # a Saturday


def _when(text: str, today: date = TODAY):
    return read_when(Scan(text, language_of(text), today))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12-17 April 2027", "2027-04-12", "2027-04-17"),
        ("from May 3rd to 8th", "2027-05-03", "2027-05-08"),
        ("April 28 - May 3", "2027-04-28", "2027-05-03"),
        ("28 Dec to 3 Jan", "2026-12-28", "2027-01-03"),
        ("2027-04-12 to 2027-04-17", "2027-04-12", "2027-04-17"),
        ("3.5.-8.5.2027", "2027-05-03", "2027-05-08"),
        ("del 3 al 8 de mayo", "2027-05-03", "2027-05-08"),
        ("du 3 au 8 mai", "2027-05-03", "2027-05-08"),
        ("vom 3. bis 8. Mai", "2027-05-03", "2027-05-08"),
    ],
)
def test_ranges(text: str, first: str, last: str) -> None:
    when = _when(text)
    assert (str(when.start_on), str(when.end_on)) == (first, last)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("in two weeks", "2026-12-05"),
        ("dentro de dos semanas", "2026-12-05"),
        ("a month from now", "2026-12-21"),
        ("tomorrow", "2026-11-22"),
        ("next Friday", "2026-11-27"),
        ("on 3/5/2027", "2027-05-03"),
    ],
)
def test_days_relative_to_today(text: str, first: str) -> None:
    assert str(_when(text).start_on) == first


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in April", "2027-04-01", "2027-04-30"),
        ("first week of September", "2027-09-06", "2027-09-12"),
        ("end of Septmber", "2027-09-21", "2027-09-30"),
        ("over Easter", "2027-03-26", "2027-03-29"),
        ("a long weekend in June", "2027-06-01", "2027-06-30"),
        ("next month", "2026-12-01", "2026-12-31"),
    ],
)
def test_vague_words_give_a_window(text: str, first: str, last: str) -> None:
    when = _when(text)
    assert (str(when.earliest_on), str(when.latest_on)) == (first, last)
    assert when.said


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in May 2027 starting on the 6th", "2027-05-06", "None"),
        ("starting on the 6th, some time in May", "2027-05-06", "None"),
        ("in May from the 6th to the 9th", "2027-05-06", "2027-05-09"),
        ("en mayo de 2027 a partir del 6", "2027-05-06", "None"),
        ("im Mai ab dem 6.", "2027-05-06", "None"),
        ("en mai à partir du 6", "2027-05-06", "None"),
        ("from the 25th", "2026-11-25", "None"),
        ("from the 20th", "2026-12-20", "None"),
        ("on 29 February", "2028-02-29", "None"),
    ],
)
def test_a_day_that_stands_apart_from_its_month(text: str, first: str, last: str) -> None:
    when = _when(text)
    assert (str(when.start_on), str(when.end_on)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "from 31 February 2027",
        "30. Februar 2027",
        "on February 29, 2027",
        "28 to 31 February 2027",
        "2027-02-30",
        "31.04.2027",
        "31/4",
        "in April from the 31st",
    ],
)
def test_a_day_that_no_calendar_has_is_said_and_never_taken_for_another(text: str) -> None:
    when = _when(text)
    assert when.no_such
    assert (when.start_on, when.earliest_on) == (None, None)


@given(st.dates(TODAY, date(2030, 12, 31)))
def test_every_real_day_is_read_as_it_is(on: date) -> None:
    for text in (f"{on:%d %B %Y}", f"{on:%B} {on.day}, {on.year}", on.isoformat(), f"{on:%d.%m.%Y}"):
        assert _when(f"from {text}").start_on == on, text


@pytest.mark.parametrize("text", ["art from the 18th century", "a room on the 6th floor", "50/50", "from the 2nd day"])
def test_figures_that_are_no_days(text: str) -> None:
    when = _when(text)
    assert (when.start_on, when.no_such) == (None, "")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("three relaxed days", 3),
        ("Seven slow days", 7),
        ("five wonderful days", 5),
        ("drei ganze Tage", 3),
        ("vier entspannte Tage", 4),
        ("One Monday in Berlin", 1),
        ("a single Tuesday in Paris", 1),
        ("un solo día en Madrid", 1),
        ("un lundi à Paris", 1),
        ("ein Samstag in Wien", 1),
    ],
)
def test_lengths_with_an_adjective_and_single_days(text: str, days: int) -> None:
    scan = Scan(text, language_of(text), TODAY)
    assert [(length.amount, length.unit) for length in read_lengths(scan)] == [(days, "days")]


@pytest.mark.parametrize("text", ["we arrive on a Monday", "closed on Mondays", "every Tuesday"])
def test_a_weekday_alone_is_no_length(text: str) -> None:
    assert read_lengths(Scan(text, "en", TODAY)) == ()


@pytest.mark.parametrize(
    "text", ["We may want to march on", "summer dresses are nice", "5 people", "Christmas markets"]
)
def test_words_that_only_look_like_dates(text: str) -> None:
    when = _when(text)
    assert when.start_on is None
    assert when.earliest_on is None


@given(st.dates(date(2027, 1, 1), date(2029, 12, 31)), st.integers(1, 29))
def test_any_range_in_figures_is_read_back(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    for text in (
        f"{first} to {last}",
        f"{first:%d.%m.%Y} - {last:%d.%m.%Y}",
        f"from {first.day} {first:%B %Y} to {last.day} {last:%B %Y}",
    ):
        when = _when(text)
        assert (when.start_on, when.end_on) == (first, last), text


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("5 days", 5, "days"),
        ("a week", 7, "days"),
        ("a fortnight", 14, "days"),
        ("4 nights", 4, "nights"),
        ("a week and 2 days", 9, "days"),
        ("dos semanas", 14, "days"),
        ("une semaine", 7, "days"),
        ("fünf Tage", 5, "days"),
        ("400 days", 400, "days"),
        ("a couple of days", 2, "days"),
        ("4d", 4, "days"),
    ],
)
def test_lengths(text: str, amount: int, unit: str) -> None:
    (length,) = read_lengths(Scan(text, "en", TODAY))
    assert (length.amount, length.unit) == (amount, unit)
