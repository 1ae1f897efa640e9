"""The same flights from several sellers, made one offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.offers import FlightOffer
from tools.offers.cheapest import joined

FlightKey = tuple[object, ...]


def flight_key(offer: FlightOffer) -> FlightKey:
    """The same where carrier, number and departure of all flights are, in the same cabin for as many people.

    An estimate knows no flights: it is the same as one between the same airports.
    """
    flights: tuple[tuple[tuple[str, str, datetime], ...], ...] = tuple(
        tuple((one.carrier, one.number, one.depart_at) for one in bound.segments) for bound in offer.bounds
    )
    return (flights or (offer.from_code, offer.to_code), offer.cabin, offer.passengers)


def merge(lists: Iterable[Sequence[FlightOffer]]) -> tuple[FlightOffer, ...]:
    """Every flight once, the cheapest seller's, in the order of who offered it first."""
    groups: dict[FlightKey, list[FlightOffer]] = {}
    for offer in (offer for offers in lists for offer in offers):
        groups.setdefault(flight_key(offer), []).append(offer)
    return tuple(joined(group) for group in groups.values())
