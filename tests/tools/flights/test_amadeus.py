from __future__ import annotations

from copy import deepcopy
from datetime import date

import httpx
import pytest

from domain.errors import Failure, Unavailable
from domain.money import Money
from domain.place import Freshness
from tests.emulators import amadeus as emulator
from tests.emulators.access import emulated
from tests.tools.flights.wires import ASKED, BACK, amadeus_offer, answering
from tools.adapter import Access
from tools.flights.amadeus import Amadeus
from tools.flights.contract import FlightQuery

TOKEN = {"access_token": "t", "expires_in": 1799}


def saying(*offers):
    def answer(request: httpx.Request):
        return TOKEN if request.url.path.endswith("/token") else {"data": list(offers)}

    return answering(Amadeus, answer)


def bent(path: list, value):
    """The offer with one thing in it changed."""
    offer = deepcopy(amadeus_offer())
    *way, last = path
    inner = offer
    for step in way:
        inner = inner[step]
    inner[last] = value
    return offer


async def test_an_offer_has_its_flights_in_the_time_of_each_airport(emulators, http):
    found = await emulated(Amadeus, emulators, http).execute(BACK)
    assert found.dropped == 0
    assert len(found.offers) > 3
    for offer in found.offers:
        there, back = offer.bounds
        assert (there.segments[0].from_code, there.segments[-1].to_code) == ("FRA", "JFK")
        assert back.segments[0].depart_local.date() == date(2027, 4, 4)
        assert there.segments[0].from_zone == "Europe/Berlin"
        assert there.segments[-1].to_zone == "America/New_York"
        assert offer.source.freshness is Freshness.LIVE
        assert offer.price.currency == "EUR"
        assert offer.taxes < offer.price
    prices = [offer.price.minor for offer in found.offers]
    assert prices == sorted(prices)


async def test_amounts_stay_what_they_are():
    (offer,) = (await saying(amadeus_offer()).execute(ASKED)).offers
    assert offer.price == Money(minor=81234, currency="USD")
    assert offer.taxes == Money(minor=21234, currency="USD")
    assert offer.bounds[0].segments[0].operated_by == "UA"
    assert (offer.checked_bags, offer.seats_left, offer.passengers) == (1, 4, 2)
    # 08:25 in summer time of Germany is 06:25 universal, 11:05 in New York 15:05.
    assert offer.minutes == 8 * 60 + 40


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["price", "grandTotal"], "-1.00"),
        (["price", "grandTotal"], "0.00"),
        (["price", "grandTotal"], "NaN"),
        (["price", "grandTotal"], "a lot"),
        (["price", "currency"], "XXY"),
        (["itineraries", 0, "segments", 0, "departure", "iataCode"], "ZZZ"),
        (["itineraries", 0, "segments", 0, "departure", "iataCode"], "MUC"),
        (["itineraries", 0, "segments", 0, "departure", "at"], "2020-03-28T08:25:00"),
        (["itineraries", 0, "segments", 0, "arrival", "at"], "2027-03-28T02:24:00"),  # 06:24 universal: before it left
        (["itineraries", 0, "segments", 0, "carrierCode"], "<b>"),
        (["itineraries", 0, "segments"], []),
        (["itineraries"], []),
    ],
)
async def test_an_offer_that_cannot_be_is_dropped_and_counted_and_the_rest_kept(path, value):
    found = await saying(amadeus_offer(), bent(path, value), "nonsense").execute(ASKED)
    assert len(found.offers) == 1
    assert found.dropped == 2


async def test_arriving_earlier_by_the_clock_than_one_left_is_no_error():
    """At 10:00 from Tokyo one lands in Honolulu on the evening before."""
    segment = {
        "departure": {"iataCode": "NRT", "at": "2027-05-02T21:00:00"},
        "arrival": {"iataCode": "HNL", "at": "2027-05-02T09:20:00"},
        "carrierCode": "JL",
        "number": "784",
    }
    offer = amadeus_offer(itineraries=[{"segments": [segment]}])
    (read,) = (await saying(offer).execute(FlightQuery("TYO", "HNL", date(2027, 5, 2)))).offers
    assert read.minutes == 7 * 60 + 20


async def test_the_same_flight_twice_in_one_way_is_dropped():
    offer = amadeus_offer()
    offer["itineraries"][0]["segments"] *= 2
    found = await saying(amadeus_offer(), offer).execute(ASKED)
    assert (len(found.offers), found.dropped) == (1, 1)


async def test_when_nothing_that_came_can_be_read_it_is_the_provider_who_changed():
    with pytest.raises(Unavailable) as caught:
        await saying({"id": "1"}).execute(ASKED)
    assert caught.value.kind is Failure.MALFORMED


async def test_none_found_is_no_offers():
    assert (await saying().execute(ASKED)).offers == ()


async def test_a_token_is_kept_and_one_that_was_taken_back_is_asked_for_again(emulators, http):
    adapter = emulated(Amadeus, emulators, http)
    await adapter.execute(BACK)
    await adapter.execute(BACK)
    assert emulators.faults.calls["amadeus"] == 3
    emulator.TOKENS.clear()
    assert (await adapter.execute(BACK)).offers
    assert emulators.faults.calls["amadeus"] == 6


async def test_wrong_credentials_are_forbidden(emulators, http):
    adapter = Amadeus(Access(http, key="wrong", secret="s", address=f"{emulators.url}/amadeus"))
    with pytest.raises(Unavailable) as caught:
        await adapter.execute(BACK)
    assert caught.value.kind is Failure.FORBIDDEN


async def test_children_fly_as_what_they_are():
    asked = []

    def answer(request: httpx.Request):
        asked.append(dict(request.url.params))
        return TOKEN if request.url.path.endswith("/token") else {"data": [amadeus_offer()]}

    await answering(Amadeus, answer).execute(
        FlightQuery("FRA", "JFK", date(2027, 3, 28), None, 2, (1, 5, 13), "business")
    )
    assert asked[-1] == {
        "originLocationCode": "FRA",
        "destinationLocationCode": "JFK",
        "departureDate": "2027-03-28",
        "adults": "3",
        "children": "1",
        "infants": "1",
        "travelClass": "BUSINESS",
        "currencyCode": "EUR",
        "max": "50",
    }


async def test_a_key_without_its_secret_is_not_used(http):
    assert Amadeus(Access(http, key="k")).enabled is False
