"""Flights between two airports on a day, there or there and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from domain.offers import Cabin, FlightOffer, Found
from tools.adapter import Adapter
from tools.capability import Capability

MOST_SEATS = 9
INFANT_UNDER, CHILD_UNDER = 2, 12
KEEP_S = 600.0


@dataclass(frozen=True)
class FlightQuery:
    """`origin` and `destination` are IATA codes of airports or cities; `children` are ages in years.

    Raises ValueError for what nobody can fly: at most nine seats are sold at once, and every infant needs a lap.
    `tools.flights.airports.airport_for` has the code of a city.
    """

    origin: str
    destination: str
    depart_on: date
    return_on: date | None = None
    adults: int = 1
    children: tuple[int, ...] = ()
    cabin: Cabin = "economy"
    currency: str = "EUR"

    def __post_init__(self) -> None:
        if not all(re.fullmatch("[A-Z]{3}", code) for code in (self.origin, self.destination)):
            raise ValueError("origin and destination are IATA codes of three letters")
        if self.origin == self.destination:
            raise ValueError("origin and destination are the same")
        if self.return_on is not None and self.return_on < self.depart_on:
            raise ValueError("return_on is before depart_on")
        if self.adults < 1 or self.grown + self.seated_children > MOST_SEATS:
            raise ValueError(f"1 to {MOST_SEATS} seats, one adult at least")
        if self.infants > self.adults:
            raise ValueError("more infants than laps")
        if any(not 0 <= age < 18 for age in self.children):
            raise ValueError("children are 0 to 17 years old")

    @property
    def infants(self) -> int:
        """Under two: on a lap, without a seat."""
        return sum(age < INFANT_UNDER for age in self.children)

    @property
    def seated_children(self) -> int:
        """Two to eleven."""
        return sum(INFANT_UNDER <= age < CHILD_UNDER for age in self.children)

    @property
    def grown(self) -> int:
        """Who flies as an adult: from twelve on."""
        return self.passengers - self.infants - self.seated_children

    @property
    def passengers(self) -> int:
        return self.adults + len(self.children)


def flights_key(query: FlightQuery) -> str:
    """flight:{origin}:{dest}:{date}:{passengers}, where date may be a pair and passengers say cabin and currency."""
    dates = query.depart_on.isoformat() + (f"/{query.return_on.isoformat()}" if query.return_on else "")
    ages = "".join(f"+{age}" for age in sorted(query.children))
    who = f"{query.adults}{ages}/{query.cabin}/{query.currency}"
    return f"flight:{query.origin}:{query.destination}:{dates}:{who}"


FlightsAdapter = Adapter[FlightQuery, Found[FlightOffer]]
FLIGHTS: Capability[FlightQuery, Found[FlightOffer]] = Capability(
    "flights", Found[FlightOffer], "search", key=flights_key, keep_s=KEEP_S
)
