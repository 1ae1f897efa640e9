from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.tours.event_days import EventConflict, EventOrder, order_by_events

NAMES = ("Bari", "Lyon", "Oslo", "Graz")


def days_in(order: EventOrder) -> dict[str, range]:
    """The days of each city, those of travel in both."""
    first = [1, *accumulate((nights for _, nights in order.cities), initial=1)][1:]
    return {city: range(day, day + nights + 1) for (city, nights), day in zip(order.cities, first, strict=False)}


def test_a_wedding_decides_who_comes_last():
    text = "3 days in Rome, 2 in Florence, I must be in Florence for a wedding between day 4 and day 5"
    found = order_by_events(text, ("Rome", "Florence"))
    assert isinstance(found, EventOrder)
    assert (found.cities, found.days) == ((("Rome", 3), ("Florence", 1)), 5)
    assert [(event.city, event.first, event.last, event.occasion) for event in found.events] == [
        ("Florence", 4, 5, "wedding")
    ]


def test_a_wedding_turns_the_order_round():
    text = "5 days in Rome and 3 days in Florence, with a wedding in Florence on day 2."
    found = order_by_events(text, ("Rome", "Florence"))
    assert isinstance(found, EventOrder)
    assert [city for city, _ in found.cities] == ["Florence", "Rome"]


def test_the_order_of_the_text_is_kept_where_the_events_allow():
    text = "Rome, Florence and Naples, 9 days in total; on day 5 there is a concert in Florence."
    found = order_by_events(text, ("Rome", "Florence", "Naples"))
    assert isinstance(found, EventOrder)
    assert [city for city, _ in found.cities] == ["Rome", "Florence", "Naples"]
    assert 5 in days_in(found)["Florence"]


def test_the_trips_length_may_come_from_its_dates():
    text = "Rome and Florence; a fair in Rome on days 6 and 7"
    assert order_by_events(text, ("Rome", "Florence")) is None
    found = order_by_events(text, ("Rome", "Florence"), days=7)
    assert isinstance(found, EventOrder)
    assert [city for city, _ in found.cities] == ["Florence", "Rome"]


def test_what_collides_is_named():
    text = "3 days in Rome and 3 days in Florence. A wedding in Rome on day 2 and a concert in Florence on day 2."
    found = order_by_events(text, ("Rome", "Florence"))
    assert isinstance(found, EventConflict)
    assert "in Rome on day 2" in found.text
    assert "in Florence on day 2" in found.text


@pytest.mark.parametrize(
    "text", ["3 days in Rome and 2 in Florence", "Rome in June", "", "A wedding in Paris on day 2"]
)
def test_without_event_days_there_is_nothing_to_order(text: str):
    assert order_by_events(text, ("Rome", "Florence")) is None


@settings(max_examples=30, deadline=None)
@given(
    st.permutations(NAMES), st.lists(st.integers(2, 4), min_size=4, max_size=4), st.sets(st.integers(0, 3), min_size=1)
)
def test_events_taken_from_a_trip_are_met(order, lengths, hosts):
    starts = [1, *accumulate(lengths, initial=1)][1:]
    said = [f"{days} days in {city}" for city, days in sorted(zip(order, lengths, strict=True))]
    events = [
        f"I need to be in {order[i]} from day {starts[i]} to day {starts[i] + lengths[i] - 1}." for i in sorted(hosts)
    ]
    found = order_by_events(", ".join(said) + ". " + " ".join(events), sorted(order))
    assert isinstance(found, EventOrder)
    stays = days_in(found)
    assert all(starts[i] in stays[order[i]] and starts[i] + lengths[i] - 1 in stays[order[i]] for i in hosts)
    assert sum(nights for _, nights in found.cities) == found.days - 1
