from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geo import Point
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


def flight() -> Ride:
    """London Heathrow to Tokyo Haneda."""
    ends = {"from_at": Point(lat=51.4700, lon=-0.4543), "to_at": Point(lat=35.5494, lon=139.7798)}
    return replace(ride("flight"), **ends, from_name="London Heathrow", to_name="Tokyo Haneda")


def names(place: Place) -> list[str]:
    return [provider.name for provider in choose(visit(place))]


def query(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (make_stay(), ["official", "booking", "expedia", "google_maps"]),
        (make_stay(category=Category.APARTMENT), ["official", "booking", "expedia", "airbnb", "google_maps"]),
        (make_place(), ["official", "getyourguide", "google_maps"]),
        (make_place(price=Money.zero("GBP")), ["official", "google_maps"]),
        (make_place(price=Money.zero("GBP"), booking=Booking.REQUIRED), ["official", "getyourguide", "google_maps"]),
        (make_place(category=Category.CRUISE), ["official", "viator", "getyourguide", "google_maps"]),
        (make_place(price=None, site=None), ["google_maps"]),
        (make_eat(), ["official", "opentable", "google_maps"]),
        (make_eat(category=Category.STREET_FOOD), ["official", "google_maps"]),
        (make_eat("rivane/bistro", site=None), ["google_reserve", "google_maps"]),
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


WITHOUT_PROGRAMME = {"official", "google_maps", "google_flights", "google_reserve", "airbnb", "trainline"}


def test_an_affiliate_id_appears_only_where_it_was_given():
    for provider in PROVIDERS:
        url = provider.url(visit(make_place()), "our-id")
        assert ("our-id" in url) == (provider.name not in WITHOUT_PROGRAMME)
        assert "our-id" not in provider.url(visit(make_place()), None)
    for seller in RIDE_PROVIDERS:
        url = seller.url(flight(), "our-id")
        assert ("our-id" in url) == (seller.name not in WITHOUT_PROGRAMME)
        assert "our-id" not in seller.url(flight(), None)


@pytest.mark.parametrize(
    ("country", "sellers"),
    [("JP", ["booking", "agoda"]), ("US", ["booking", "hotels_com"]), ("IT", ["booking", "expedia"])],
)
def test_a_stay_is_sold_by_who_is_strong_in_its_country(country, sellers):
    asked = visit(make_stay(site=None), city=make_city("avonlea", country=country))
    assert [provider.name for provider in choose(asked)] == [*sellers, "google_maps"]


def test_klook_serves_asia_and_the_pacific_only():
    tour = make_place(category=Category.TOUR, site=None)
    for country, there in [("JP", True), ("AU", True), ("FR", False), ("US", False)]:
        found = {provider.name for provider in choose(visit(tour, city=make_city("avonlea", country=country)))}
        assert ("klook" in found) is there
        assert {"viator", "getyourguide"} <= found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (lambda: ride("flight"), ["google_flights"]),
        (flight, ["google_flights", "skyscanner", "kiwi"]),
        (
            lambda: replace(ride("train"), from_zone="Europe/London", to_zone="Europe/Paris"),
            ["trainline", "google_maps"],
        ),
        (lambda: replace(ride("train"), from_zone="Asia/Tokyo", to_zone="Asia/Tokyo"), ["google_maps"]),
        (lambda: ride("car"), ["rentalcars", "google_maps"]),
        (lambda: ride("bus"), ["google_maps"]),
    ],
)
def test_each_way_of_travelling_gets_the_sites_that_sell_it(asked, expected):
    assert [provider.name for provider in choose_ride(asked())] == expected


@pytest.mark.parametrize(
    "site",
    [
        "https://www.booking.com/hotel/x.html?aid=999",
        "https://booking.com./hotel/x.html?aid=999",
        "https://WWW.Viator.com/tours/x?pid=P999",
        "https://bit.ly/3xyz",
        "javascript:alert(1)",
        "https://user@example.org/",
        "data:text/html,hello",
        "//example.org",
        "https://exam ple.org",
    ],
)
def test_a_site_out_of_a_provider_s_facts_is_never_somebody_s_affiliate_link(site):
    assert "official" not in names(make_place(site=site))


def test_a_site_whose_name_only_resembles_a_seller_s_is_a_place_s_own():
    assert "official" in names(make_place(site="https://notbooking.com/"))


hostile = st.sampled_from(
    [
        "x&aid=999",
        "x?aid=999#",
        "x%26aid%3D999",
        "x;aid=999",
        "x\r\nLocation: https://evil.example",
        "../../evil",
        "https://evil.example/?aid=999",
        "x&mdpcid=999&cid=999&pid=999&partner_id=999&associateid=999&affilid=999&affiliateCode=999",
    ]
) | st.text(min_size=1)


@given(name=hostile, town=hostile, where=hostile)
def test_no_name_can_change_an_affiliate_id_or_add_a_parameter(name, town, where):
    def clean(text: str) -> str:
        return text.encode(errors="ignore").decode() or "x"

    name, town, where = clean(name), clean(town), clean(where)
    city = make_city("avonlea", name=town, country_name=where)
    plain, wild = visit(make_stay()), visit(make_stay(name=name, area=where), city=city)
    for provider in PROVIDERS:
        told, expected = urlsplit(provider.url(wild, "ours")), urlsplit(provider.url(plain, "ours"))
        assert (told.scheme, told.netloc, told.fragment) == (expected.scheme, expected.netloc, "")
        assert set(parse_qs(told.query)) == set(parse_qs(expected.query))
        assert parse_qs(told.query).get(provider.affiliate) == parse_qs(expected.query).get(provider.affiliate)
        assert told.path.count("/") == expected.path.count("/")
    tame = flight()
    for seller in RIDE_PROVIDERS:
        told = urlsplit(seller.url(replace(tame, from_name=name, to_name=town), "ours"))
        expected = urlsplit(seller.url(tame, "ours"))
        assert told[:3] == expected[:3]
        assert set(parse_qs(told.query)) == set(parse_qs(expected.query))
        assert parse_qs(told.query).get(seller.affiliate) == parse_qs(expected.query).get(seller.affiliate)
