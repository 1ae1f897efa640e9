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
from tools.activities.contract import ActivityQuery
from tools.activities.viator import Viator
from tools.adapter import Access

KYOTO = ActivityQuery("Kyoto", Point(lat=35.0116, lon=135.7681), "JP", date(2027, 4, 5), city_id="kyoto")
PRODUCT: dict[str, Any] = {
    "productCode": "5010SYDNEY",
    "title": "Tea <script>x</script>Ceremony",
    "description": "With a master.",
    "images": [
        {"isCover": False, "variants": [{"url": "https://media.example/other.jpg", "width": 720}]},
        {
            "isCover": True,
            "variants": [
                {"url": "https://media.example/small.jpg", "width": 100},
                {"url": "https://media.example/cover.jpg", "width": 674},
            ],
        },
    ],
    "reviews": {"totalReviews": 12, "combinedAverageRating": 4.75},
    "duration": {"variableDurationFromMinutes": 45, "variableDurationToMinutes": 90},
    "confirmationType": "INSTANT",
    "pricing": {"summary": {"fromPrice": 39.1}, "currency": "EUR"},
    "productUrl": "https://www.viator.com/tours/Kyoto/Tea/d332-5010?mcid=42383&pid=P1&medium=api",
    "flags": ["FREE_CANCELLATION"],
}
CITY = {"destinationId": 332, "name": "Kyoto", "type": "CITY", "center": {"latitude": 35.01, "longitude": 135.76}}
BOOKED: dict[str, Any] = {
    "bookingRef": "BR-580254558",
    "partnerBookingRef": "click-1",
    "status": "CONFIRMED",
    "currency": "USD",
    "totalConfirmedPrice": {"price": {"recommendedRetailPrice": 100.1, "partnerNetPrice": 92.08}},
}


def saying(*products: Any, destinations: tuple[Any, ...] = (CITY,), heard: list[httpx.Request] | None = None):
    def answer(request: httpx.Request):
        if heard is not None:
            heard.append(request)
        if request.url.path.endswith("/destinations"):
            return {"destinations": list(destinations)}
        if request.url.path.endswith("/freetext"):
            return {"products": {"results": list(products)}}
        return {"products": list(products)}

    return answering(Viator, answer)


async def test_tours_and_tickets_of_the_city(emulators, http):
    found = await emulated(Viator, emulators, http).execute(KYOTO)
    assert len(found.offers) > 5
    for offer in found.offers:
        assert offer.price.currency == "EUR"
        assert offer.price.minor > 0
        assert offer.minutes > 0
        assert offer.source.freshness is Freshness.LIVE
        assert offer.link.startswith("https://www.viator.com/")


async def test_words_are_looked_for(emulators, http):
    found = await emulated(Viator, emulators, http).execute(replace(KYOTO, text="night food"))
    assert [offer.title for offer in found.offers] == ["Kyoto by Night: Food and Drinks Tour"]


async def test_all_that_is_said_is_read():
    (offer,) = (await saying(PRODUCT).execute(KYOTO)).offers
    assert (offer.title, offer.minutes, offer.instant, offer.free_cancellation) == ("Tea Ceremony", 45, True, True)
    assert offer.price == Money(minor=3910, currency="EUR")
    assert offer.photo_url == "https://media.example/cover.jpg"
    assert (offer.rating, offer.reviews) == (4.75, 12)


@pytest.mark.parametrize(
    "change",
    [
        {"pricing": {"summary": {"fromPrice": -1}, "currency": "EUR"}},
        {"pricing": {"summary": {}, "currency": "EUR"}},
        {"pricing": {"summary": {"fromPrice": 3}, "currency": "€"}},
        {"title": "<b></b>"},
        {"duration": {"fixedDurationInMinutes": -5}},
    ],
)
async def test_a_product_that_cannot_be_is_dropped_and_the_rest_kept(change):
    found = await saying(deepcopy(PRODUCT) | change, PRODUCT).execute(KYOTO)
    assert (len(found.offers), found.dropped) == (1, 1)


async def test_the_destinations_are_read_once_and_the_one_of_that_name_is_asked_for():
    heard: list[httpx.Request] = []
    nearer = {
        "destinationId": 333,
        "name": "Uji",
        "type": "CITY",
        "center": {"latitude": 35.0116, "longitude": 135.7681},
    }
    region = {"destinationId": 16, "name": "Japan", "type": "COUNTRY"}
    site = saying(PRODUCT, destinations=(region, nearer, CITY), heard=heard)
    await site.execute(KYOTO)
    await site.execute(KYOTO)
    assert [request.url.path for request in heard].count("/partner/destinations") == 1
    body = json.loads(heard[1].content)
    assert body["filtering"]["destination"] == "332"
    assert body["filtering"]["startDate"] == body["filtering"]["endDate"] == "2027-04-05"
    assert heard[1].headers["exp-api-key"] == "k"
    assert heard[1].headers["accept"] == "application/json;version=2.0"


async def test_a_currency_that_it_does_not_deal_in_is_asked_for_in_dollars():
    heard: list[httpx.Request] = []
    await saying(PRODUCT, heard=heard).execute(replace(KYOTO, currency="ISK"))
    assert json.loads(heard[1].content)["currency"] == "USD"


async def test_where_it_has_no_destination_there_is_nothing():
    far = replace(KYOTO, name="Omsk", at=Point(lat=55, lon=73))
    assert (await saying(PRODUCT).execute(far)).offers == ()


async def test_a_key_that_is_not_one_is_forbidden(emulators, http):
    with pytest.raises(Unavailable) as caught:
        await Viator(Access(http, key="wrong", address=f"{emulators.url}/viator")).execute(KYOTO)
    assert caught.value.kind is Failure.FORBIDDEN


async def test_the_booking_link_has_the_click_as_its_campaign():
    site = saying(PRODUCT)
    (offer,) = (await site.execute(KYOTO)).offers
    assert site.generate_booking_link(offer, "c1").endswith("pid=P1&medium=api&campaign=c1")


def test_a_booking_is_a_conversion_and_the_difference_is_ours():
    told = Viator(Access()).track_conversion(BOOKED)
    assert (told.reference, told.click_id, told.status) == ("BR-580254558", "click-1", "confirmed")
    assert told.amount == Money(minor=10010, currency="USD")
    assert told.commission == Money(minor=802, currency="USD")


def test_a_booking_of_another_shape_is_said_to_be_one():
    for report in ({}, BOOKED | {"status": "?"}, BOOKED | {"totalConfirmedPrice": {}}):
        with pytest.raises(Unavailable):
            Viator(Access()).track_conversion(report)
