"""The hop between a city's centre and its station or airport."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from domain.city import Airport, CityFacts
from domain.geo import Point
from domain.money import Money
from domain.request import Origin

_KMH = 22.0  # door to door by public transport over a few kilometres
_WAIT_MIN = 8


@dataclass(frozen=True)
class Hop:
    """Minutes and price per person."""

    minutes: int
    price: Money


def local_hop(city: CityFacts, to: Point) -> Hop:
    """From the centre to a station in town by local transport."""
    km = city.at.metres_to(to) / 1000
    minutes = max(15, _WAIT_MIN + ceil(km * 1.3 / _KMH * 60))
    return Hop(minutes, Money.of(city.transport.single_fare, city.currency))


def airport_hop(city: CityFacts, airport: Airport) -> Hop:
    """Between the centre and an airport, as the atlas knows it."""
    return Hop(airport.transfer_min, Money.of(airport.transfer_price, city.currency))


def home_hop(home: Origin, currency: str) -> Hop:
    """To a terminal at home: an hour, and no cost of the trip's."""
    del home
    return Hop(60, Money.zero(currency))
