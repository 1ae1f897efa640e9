from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest

from domain.errors import Failure, Unavailable
from domain.geo import Point
from domain.money import Money
from domain.place import Freshness
from tests.emulators.access import emulated
from tests.tools.flights.wires import answering
from tools.adapter import Access
from tools.hotels.booking import BookingCom
from tools.hotels.contract import HotelQuery

KYOTO = HotelQuery(
    "Kyoto", Point(lat=35.0116, lon=135.7681), "JP", date(2027, 4, 5), date(2027, 4, 8), city_id="kyoto", currency="JPY"
)
HIT: dict[str, Any] = {
    "id": 7,
    "currency": "EUR",
    "price": {"base": 586.18, "book": 644.8, "total": 652.3},
    "url": "https://www.booking.com/hotel/jp/seven.html?aid=956509&checkin=2027-04-05",
    "products": [
        {"number_available_at_this_price": 2, "policies": {"cancellation": {"type": "free_cancellation"}}},
    ],
}
HOUSE: dict[str, Any] = {
    "id": 7,
    "name": {"en-gb": "The <b>Seven</b>", "ja": "七"},
    "location": {"coordinates": {"latitude": 35.01, "longitude": 135.77}, "address": {"en-gb": "1 Main Street"}},
    "rating": {"number_of_reviews": 1200, "review_score": 8.7, "stars": 4},
}
ORDER: dict[str, Any] = {
    "id": "5011",
    "status": "booked",
    "currency": "EUR",
    "price": {"total": 652.3},
    "commission": {"estimated_amount": 26.1, "actual_amount": None},
    "label": "click-1",
    "created": "2027-01-05T10:00:00+00:00",
}


def saying(hits: list[Any], houses: list[Any], heard: list[httpx.Request] | None = None):
    def answer(request: httpx.Request):
        if heard is not None:
            heard.append(request)
        return {"data": hits if request.url.path.endswith("/search") else houses}

    return answering(BookingCom, answer, secret="956509")


async def test_houses_have_their_names_places_and_prices(emulators, http):
    found = await emulated(BookingCom, emulators, http).execute(KYOTO)
    assert len(found.offers) > 5
    for offer in found.offers:
        assert offer.at.metres_to(KYOTO.at) <= 8000
        assert offer.price.currency == "JPY"
        assert offer.taxes < offer.price
        assert offer.pay_there.minor > 0
        assert (offer.nights, offer.guests) == (3, 2)
        assert 3.5 <= offer.rating <= 5
        assert offer.source.freshness is Freshness.LIVE
        assert offer.link.startswith("https://www.booking.com/")


async def test_what_is_paid_now_and_what_there_are_told_apart_to_the_cent():
    (offer,) = (await saying([HIT], [HOUSE]).execute(KYOTO)).offers
    assert offer.price == Money(minor=64480, currency="EUR")
    assert offer.taxes == Money(minor=5862, currency="EUR")
    assert offer.pay_there == Money(minor=750, currency="EUR")
    assert (offer.rating, offer.reviews, offer.stars) == (4.35, 1200, 4)
    assert (offer.refundable, offer.rooms_left) == (True, 2)
    assert offer.name == "The Seven"


@pytest.mark.parametrize(
    ("name", "language", "read"),
    [
        ({"en-gb": "Seven", "ja": "七"}, "ja", "七"),
        ({"en-gb": "Seven", "ja": "七"}, "de", "Seven"),
        ({"fr": "Sept"}, "de", "Sept"),
        ("Seven", "de", "Seven"),
    ],
)
async def test_names_are_read_in_the_travellers_language_where_there_is_one(name, language, read):
    (offer,) = (await saying([HIT], [HOUSE | {"name": name}]).execute(replace(KYOTO, language=language))).offers
    assert offer.name == read


