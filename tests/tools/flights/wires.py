"""Answers on the wire that are not the emulators': one offer each, to be bent by the tests that read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import httpx

from tools.adapter import Access
from tools.flights.contract import FlightQuery

ASKED = FlightQuery(
    "FRA", "JFK", date(2027, 3, 28), adults=2, currency="USD"
)  # the night on which Europe's clocks change
BACK = FlightQuery("FRA", "JFK", date(2027, 3, 28), date(2027, 4, 4))


def amadeus_offer(**changes: Any) -> dict[str, Any]:
    segment = {
        "departure": {"iataCode": "FRA", "at": "2027-03-28T08:25:00"},
        "arrival": {"iataCode": "JFK", "at": "2027-03-28T11:05:00"},
        "carrierCode": "LH",
        "number": "400",
        "operating": {"carrierCode": "UA"},
    }
    offer = {
        "id": "1",
        "itineraries": [{"segments": [segment]}],
        "price": {"currency": "USD", "total": "812.34", "base": "600.00", "grandTotal": "812.34"},
        "numberOfBookableSeats": 4,
        "travelerPricings": [{"fareDetailsBySegment": [{"includedCheckedBags": {"quantity": 1}}]}],
    }
    return deepcopy(offer) | changes


def answering(kind: Any, answer: Callable[[httpx.Request], Any], **access: str) -> Any:
    """An adapter whose provider says what `answer` says to each request; JSON numbers stand as they are given."""

    async def handle(request: httpx.Request) -> httpx.Response:
        said = answer(request)
        if isinstance(said, httpx.Response):
            return said
        return httpx.Response(200, content=said if isinstance(said, str) else json.dumps(said))

    http = httpx.AsyncClient(transport=httpx.MockTransport(handle))
    return kind(Access(http, **{"key": "k", "secret": "s", **access}))
