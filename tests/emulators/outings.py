"""What the emulated sellers of activities sell: tickets for the atlas's sights, and tours that each has of its own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from zlib import crc32

from domain.city import CityFacts
from domain.geo import Point
from domain.place import Kind
from tools.places.atlas.records import city_ids, load_city, load_places
from tools.rates.embedded import PER_EURO

_TOURS = {
    "viator": (("{} by Night: Food and Drinks Tour", 180, 79), ("Private Full-Day Tour of {}", 480, 310)),
    "getyourguide": (("{}: Guided Bike Tour", 150, 42), ("{}: Hop-On Hop-Off Bus", 1440, 33)),
}


@dataclass(frozen=True)
class Outing:
    """`euros`: for one adult."""

    number: int
    title: str
    about: str
    at: Point
    minutes: int
    euros: Decimal
    score: float
    reviews: int


def nearest_city(at: Point, within_km: float = 40) -> CityFacts | None:
    city = min(map(load_city, city_ids()), key=lambda one: one.at.metres_to(at))
    return city if city.at.metres_to(at) <= within_km * 1000 else None


@cache
def outings(city_id: str, seller: str) -> tuple[Outing, ...]:
    """Tickets first, with titles that are the same at every seller."""
    city = load_city(city_id)
    sights = [
        place
        for place in load_places(city_id).values()
        if place.kind is Kind.SIGHT and place.price is not None and place.price.minor > 0
    ]
    tickets = [
        _outing(
            seller,
            f"{one.name}: Entry Ticket",
            one.about,
            one.at,
            one.visit_min,
            one.price.major / PER_EURO[city.currency],
        )
        for one in sights[:18]
    ]
    tours = [
        _outing(
            seller,
            title.format(city.name),
            f"See {city.name} with people who live there.",
            city.at,
            minutes,
            Decimal(euros),
        )
        for title, minutes, euros in _TOURS[seller]
    ]
    return tuple(tickets + tours)


def amount(outing: Outing, currency: str) -> Decimal:
    return (outing.euros * PER_EURO[currency]).quantize(Decimal("0.01"))


def _outing(seller: str, title: str, about: str, at: Point, minutes: int, euros: Decimal) -> Outing:
    draw = crc32(f"{seller}/{title}".encode())
    price = (euros * (100 + draw % 20) / 100).quantize(Decimal("0.01"))
    return Outing(10_000 + draw % 900_000, title, about, at, minutes, price, 3.5 + draw % 15 / 10, draw % 3000)
