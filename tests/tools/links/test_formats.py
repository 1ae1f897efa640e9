"""Every builder against its site's format: the address is read back and each parameter compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.geo import Point
from domain.request import Party
from tests.make import make_city, make_eat, make_place, make_stay
from tools.links.chooser import PROVIDERS, RIDE_PROVIDERS
from tools.links.contract import Ride, Visit

_CITY = make_city("avonlea", country_name="United Kingdom")
_FAMILY = Party(adults=2, children=(1, 7, 14))
_BY_NAME = {provider.name: provider for provider in PROVIDERS}
_RIDES = {provider.name: provider for provider in RIDE_PROVIDERS}


def stay() -> Visit:
    return Visit(make_stay(name="Hôtel & Spa"), _CITY, _FAMILY, date(2027, 4, 14), date(2027, 4, 17), rooms=2)


def outing() -> Visit:
    on = date(2027, 4, 14)
    return Visit(make_place(name="Harbour Tour"), _CITY, _FAMILY, on, on, datetime(2027, 4, 14, 10))


def meal() -> Visit:
    on = date(2027, 4, 14)
    return Visit(make_eat(name="Chez Zoë"), _CITY, _FAMILY, on, on, datetime(2027, 4, 14, 19, 30), language="fr")


def flight() -> Ride:
    return Ride(
        "flight",
        "London Heathrow",
        Point(lat=51.4700, lon=-0.4543),
        "Tokyo Haneda",
        Point(lat=35.5494, lon=139.7798),
        date(2027, 4, 14),
        _FAMILY,
        language="de",
        currency="EUR",
        depart_local=datetime(2027, 4, 14, 8, 30),
    )


def read(url: str) -> tuple[str, dict[str, str | list[str]]]:
    parts = urlsplit(url)
    found = parse_qs(parts.query, strict_parsing=True)
    return f"{parts.scheme}://{parts.netloc}{parts.path}", {
        name: values[0] if len(values) == 1 else values for name, values in found.items()
    }


EXPEDIA = {
    "destination": "Hôtel & Spa, Avonlea",
    "startDate": "2027-04-14",
    "endDate": "2027-04-17",
    "adults": "2",
    "children": "1_1,1_7,1_14",
    "rooms": "2",
    "currency": "EUR",
    "mdpcid": "OURS",
}


@pytest.mark.parametrize(
    ("name", "asked", "page", "parameters"),
    [
        ("expedia", stay, "https://www.expedia.com/Hotel-Search", EXPEDIA),
        ("hotels_com", stay, "https://www.hotels.com/Hotel-Search", EXPEDIA),
        (
            "agoda",
            stay,
            "https://www.agoda.com/search",
            {"textToSearch": "Hôtel & Spa, Avonlea", "checkIn": "2027-04-14", "checkOut": "2027-04-17", "los": "3"}
            | {"rooms": "2", "adults": "2", "children": "3", "childages": "1,7,14", "currency": "EUR", "cid": "OURS"},
        ),
        (
            "airbnb",
            stay,
            "https://www.airbnb.com/s/Avonlea--United%20Kingdom/homes",
            {"checkin": "2027-04-14", "checkout": "2027-04-17", "adults": "3", "children": "1", "infants": "1"}
            | {"currency": "EUR"},
        ),
        (
            "booking",
            stay,
            "https://www.booking.com/searchresults.html",
            {"ss": "Hôtel & Spa, Avonlea", "checkin": "2027-04-14", "checkout": "2027-04-17", "group_adults": "2"}
            | {"group_children": "3", "age": ["1", "7", "14"], "no_rooms": "2", "selected_currency": "EUR"}
            | {"aid": "OURS"},
        ),
        (
            "viator",
            outing,
            "https://www.viator.com/searchResults/all",
            {"text": "Harbour Tour, Avonlea", "startDate": "2027-04-14", "endDate": "2027-04-14", "pid": "OURS"}
            | {"mcid": "42383", "medium": "link"},
        ),
        (
            "getyourguide",
            outing,
            "https://www.getyourguide.com/s/",
            {"q": "Harbour Tour, Avonlea", "date_from": "2027-04-14", "date_to": "2027-04-14", "partner_id": "OURS"},
        ),
        (
            "klook",
            outing,
            "https://affiliate.klook.com/redirect",
            {"aid": "OURS", "k_site": "https://www.klook.com/search/?query=Harbour%20Tour%2C%20Avonlea"},
        ),
        (
            "opentable",
            meal,
            "https://www.opentable.com/s",
            {"term": "Chez Zoë, Avonlea", "dateTime": "2027-04-14T19:30", "covers": "5", "ref": "OURS"}
            | {"latitude": "51.5000", "longitude": "-0.1200"},
        ),
        (
            "google_reserve",
            meal,
            "https://www.google.com/search",
            {"q": "Reserve a table at Chez Zoë, Avonlea", "hl": "fr"},
        ),
        ("google_maps", outing, "https://www.google.com/maps/search/", {"api": "1", "query": "Harbour Tour, Avonlea"}),
    ],
)
def test_a_place_s_link_has_the_site_s_own_parameters(name, asked, page, parameters):
    assert read(_BY_NAME[name].url(asked(), "OURS")) == (page, parameters)


@pytest.mark.parametrize(
    ("name", "page", "parameters"),
    [
        (
            "skyscanner",
            "https://skyscanner.net/g/referrals/v1/flights/day-view/",
            {"origin": "LHR", "destination": "HND", "outboundDate": "2027-04-14", "adultsv2": "2"}
            | {"childrenv2": "1|7|14", "currency": "EUR", "associateid": "OURS"},
        ),
        (
            "kiwi",
            "https://www.kiwi.com/deep",
            {"from": "LHR", "to": "HND", "departure": "2027-04-14", "return": "no-return", "adults": "3"}
            | {"children": "1", "infants": "1", "currency": "EUR", "lang": "de", "affilid": "OURS"},
        ),
        (
            "trainline",
            "https://www.thetrainline.com/book/results",
            {"journeySearchType": "single", "origin": "London Heathrow", "destination": "Tokyo Haneda", "lang": "de"}
            | {"outwardDate": "2027-04-14T08:30:00", "outwardDateType": "departAfter", "selectedTab": "train"},
        ),
        (
            "rentalcars",
            "https://www.rentalcars.com/search-results",
            {"locationName": "London Heathrow", "coordinates": "51.47000,-0.45430", "dropLocationName": "Tokyo Haneda"}
            | {"dropCoordinates": "35.54940,139.77980", "puDay": "14", "puMonth": "4", "puYear": "2027"}
            | {"puHour": "8", "puMinute": "0", "doDay": "15", "doMonth": "4", "doYear": "2027", "doHour": "8"}
            | {"doMinute": "0", "driversAge": "30", "prefcurrency": "EUR", "affiliateCode": "OURS"},
        ),
        (
            "google_flights",
            "https://www.google.com/travel/flights",
            {"q": "One way flights from London Heathrow to Tokyo Haneda on 2027-04-14 for 2 adults 3 children"}
            | {"curr": "EUR", "hl": "de"},
        ),
        (
            "google_maps",
            "https://www.google.com/maps/dir/",
            {"api": "1", "origin": "51.47000,-0.45430", "destination": "35.54940,139.77980", "travelmode": "transit"},
        ),
    ],
)
def test_a_journey_s_link_has_the_site_s_own_parameters(name, page, parameters):
    assert read(_RIDES[name].url(flight(), "OURS")) == (page, parameters)


def test_a_day_to_come_home_is_told():
    home = replace(flight(), return_on=date(2027, 4, 30))
    assert read(_RIDES["skyscanner"].url(home, None))[1]["inboundDate"] == "2027-04-30"
    assert read(_RIDES["kiwi"].url(home, None))[1]["return"] == "2027-04-30"
    assert read(_RIDES["rentalcars"].url(home, None))[1]["doDay"] == "30"
    words = read(_RIDES["google_flights"].url(home, None))[1]["q"]
    assert words.startswith("Flights from London Heathrow to Tokyo Haneda on 2027-04-14 through 2027-04-30 ")


def test_every_builder_is_compared_here():
    tested = {"official", "expedia", "hotels_com", "agoda", "airbnb", "booking", "viator", "getyourguide", "klook"}
    assert set(_BY_NAME) == tested | {"opentable", "google_reserve", "google_maps"}
    assert set(_RIDES) == {"skyscanner", "kiwi", "trainline", "rentalcars", "google_flights", "google_maps"}
