"""Whatever one thing of a seller's answer is exchanged for: it is dropped, or the answer is none, and nothing else happens."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from domain.errors import Rejected, Unavailable
from tests.emulators.access import emulated
from tests.tools.activities.test_viator import KYOTO as OUT_IN_KYOTO
from tests.tools.flights.wires import BACK
from tests.tools.hotels.test_booking import KYOTO as NIGHTS_IN_KYOTO
from tools.activities.getyourguide import GetYourGuide
from tools.activities.viator import Viator
from tools.flights.amadeus import Amadeus
from tools.flights.duffel import Duffel
from tools.flights.kiwi import Kiwi
from tools.hotels.booking import BookingCom
from tools.hotels.expedia import Expedia

JUNK: tuple[Any, ...] = (
    *(None, True, -1, 0, 10**40, 1e308, "", "x", "2027-02-30T25:61:00", "NaN", "\u202e\u0000", [], [[]], {}, {"a": {}}),
    *(["x"], [None], "9" * 5000, {"": None}, -0.0, "Europe/Berlin", "0001-01-01T00:00:00", "9999-12-31T23:59:59"),
)
ASKED = [
    *((kind, BACK) for kind in (Amadeus, Duffel, Kiwi)),
    *((kind, NIGHTS_IN_KYOTO) for kind in (BookingCom, Expedia)),
    *((kind, OUT_IN_KYOTO) for kind in (Viator, GetYourGuide)),
]


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a document where something stands, as container and key."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in list(inner):
        yield value, key
        yield from spots(part)


class Lying(httpx.AsyncBaseTransport):
    """Passes on what was recorded, with one thing of one answer exchanged."""

    def __init__(self, recorded: list[tuple[int, str]]) -> None:
        self.recorded, self.at = recorded, 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        status, body = self.recorded[min(self.at, len(self.recorded) - 1)]
        self.at += 1
        return httpx.Response(status, text=body, headers={"content-type": "application/json"})


@pytest.mark.parametrize(("kind", "query"), ASKED, ids=[kind.name for kind, _ in ASKED])
async def test_one_lie_in_an_answer_costs_at_most_the_answer(kind, query, emulators, http):
    recorded: list[tuple[int, str]] = []

    async def hear(response: httpx.Response) -> None:
        await response.aread()
        recorded.append((response.status_code, response.text))

    http.event_hooks["response"].append(hear)
    whole = await emulated(kind, emulators, http).execute(query)
    chance = random.Random(kind.name)
    for _ in range(100):
        number = chance.randrange(len(recorded))
        document = json.loads(recorded[number][1])
        container, key = chance.choice(list(spots(document)))
        container[key] = chance.choice(JUNK)
        told = [*recorded[:number], (recorded[number][0], json.dumps(document)), *recorded[number + 1 :]]
        lied = httpx.AsyncClient(transport=Lying(told))
        try:
            found = await emulated(kind, emulators, lied).execute(query)
        except Unavailable:
            continue
        except Rejected:
            pytest.fail("a lie is no refusal")
        assert len(found.offers) <= len(whole.offers)
        for offer in found.offers:
            assert offer.price.minor > 0 or kind in (Viator, GetYourGuide)
            assert offer.source.provider == kind.name
