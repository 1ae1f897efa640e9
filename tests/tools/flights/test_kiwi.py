from __future__ import annotations

from typing import Any

import httpx
import pytest

from domain.money import Money
from tests.emulators.access import emulated
from tests.tools.flights.wires import ASKED, BACK, answering
from tools.flights.kiwi import Kiwi

FLIGHT: dict[str, Any] = {
    "flyFrom": "FRA",
    "flyTo": "JFK",
    "airline": "LH",
    "flight_no": 400,
    "operating_carrier": "",
    "local_departure": "2027-03-28T08:25:00.000Z",
    "utc_departure": "2027-03-28T06:25:00.000Z",
    "local_arrival": "2027-03-28T11:05:00.000Z",
    "utc_arrival": "2027-03-28T15:05:00.000Z",
    "return": 0,
    "vehicle_type": "aircraft",
}
LINK = "https://www.kiwi.com/deep?from=FRA&to=JFK&flightsId=1"
OFFER: dict[str, Any] = {
    "id": "a",
    "price": 812.34,
    "route": [FLIGHT],
    "deep_link": LINK,
    "availability": {"seats": 3},
}


def saying(*offers: Any, currency: str = "USD", heard: list[httpx.Request] | None = None):
    def answer(request: httpx.Request):
        if heard is not None:
            heard.append(request)
        return {"currency": currency, "data": list(offers)}

    return answering(Kiwi, answer)


async def test_its_local_times_are_wall_times_though_they_end_in_z(emulators, http):
    found = await emulated(Kiwi, emulators, http).execute(BACK)
    assert found.offers
    assert found.dropped == 0
    assert all(offer.link.startswith("https://www.kiwi.com/") for offer in found.offers)
    (offer,) = (await saying(OFFER).execute(ASKED)).offers
    assert offer.bounds[0].segments[0].depart_local.isoformat() == "2027-03-28T08:25:00"
    assert offer.minutes == 8 * 60 + 40
    assert offer.seats_left == 3


@pytest.mark.parametrize(
    ("said", "minor"), [("812.34", 81234), ("0.1", 10), ("1e2", 10000), ("4503599627370497.01", 450359962737049701)]
)
async def test_a_number_of_json_is_exact(said, minor):
    def answer(request: httpx.Request) -> str:
        import json

        return json.dumps({"currency": "USD", "data": [OFFER]}).replace("812.34", said)

    (offer,) = (await answering(Kiwi, answer).execute(ASKED)).offers
    assert offer.price == Money(minor=minor, currency="USD")


@pytest.mark.parametrize(
    "change",
    [
        {"price": -1},
        {"price": None},
        {"route": []},
        {"route": [FLIGHT | {"utc_departure": "2027-03-28T07:25:00.000Z"}]},
        {"route": [FLIGHT | {"utc_departure": "2027-03-28T06:25:00"}]},
        {"route": [FLIGHT | {"vehicle_type": "bus"}]},
        {"route": [FLIGHT | {"flight_no": 0}]},
        {"route": [FLIGHT, FLIGHT | {"return": 1, "flyFrom": "JFK", "flyTo": "FRA"}]},
    ],
)
async def test_an_offer_that_cannot_be_is_dropped_and_the_rest_kept(change):
    found = await saying(OFFER | change, OFFER).execute(ASKED)
    assert (len(found.offers), found.dropped) == (1, 1)


@pytest.mark.parametrize(
    "link",
    [
        "http://www.kiwi.com/deep",
        "https://kiwi.com.evil.example/deep",
        "https://evil.example/?https://www.kiwi.com",
        "https://www.kiwi.com@evil.example/",
        "javascript:alert(1)",
        "https://[",
    ],
)
async def test_a_link_that_leads_elsewhere_is_left_out_and_the_offer_kept(link):
    (offer,) = (await saying(OFFER | {"deep_link": link}).execute(ASKED)).offers
    assert offer.link == ""


async def test_dates_are_written_as_it_wants_them():
    heard: list[httpx.Request] = []
    await saying(heard=heard).execute(BACK)
    asked = heard[0].url.params
    assert (asked["date_from"], asked["date_to"]) == ("28/03/2027", "28/03/2027")
    assert (asked["return_from"], asked["return_to"]) == ("04/04/2027", "04/04/2027")
    assert heard[0].headers["apikey"] == "k"
