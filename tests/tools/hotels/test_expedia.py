from __future__ import annotations

from datetime import date

import pytest

from domain.errors import Failure, Unavailable
from domain.geo import Point
from domain.money import Money
from domain.place import Freshness
from tests.emulators import expedia as emulator
from tests.emulators.access import emulated
from tests.tools.hotels.test_booking import KYOTO
from tools.adapter import Access
from tools.hotels.contract import HotelQuery
from tools.hotels.expedia import Expedia


def totals(value: str, fee: str | None = "8.00", currency: str = "USD"):
    def amount(of: str):
        return {"request_currency": {"value": of, "currency": currency}}

    return {"inclusive": amount(value)} | ({"marketing_fee": amount(fee)} if fee else {})


def itinerary(*rooms: tuple[str, str]):
    booked = [{"status": status, "rate": {"pricing": {"totals": totals(value)}}} for status, value in rooms]
    return {"itinerary_id": "8955599932111", "affiliate_reference_id": "click-1", "rooms": booked}


@pytest.fixture
def clock():
    yield emulator.CLOCK
    emulator.CLOCK["ahead_s"] = 0.0


async def test_houses_have_their_names_places_and_prices(emulators, http):
    found = await emulated(Expedia, emulators, http).execute(KYOTO)
    assert len(found.offers) > 5
    for offer in found.offers:
        assert offer.price.currency == "JPY"
        assert offer.taxes < offer.price
        assert offer.pay_there.minor > 0
        assert offer.room == "Standard Double Room"
        assert 3 <= offer.rating <= 5
        assert offer.source.freshness is Freshness.LIVE
        assert offer.link.startswith(f"https://www.expedia.com/h{offer.source.reference}.Hotel-Information?chkin=2027")


@pytest.mark.parametrize("ahead_s", [-86_400.0, -600.0, 600.0, 86_400.0])
async def test_a_server_whose_clock_is_another_is_believed_once(ahead_s, clock, emulators, http):
    clock["ahead_s"] = ahead_s
    adapter = emulated(Expedia, emulators, http)
    assert (await adapter.execute(KYOTO)).offers
    calls = emulators.faults.calls["expedia"]
    assert calls == 4
    assert (await adapter.execute(KYOTO)).offers
    assert emulators.faults.calls["expedia"] == calls + 3


async def test_within_five_minutes_nothing_needs_to_be_corrected(clock, emulators, http):
    clock["ahead_s"] = 200.0
    assert (await emulated(Expedia, emulators, http).execute(KYOTO)).offers
    assert emulators.faults.calls["expedia"] == 3


async def test_a_wrong_secret_is_forbidden_and_asked_once(emulators, http):
    adapter = Expedia(Access(http, key="k", secret="wrong", address=f"{emulators.url}/expedia"))
    with pytest.raises(Unavailable) as caught:
        await adapter.execute(KYOTO)
    assert caught.value.kind is Failure.FORBIDDEN
    assert emulators.faults.calls["expedia"] == 1


async def test_rooms_are_paid_for_each_by_who_sleeps_in_it(emulators, http):
    adapter = emulated(Expedia, emulators, http)
    one = {offer.source.reference: offer for offer in (await adapter.execute(KYOTO)).offers}
    three = HotelQuery("Kyoto", KYOTO.at, "JP", date(2027, 4, 5), date(2027, 4, 8), 3, 5, (4,), "JPY", "kyoto")
    assert three.by_room == ((2, (4,)), (2, ()), (1, ()))
    for offer in (await adapter.execute(three)).offers:
        assert offer.price.minor == 3 * one[offer.source.reference].price.minor
        assert (offer.rooms, offer.guests) == (3, 6)


async def test_no_availability_is_said_with_404_and_is_no_offers(emulators, http):
    long = HotelQuery("Kyoto", KYOTO.at, "JP", date(2027, 4, 5), date(2027, 5, 5))
    assert (await emulated(Expedia, emulators, http).execute(long)).offers == ()


async def test_nothing_around_is_no_offers(emulators, http):
    sea = HotelQuery("Nowhere", Point(lat=0, lon=-30), "BR", date(2027, 4, 5), date(2027, 4, 8), radius_km=0.1)
    assert (await emulated(Expedia, emulators, http).execute(sea)).offers == ()


def test_an_itinerary_is_a_conversion():
    told = Expedia(Access()).track_conversion(itinerary(("booked", "120.10"), ("booked", "99.95")))
    assert (told.reference, told.click_id, told.status) == ("8955599932111", "click-1", "confirmed")
    assert told.amount == Money(minor=22005, currency="USD")
    assert told.commission == Money(minor=1600, currency="USD")


@pytest.mark.parametrize(
    ("states", "ours"),
    [
        (("canceled", "booked"), "confirmed"),
        (("canceled", "canceled"), "cancelled"),
        (("pending", "canceled"), "pending"),
    ],
)
def test_it_stands_while_one_of_its_rooms_does(states, ours):
    told = Expedia(Access()).track_conversion(itinerary(*((state, "10.00") for state in states)))
    assert told.status == ours


def test_an_itinerary_of_another_shape_is_said_to_be_one():
    for report in ({}, itinerary(), itinerary(("lost", "1"))):
        with pytest.raises(Unavailable):
            Expedia(Access()).track_conversion(report)


async def test_the_booking_link_has_the_click(emulators, http):
    adapter = emulated(Expedia, emulators, http)
    offer = (await adapter.execute(KYOTO)).offers[0]
    assert adapter.generate_booking_link(offer, "c1").endswith("chkin=2027-04-05&chkout=2027-04-08&mdpdtl=c1")
