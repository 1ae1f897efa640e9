"""Towns, streets and house numbers for the emulated geocoders: cities are the real ones, streets lie where they fall.

A street that is asked for lies some hundred metres from its city's centre, at a spot that hangs on its name alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import cos, radians
from zlib import crc32

from domain.geo import Point
from tools.places.world_cities import WorldCity, all_cities, country_name, find_named

_HOUSE = re.compile(
    r"^\s*(?P<number>\d+[a-z]?)\s+(?P<street>\D.+)$|^\s*(?P<street2>\D+?)\s+(?P<number2>\d+[a-z]?)\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Spot:
    """A city, or a street or house in one."""

    city: WorldCity
    at: Point
    street: str = ""
    number: str = ""

    @property
    def country(self) -> str:
        return country_name(self.city.country)

    @property
    def line(self) -> str:
        """The address in one line."""
        street = f"{self.number} {self.street}".strip()
        return ", ".join(part for part in (street, self.city.name, self.country) if part)

    @property
    def id(self) -> str:
        return f"{crc32(self.line.casefold().encode()):08x}"


def find(text: str, country: str | None, limit: int) -> list[Spot]:
    """What an address names; nothing where its town is none."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for at, part in enumerate(parts):
        cities = [one for one in find_named(part) if country is None or one.country == country.upper()]
        named = {rest.casefold() for rest in parts[at + 1 :]}
        cities = [
            one for one in cities if not named or named & {one.country.casefold(), country_name(one.country).casefold()}
        ]
        if cities:
            return [_spot(city, parts[at - 1] if at else "") for city in cities][:limit]
    return []


def _spot(city: WorldCity, street: str) -> Spot:
    if not street:
        return Spot(city, city.at)
    house = _HOUSE.match(street)
    number = (house["number"] or house["number2"]) if house else ""
    name = (house["street"] or house["street2"]) if house else street
    key = crc32(name.casefold().encode())
    north, east = key % 1800 - 900, key // 1800 % 1800 - 900
    return Spot(city, _moved(city.at, north, east + len(number) * 12), name.strip(), number or "")


def around(at: Point) -> Spot | None:
    """The house at a point, in the nearest of the larger towns; None on the high seas."""
    near = _nearest(at)
    if near is None:
        return None
    number = str(1 + int(abs(at.lat * 1e4)) % 98)
    return Spot(near, at, "Harbour Street", number)


def _nearest(at: Point) -> WorldCity | None:
    close = [one for one in all_cities() if abs(one.lat - at.lat) < 0.5 and abs(one.lon - at.lon) < 0.7]
    return min(close, key=lambda one: one.at.metres_to(at), default=None)


def _moved(at: Point, north_m: float, east_m: float) -> Point:
    return Point(lat=at.lat + north_m / 111_200, lon=at.lon + east_m / (111_200 * cos(radians(at.lat))))
