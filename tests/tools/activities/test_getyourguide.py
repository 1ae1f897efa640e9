from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import httpx
import pytest

from domain.errors import Failure, Unavailable
from domain.money import Money
from domain.place import Freshness
from tests.emulators.access import emulated
from tests.tools.activities.test_viator import KYOTO
from tests.tools.flights.wires import answering
from tools.activities.getyourguide import GetYourGuide
from tools.adapter import Access

TOUR: dict[str, Any] = {
    "tour_id": 62484,
    "title": "Tea Ceremony",
    "abstract": "With a master.",
    "pictures": [{"ssl_url": "https://cdn.getyourguide.com/img/tour/1-[format_id].jpg"}],
    "coordinates": {"lat": 35.0, "long": 135.76},
    "price": {"values": {"amount": 39.1}, "description": "individual"},
    "categories": [{"category_id": 1, "name": "Classes"}],
    "overall_rating": 4.6,
    "number_of_ratings": 25,
    "durations": [{"duration": 1.5, "unit": "hour"}, {"duration": 2, "unit": "hour"}],
    "free_sale": True,
    "url": "https://www.getyourguide.com/kyoto-l96/tea-t62484/?partner_id=173E8&psrc=partner_api",
}
REPORT: dict[str, Any] = {
    "base_data": {"currency": "EUR"},
    "data": {
        "booking": {
            "booking_hash": "GYGXX",
            "booking_status": "confirmed",
            "bookable": {"price": 78.2, "external_reference_id": "click-1"},
        }
    },
}


def saying(*tours: Any, heard: list[httpx.Request] | None = None):
    def answer(request: httpx.Request):
        if heard is not None:
            heard.append(request)
        return {"data": {"tours": list(tours)}}

    return answering(GetYourGuide, answer)


async def test_tours_near_the_city(emulators, http):
    found = await emulated(GetYourGuide, emulators, http).execute(KYOTO)
    assert len(found.offers) > 5
    for offer in found.offers:
        assert offer.price.currency == "EUR"
        assert offer.at.metres_to(KYOTO.at) < 40_000
        assert offer.source.freshness is Freshness.LIVE


async def test_all_that_is_said_is_read():
    (offer,) = (await saying(TOUR).execute(KYOTO)).offers
    assert offer.price == Money(minor=3910, currency="EUR")
    assert (offer.minutes, offer.instant, offer.per_group) == (90, True, False)
    assert offer.photo_url.endswith("/1-97.jpg")
    assert offer.categories == ("Classes",)


async def test_a_price_for_a_group_says_that_it_is_one():
    price = {"values": {"amount": 300}, "description": "per group up to 6 people"}
    (offer,) = (await saying(TOUR | {"price": price}).execute(KYOTO)).offers
    assert offer.per_group is True


async def test_words_are_looked_for_in_what_it_says():
    found = await saying(TOUR, TOUR | {"tour_id": 2, "title": "Bike Tour"}).execute(replace(KYOTO, text="tea"))
    assert [offer.title for offer in found.offers] == ["Tea Ceremony"]


@pytest.mark.parametrize(
    "change",
    [
        {"price": {"values": {"amount": -1}}},
        {"price": {}},
        {"coordinates": {"lat": 200, "long": 0}},
        {"durations": [{"duration": 1, "unit": "moon"}]},
        {"title": ""},
    ],
)
async def test_a_tour_that_cannot_be_is_dropped_and_the_rest_kept(change):
    found = await saying(deepcopy(TOUR) | change, TOUR).execute(KYOTO)
    assert (len(found.offers), found.dropped) == (1, 1)


async def test_the_question_is_as_documented():
    heard: list[httpx.Request] = []
    await saying(heard=heard).execute(replace(KYOTO, language="xx", currency="ISK"))
    asked = heard[0].url.params
    assert asked.get_list("coordinates[]") == ["35.01160", "135.76810", "25"]
    assert asked.get_list("date[]") == ["2027-04-05T00:00:00", "2027-04-05T23:59:59"]
    assert (asked["cnt_language"], asked["currency"]) == ("en", "USD")
    assert heard[0].headers["x-access-token"] == "k"


async def test_a_token_that_is_not_one_is_forbidden(emulators, http):
    with pytest.raises(Unavailable) as caught:
        await GetYourGuide(Access(http, key="wrong", address=f"{emulators.url}/getyourguide")).execute(KYOTO)
    assert caught.value.kind is Failure.FORBIDDEN


async def test_the_booking_link_has_the_click_as_its_campaign():
    site = saying(TOUR)
    (offer,) = (await site.execute(KYOTO)).offers
    assert site.generate_booking_link(offer, "c1").endswith("psrc=partner_api&cmp=c1")


def test_a_booking_is_a_conversion():
    told = GetYourGuide(Access()).track_conversion(REPORT)
    assert (told.reference, told.click_id, told.status) == ("GYGXX", "click-1", "confirmed")
    assert told.amount == Money(minor=7820, currency="EUR")
    assert told.commission is None


def test_a_booking_of_another_shape_is_said_to_be_one():
    for report in ({}, {"base_data": {"currency": "EUR"}, "data": {}}, REPORT | {"base_data": {"currency": "?"}}):
        with pytest.raises(Unavailable):
            GetYourGuide(Access()).track_conversion(report)