async def test_both_headers_and_all_ages_are_sent():
    heard: list[httpx.Request] = []
    query = HotelQuery("Kyoto", KYOTO.at, "JP", date(2027, 4, 5), date(2027, 4, 8), 2, 3, (4, 9), "EUR")
    await saying([HIT], [HOUSE], heard).execute(query)
    assert heard[0].headers["authorization"] == "Bearer k"
    assert heard[0].headers["x-affiliate-id"] == "956509"
    body = json.loads(heard[0].content)
    assert body["guests"] == {"number_of_adults": 3, "number_of_rooms": 2, "children": [4, 9]}
    assert body["checkin"] == "2027-04-05"
    assert json.loads(heard[1].content)["accommodations"] == [7]


@pytest.mark.parametrize(
    "change",
    [
        {"price": {"book": -1}},
        {"price": {}},
        {"currency": "ABC"},
        {"id": 8},
        {"id": None},
    ],
)
async def test_a_hit_that_cannot_be_is_dropped_and_the_rest_kept(change):
    found = await saying([deepcopy(HIT) | change, HIT], [HOUSE]).execute(KYOTO)
    assert (len(found.offers), found.dropped) == (1, 1)


async def test_a_link_that_leads_elsewhere_is_left_out():
    (offer,) = (await saying([HIT | {"url": "https://booking.com.evil.example/"}], [HOUSE]).execute(KYOTO)).offers
    assert offer.link == ""


async def test_an_account_that_is_not_ours_does_not_stay_in_a_link():
    theirs = "https://www.booking.com/hotel/jp/seven.html?aid=1&checkin=2027-04-05&label=theirs"
    (offer,) = (await saying([HIT | {"url": theirs}], [HOUSE]).execute(KYOTO)).offers
    assert offer.link == "https://www.booking.com/hotel/jp/seven.html?checkin=2027-04-05&aid=956509"


async def test_no_room_anywhere_is_no_offers_and_nothing_more_is_asked(emulators, http):
    long = HotelQuery("Kyoto", KYOTO.at, "JP", date(2027, 4, 5), date(2027, 5, 4))
    assert (await emulated(BookingCom, emulators, http).execute(long)).offers == ()
    assert emulators.faults.calls["booking"] == 1


async def test_the_booking_link_has_our_ids_and_nobody_elses():
    site = saying([HIT], [HOUSE])
    (offer,) = (await site.execute(KYOTO)).offers
    assert site.generate_booking_link(offer, "click 1&aid=2") == (
        "https://www.booking.com/hotel/jp/seven.html?checkin=2027-04-05&aid=956509&label=click%201%26aid%3D2"
    )
    others = offer.model_copy(update={"source": offer.source.model_copy(update={"provider": "expedia"})})
    assert site.generate_booking_link(others) == ""


@pytest.mark.parametrize(
    ("status", "ours"), [("booked", "pending"), ("stayed", "confirmed"), ("cancelled_by_guest", "cancelled")]
)
def test_an_order_is_a_conversion(status, ours):
    told = BookingCom(Access()).track_conversion(ORDER | {"status": status})
    assert (told.provider, told.reference, told.click_id, told.status) == ("booking", "5011", "click-1", ours)
    assert told.amount == Money(minor=65230, currency="EUR")
    assert told.commission == Money(minor=2610, currency="EUR")


def test_an_order_of_another_shape_is_said_to_be_one():
    for report in ({}, ORDER | {"status": "?"}, ORDER | {"currency": "?"}, ORDER | {"price": {"total": "x"}}):
        with pytest.raises(Unavailable) as caught:
            BookingCom(Access()).track_conversion(report)
        assert caught.value.kind is Failure.MALFORMED


async def test_without_an_affiliate_id_it_is_not_used(http):
    assert BookingCom(Access(http, key="k")).enabled is False


async def test_one_that_is_slow_is_given_up_within_its_own_limit(monkeypatch, emulators, http):
    monkeypatch.setattr(BookingCom, "within_s", 0.3)
    emulators.faults.set("booking", "slow")
    with pytest.raises(Unavailable) as caught:
        await emulated(BookingCom, emulators, http).execute(KYOTO)
    assert caught.value.kind is Failure.TIMEOUT
