"""Airports by their IATA code: where they are and what time it is there (airportsdata package)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import airportsdata

from domain.geo import Point
from tools.cities.airports import serving

# Codes of cities with several airports (IATA metropolitan areas, as known in 2025), the busiest first.
METROPOLITAN = {
    "BJS": ("PEK", "PKX"),
    "BUE": ("EZE", "AEP"),
    "BUH": ("OTP", "BBU"),
    "CHI": ("ORD", "MDW"),
    "JKT": ("CGK", "HLP"),
    "LON": ("LHR", "LGW", "STN", "LTN", "LCY"),
    "MIL": ("MXP", "LIN", "BGY"),
    "MOW": ("SVO", "DME", "VKO"),
    "NYC": ("JFK", "EWR", "LGA"),
    "OSA": ("KIX", "ITM", "UKB"),
    "PAR": ("CDG", "ORY", "BVA"),
    "RIO": ("GIG", "SDU"),
    "ROM": ("FCO", "CIA"),
    "SAO": ("GRU", "CGH", "VCP"),
    "SEL": ("ICN", "GMP"),
    "SPK": ("CTS", "OKD"),
    "STO": ("ARN", "BMA", "NYO"),
    "TYO": ("HND", "NRT"),
    "WAS": ("IAD", "DCA", "BWI"),
    "YMQ": ("YUL",),
    "YTO": ("YYZ", "YTZ"),
}
_SAME_CITY_M = 160_000.0


@dataclass(frozen=True)
class Field:
    """An airport; `zone` is IANA."""

    code: str
    name: str
    at: Point
    zone: str
    country: str


@cache
def _table() -> Mapping[str, Any]:
    return airportsdata.load("IATA")


@cache
def airport(code: str) -> Field:
    """An airport, or the busiest of a city's; raises KeyError for a code that nobody has."""
    row = _table()[METROPOLITAN.get(code, (code,))[0]]
    ZoneInfo(row["tz"])
    at = Point(lat=row["lat"], lon=row["lon"])
    return Field(row["iata"], row["name"], at, row["tz"], row["country"])


def is_known(code: str) -> bool:
    return code in METROPOLITAN or code in _table()


def serves(code: str, asked: str) -> bool:
    """Whether an airport is one that somebody who asked for `asked` (an airport or a city) would take."""
    return code == asked or airport(code).at.metres_to(airport(asked).at) <= _SAME_CITY_M


def airport_for(name: str, at: Point) -> str:
    """The code of the airport that a traveller to this city would most likely take."""
    return serving(name, at)[0].code


def warm() -> None:
    """Loads the table, which takes some tenths of a second of computing; run it in a thread."""
    airport_for("London", airport("LON").at)
