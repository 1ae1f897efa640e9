"""Is the plan true: re-checked from its own facts, from the atlas's, and as a document that left the house."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from domain.certificate import certify, verify_document
from domain.city import CityFacts
from domain.place import Place
from evals.harness.suite import Score
from evals.suites.scenarios.converse import Conversation
from evals.suites.scenarios.scorers.looked_at import Case, Look, Trip, share, trips
from tools.places.atlas.records import load_city, load_places


@cache
def known_places(city_ids: tuple[str, ...]) -> dict[str, Place]:
    """What the atlas says of every place of these cities."""
    return {place_id: place for city_id in city_ids for place_id, place in load_places(city_id).items()}


@cache
def known_cities(city_ids: tuple[str, ...]) -> dict[str, CityFacts]:
    return {city_id: load_city(city_id) for city_id in city_ids}


def certificate(conversation: Conversation, sample: Case) -> Score | None:
    """Every plan of the conversation is valid: now, against the atlas, and written and read again."""
    del sample
    return share("certificate", (look for trip in trips(conversation) for look in _true(trip)))


def _true(trip: Trip) -> Iterator[Look]:
    turn, cities = f"turn {trip.number + 1}", tuple(city.id for city in trip.itinerary.cities)
    facts = known_places(cities), known_cities(cities)
    found = certify(trip.request, trip.itinerary, *facts)
    wrong = ", ".join(violation.message for violation in found.violations[:3])
    yield Look(found.valid, f"{turn}: {wrong}")
    same = (found.sha256, trip.certificate.valid) == (trip.certificate.sha256, True)
    yield Look(same, f"{turn}: the certificate that came with the plan is not the one that it earns")
    parts = {"request": trip.request, "itinerary": trip.itinerary, "certificate": trip.certificate}
    text = json.dumps({name: part.model_dump(mode="json") for name, part in parts.items()})
    read = verify_document(json.loads(text), *facts)
    wrong = ", ".join(violation.message for violation in read.violations[:3])
    yield Look(read.valid, f"{turn}, as a document: {wrong}")
