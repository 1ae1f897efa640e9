"""The rows of the sandbox that a plan's words mean: those of the city whose name contains the words."""

from __future__ import annotations

import re

from evals.suites.travelplanner.flights import Flight
from evals.suites.travelplanner.parsing import named
from evals.suites.travelplanner.sandbox import RestaurantRow, Sandbox, SightRow, StayRow

_NUMBER = re.compile(r"Flight Number:\s*(F?\d+)")


def stays_named(sandbox: Sandbox, text: str) -> list[StayRow]:
    name, city = named(text)
    return [row for row in sandbox.stays.get(city, ()) if name in row.name]


def restaurants_named(sandbox: Sandbox, text: str) -> list[RestaurantRow]:
    name, city = named(text)
    return [row for row in sandbox.restaurants.get(city, ()) if name in row.name]


def sights_named(sandbox: Sandbox, text: str) -> list[SightRow]:
    name, city = named(text)
    return [row for row in sandbox.sights.get(city, ()) if name in row.name]


def flight_number(text: str) -> str | None:
    """None where the text has none."""
    match = _NUMBER.search(text)
    return match[1] if match else None


def flight_of(sandbox: Sandbox, text: str) -> Flight | None:
    number = flight_number(text)
    found = sandbox.flights.numbered(number) if number else ()
    return found[0] if found else None


def road_km(sandbox: Sandbox, origin: str | None, destination: str | None) -> int | None:
    """None where the way is not to be had."""
    way = sandbox.distances.get((origin or "", destination or ""))
    return way.km if way else None
