"""The houses that the emulated sellers of nights sell: the atlas's stays, and a few plain ones where it has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from math import cos, radians
from zlib import crc32

from domain.geo import Point
from domain.place import Kind
from tools.places.atlas.records import city_ids, load_city, load_places
from tools.rates.embedded import PER_EURO

_WORDS = ("Central", "Garden", "Station", "Riverside", "Old Town", "Park")


@dataclass(frozen=True)
class Inn:
    """`euros`: a room for two and one night, before taxes."""

    number: int
    name: str
    at: Point
    city: str
    country: str
    stars: int
    score: Decimal  # of 10
    reviews: int
    euros: Decimal


@cache
def _of(city_id: str) -> tuple[Inn, ...]:
    city = load_city(city_id)
    return tuple(
        _inn(place.name, place.at, city.name, city.country, place.price.major / PER_EURO[place.price.currency])
        for place in load_places(city_id).values()
        if place.kind is Kind.STAY and place.price
    )


def inns(lat: float, lon: float, radius_km: float) -> list[Inn]:
    """At most a score of them, nearest first."""
    here = Point(lat=lat, lon=lon)
    cities = [one for one in city_ids() if load_city(one).at.metres_to(here) <= 80_000]
    near = [inn for one in cities for inn in _of(one) if inn.at.metres_to(here) <= radius_km * 1000]
    if not near:
        spots = [(0.006 * (n % 3 - 1), 0.008 * (n // 3) - 0.004) for n in range(len(_WORDS))]
        near = [
            _inn(f"{word} Hotel", Point(lat=round(lat + a, 5), lon=round(lon + b, 5)), "", "", Decimal(70 + 15 * n))
            for n, ((a, b), word) in enumerate(zip(spots, _WORDS, strict=True))
        ]
        near = [inn for inn in near if inn.at.metres_to(here) <= radius_km * 1000]
    return sorted(near, key=lambda inn: (inn.at.metres_to(here), inn.number))[:20]


def by_number() -> dict[int, Inn]:
    """Those that a search has found: nobody asks for others."""
    return _SEEN


def price(inn: Inn, seller: str, checkin: date, checkout: date, rooms: int, currency: str) -> Decimal:
    """All nights and rooms, before taxes, with the seller's own margin."""
    nights = [checkin + timedelta(days=n) for n in range((checkout - checkin).days)]
    busy = sum((Decimal("1.1") if night.weekday() in (4, 5) else Decimal(1) for night in nights), Decimal(0))
    margin = Decimal(94 + crc32(f"{seller}{inn.number}".encode()) % 13) / 100
    return (inn.euros * busy * rooms * margin * PER_EURO[currency]).quantize(Decimal("0.01"))


def moved(at: Point, metres_north: float) -> Point:
    return Point(lat=round(at.lat + metres_north / 111_320 / max(0.2, cos(radians(at.lat))), 6), lon=at.lon)


_SEEN: dict[int, Inn] = {}


def _inn(name: str, at: Point, city: str, country: str, euros: Decimal) -> Inn:
    number = 100_000 + crc32(f"{name}{at.lat:.3f}{at.lon:.3f}".encode()) % 9_000_000
    stars = 5 if euros > 300 else 4 if euros > 130 else 3 if euros > 60 else 2
    score = Decimal(70 + number % 28) / 10
    inn = Inn(number, name, at, city, country, stars, score, 40 + number % 4000, euros)
    _SEEN[number] = inn
    return inn
