from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import httpx
import pytest

from domain.errors import Failure, Unavailable
from domain.money import Money
from tests.emulators.access import emulated
from tests.tools.flights.wires import ASKED, BACK, answering
from tools.flights.contract import FlightQuery
from tools.flights.duffel import Duffel

SEGMENT: dict[str, Any] = {
    "origin": {"iata_code": "FRA"},
    "destination": {"iata_code": "JFK"},
    "departing_at": "2027-03-28T08:25:00",
    "arriving_at": "2027-03-28T11:05:00",
    "marketing_carrier": {"iata_code": "LH"},
    "marketing_carrier_flight_number": "0400",
    "operating_carrier": {"iata_code": "LH"},
    "passengers": [{"baggages": [{"type": "checked", "quantity": 2}, {"type": "carry_on", "quantity": 1}]}],
}
OFFER: dict[str, Any] = {
    "id": "off_1",
    "total_amount": "812.34",
    "total_currency": "GBP",
    "tax_amount": "112.34",
    "tax_currency": "GBP",
    "expires_at": "2027-01-01T12:00:00Z",
    "slices": [{"segments": [SEGMENT]}],
    "conditions": {"refund_before_departure": {"allowed": False}},
}


def saying(*offers: Any, heard: list[httpx.Request] | None = None):
    def answer(request: httpx.Request):
        if heard is not None:
            heard.append(request)
        return {"data": {"offers": list(offers)}}

    return answering(Duffel, answer)


async def test_offers_come_in_the_currency_of_the_account_whatever_was_asked(emulators, http):
    found = await emulated(Duffel, emulators, http).execute(BACK)
    assert len(found.offers) > 3
    assert {offer.price.currency for offer in found.offers} == {"GBP"}
    assert all(len(offer.bounds) == 2 for offer in found.offers)


async def test_all_that_is_said_is_read():
    (offer,) = (await saying(OFFER).execute(ASKED)).offers
    assert offer.price == Money(minor=81234, currency="GBP")
    assert offer.taxes == Money(minor=11234, currency="GBP")
    assert (offer.checked_bags, offer.refundable) == (2, False)
    assert offer.hold_until_at.isoformat() == "2027-01-01T12:00:00+00:00"
    assert offer.bounds[0].segments[0].number == "400"
    assert offer.minutes == 8 * 60 + 40


async def test_what_is_asked_has_every_passengers_age_and_the_pinned_version():
    heard: list[httpx.Request] = []
    query = FlightQuery("FRA", "JFK", date(2027, 3, 28), None, 1, (0, 13))
    await saying(OFFER, heard=heard).execute(query)
    (request,) = heard
    assert request.headers["duffel-version"] == "v2"
    assert json.loads(request.content)["data"] == {
        "slices": [{"origin": "FRA", "destination": "JFK", "departure_date": "2027-03-28"}],
        "passengers": [{"type": "adult"}, {"age": 0}, {"age": 13}],
        "cabin_class": "economy",
    }


async def test_taxes_in_another_currency_are_not_taken_for_a_part_of_the_price():
    (offer,) = (await saying(OFFER | {"tax_currency": "EUR"}).execute(ASKED)).offers
    assert offer.taxes is None


@pytest.mark.parametrize(
    "change",
    [
        {"total_amount": "-5"},
        {"total_currency": "pounds"},
        {"slices": []},
        {"slices": [{"segments": [SEGMENT]}, {"segments": [SEGMENT]}]},
        {"slices": [{"segments": [SEGMENT | {"marketing_carrier": {"iata_code": None}}]}]},
        {"slices": [{"segments": [SEGMENT | {"arriving_at": "2027-03-28T02:25:00"}]}]},
    ],
)
async def test_an_offer_that_cannot_be_is_dropped_and_the_rest_kept(change):
    found = await saying(deepcopy(OFFER) | change, OFFER).execute(ASKED)
    assert (len(found.offers), found.dropped) == (1, 1)


async def test_a_connection_that_leaves_before_one_arrives_is_dropped():
    first = SEGMENT | {"destination": {"iata_code": "LHR"}, "arriving_at": "2027-03-28T09:05:00"}
    second = SEGMENT | {
        "origin": {"iata_code": "LHR"},
        "departing_at": "2027-03-28T08:50:00",
        "marketing_carrier_flight_number": "0178",
    }
    found = await saying(OFFER, OFFER | {"slices": [{"segments": [first, second]}]}).execute(ASKED)
    assert (len(found.offers), found.dropped) == (1, 1)


async def test_an_unknown_airport_is_the_providers_refusal_and_nobody_elses(emulators, http):
    with pytest.raises(Unavailable) as caught:
        await emulated(Duffel, emulators, http).execute(FlightQuery("FRA", "QQQ", date(2027, 3, 28)))
    assert caught.value.kind is Failure.REFUSED
