"""All searches of the product as a user starts it (`make run EMULATED=1`), over real sockets."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api.routes.test_search import BODIES, FLIGHT, shown
from tests.emulators.server import Emulators

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("emulated")]  # one product for all of them
_PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def ready_url(emulated_url: str) -> str:
    for kind, body in BODIES.items():
        _wait_for_everybody(emulated_url, kind, body)
    return emulated_url


def _wait_for_everybody(url: str, kind: str, body: dict[str, Any]) -> None:
    """On a busy machine what is loaded once (atlas, airports, the emulators' worlds) takes longer than a call may."""
    until = time.monotonic() + _PATIENCE_S
    while list(events(url, kind, body))[-1][1]["missing"] and time.monotonic() < until:
        time.sleep(1)


def events(url: str, kind: str, body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The stream's events, each as soon as it is on the wire."""
    with httpx.stream("POST", f"{url}/v1/search/{kind}", json=body, timeout=30) as answer:
        assert answer.status_code == 200, answer.read()
        event = ""
        for line in answer.iter_lines():
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield event, json.loads(line.removeprefix("data: "))


@pytest.mark.parametrize("kind", BODIES)
def test_every_search_of_the_running_product_finds_something_of_everybody(ready_url, emulators, kind):
    found = list(events(ready_url, kind, BODIES[kind]))
    assert found[-1][0] == "done"
    assert shown(found)
    assert found[-1][1]["missing"] == [], [told for event, told in found if event == "provider"]


def test_on_the_wire_the_fast_are_ahead_of_the_one_that_hangs(ready_url, emulators: Emulators):
    emulators.faults.set("kiwi", "hang")
    other_day = FLIGHT | {"adults": 3}
    heard = []
    for event, data in events(ready_url, "flights", other_day):
        heard.append(event)
        assert event != "done"
        if event == "provider" and data["provider"] in ("amadeus", "duffel"):
            assert data["answered"] is True
            break
    assert "results" in heard
