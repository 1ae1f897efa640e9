"""Ways to tamper with a document after its certificate was issued: nothing else of the trip need be wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Document = dict[str, Any]
Tamper = Callable[[Document, int], Document]


class Tampering(NamedTuple):
    """`spoil` changes a document of its own; `code` is the claim that becomes false."""

    name: str
    code: str
    spoil: Tamper


TAMPERINGS: dict[str, Tampering] = {}


def tampers(code: str) -> Callable[[Tamper], Tamper]:
    def register(spoil: Tamper) -> Tamper:
        name = getattr(spoil, "__name__", "")
        TAMPERINGS[name] = Tampering(name, code, spoil)
        return spoil

    return register


@tampers("hash")
def another_seal(document: Document, n: int) -> Document:
    seal: str = document["certificate"]["sha256"]
    at = n % len(seal)
    other = "0" if seal[at] != "0" else "1"
    document["certificate"]["sha256"] = seal[:at] + other + seal[at + 1 :]
    return document


@tampers("hash")
def no_seal(document: Document, n: int) -> Document:
    document["certificate"]["sha256"] = ("", None, 0, "valid")[n % 4]
    return document


@tampers("hash")
def a_word_in_the_story(document: Document, n: int) -> Document:
    """Nothing that any claim is about."""
    days = document["itinerary"]["days"]
    days[n % len(days)]["story"] += " Call 555-0100 to confirm."
    return document


@tampers("hash")
def another_wish_afterwards(document: Document, n: int) -> Document:
    document["request"]["text"] += "!" * (1 + n % 3)
    return document


@tampers("hash")
def a_stop_unlocked(document: Document, n: int) -> Document:
    stops = [stop for day in document["itinerary"]["days"] for stop in day["stops"]]
    stop = stops[n % len(stops)]
    stop["locked"] = not stop["locked"]
    return document


@tampers("hash")
def a_link_to_another_shop(document: Document, n: int) -> Document:
    stops = [stop for day in document["itinerary"]["days"] for stop in day["stops"] if stop["links"]]
    stops[n % len(stops)]["links"][0]["url"] = "https://cheaper.example/ticket"
    return document


@tampers("document")
def page_torn_out(document: Document, n: int) -> Document:
    del document[("itinerary", "request")[n % 2]]
    return document


@tampers("document")
def days_that_are_none(document: Document, n: int) -> Document:
    document["itinerary"]["days"] = ([], None, "monday", 3)[n % 4]
    return document
