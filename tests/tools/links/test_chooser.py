from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.place import Booking, Category, Place
from domain.request import Party
from tests.make import make_city, make_eat, make_place, make_point, make_stay
from tools.links.chooser import PROVIDERS, RIDE_PROVIDERS, choose, choose_ride
from tools.links.contract import Ride, Visit


def visit(place: Place, **changes) -> Visit:
    fields: dict[str, Any] = {
        "place": place,
        "city": make_city(place.id.split("/")[0]),
        "party": Party(adults=2, children=(4, 7)),
        "start_on": date(2027, 4, 14),
        "end_on": date(2027, 4, 17),
        "at_local": datetime(2027, 4, 14, 19, 30),
        "rooms": 2,
    }
    return Visit(**(fields | changes))


def ride(mode: str) -> Ride:
    start, end = make_point("avonlea"), make_point("rivane")
    return Ride(mode, "Avonlea", start, "Rivane", end, date(2027, 4, 14), Party(adults=2, children=(4,)))


def names(place: Place) -> list[str]:
    return [provider.name for provider in choose(visit(place))]


def query(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (make_stay(), ["official", "booking", "google_maps"]),
        (make_place(), ["official", "getyourguide", "google_maps"]),
        (make_place(price=Money.zero("GBP")), ["official", "google_maps"]),
        (make_place(price=Money.zero("GBP"), booking=Booking.REQUIRED), ["official", "getyourguide", "google_maps"]),
        (make_place(category=Category.CRUISE), ["official", "viator", "getyourguide", "google_maps"]),
        (make_place(price=None, site=None), ["google_maps"]),
        (make_eat(), ["official", "opentable", "google_maps"]),
        (make_eat(category=Category.STREET_FOOD), ["official", "google_maps"]),
        (make_eat("rivane/bistro", site=None), ["google_maps"]),
    ],
)
def test_each_kind_of_place_gets_the_sites_that_sell_it(place, expected):
    assert names(place) == expected


def test_a_stay_is_searched_with_dates_people_and_rooms():
    booking = next(p for p in choose(visit(make_stay())) if p.name == "booking")
    assert query(booking.url(visit(make_stay()), "304142")) == {
        "ss": ["Hotel, Avonlea"],
        "checkin": ["2027-04-14"],
        "checkout": ["2027-04-17"],
        "group_adults": ["2"],
        "group_children": ["2"],
        "age": ["4", "7"],
        "no_rooms": ["2"],
        "selected_currency": ["EUR"],
        "aid": ["304142"],
    }


def test_a_table_is_searched_for_the_hour_and_the_party():
    opentable = next(p for p in PROVIDERS if p.name == "opentable")
    found = query(opentable.url(visit(make_eat()), None))
    assert (found["dateTime"], found["covers"]) == (["2027-04-14T19:30"], ["4"])


def test_a_ticket_is_searched_for_the_day():
    getyourguide = next(p for p in PROVIDERS if p.name == "getyourguide")
    found = query(getyourguide.url(visit(make_place()), "ABC"))
    assert (found["q"], found["date_from"], found["partner_id"]) == (["Museum, Avonlea"], ["2027-04-14"], ["ABC"])


@pytest.mark.parametrize(
    ("mode", "host", "words"),
    [
        ("flight", "www.google.com/travel/flights", "Avonlea to Rivane on 2027-04-14 for 2 adults 1 children"),
        ("train", "www.google.com/maps/dir/", ""),
    ],
)
def test_a_journey_gets_flights_or_directions(mode, host, words):
    [provider] = choose_ride(ride(mode))
    url = provider.url(ride(mode), None)
    assert url.startswith(f"https://{host}")
    assert words in " ".join(query(url).get("q", [""]))


@given(name=st.text(min_size=1), area=st.none() | st.text(), affiliate=st.none() | st.text(min_size=1))
def test_whatever_a_place_is_called_the_address_is_sound(name, area, affiliate):
    """Nothing that a name contains can end a parameter or add one."""
    place = make_stay(name=name.encode(errors="ignore").decode() or "x", area=area)
    asked = visit(place)
    for provider in PROVIDERS:
        parts = urlsplit(provider.url(asked, affiliate))
        assert parts.scheme == "https"
        assert parts.netloc.isascii()
        assert parts.query.isascii()
        if provider.name == "booking":
            assert dict(parse_qsl(parts.query, keep_blank_values=True))["ss"] == asked.search


def test_an_affiliate_id_appears_only_where_it_was_given():
    for provider in PROVIDERS:
        if provider.name not in {"official", "google_maps"}:
            assert "our-id" in provider.url(visit(make_place()), "our-id")
        assert "our-id" not in provider.url(visit(make_place()), None)
    assert all("our-id" not in provider.url(ride("flight"), None) for provider in RIDE_PROVIDERS)
