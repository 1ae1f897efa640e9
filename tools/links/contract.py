"""What a link builder is asked and what it answers: pure text, no call to anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple
from urllib.parse import quote, urlencode

from domain.city import CityFacts
from domain.geo import Point
from domain.place import Place
from domain.request import Party

LinkKind = Literal["stay", "ticket", "table", "travel", "site", "map"]


@dataclass(frozen=True)
class Visit:
    """A stop or a stay to be booked; `at_local` is wall time in the city's zone, None for a stay.

    `place` None: whatever there is in the city; only sites that sell stays or activities can be asked so.
    """

    place: Place | None
    city: CityFacts
    party: Party
    start_on: date
    end_on: date
    at_local: datetime | None = None
    rooms: int = 1
    language: str = "en"
    currency: str = "EUR"

    @property
    def search(self) -> str:
        """What one types into a search form to find the place."""
        return f"{self.place.name}, {self.city.name}" if self.place else f"{self.city.name}, {self.city.country_name}"


@dataclass(frozen=True)
class Ride:
    """One part of a journey; date and hour are local to where it begins, zones are IANA names, "" unknown.

    `return_on`: when a car is given back or one flies home; None: one way.
    """

    mode: str
    from_name: str
    from_at: Point
    to_name: str
    to_at: Point
    on: date
    party: Party
    language: str = "en"
    currency: str = "EUR"
    depart_local: datetime | None = None
    from_zone: str = ""
    to_zone: str = ""
    return_on: date | None = None


class Provider(NamedTuple):
    """A site that places can be booked at: how its link is built and what it is for.

    `url` takes the visit and our affiliate id there (None: a plain link). `affiliate` is the parameter that
    carries that id, `click` the one in which the site takes a click id of ours and gives it back with a
    conversion; both "" where there is none.
    """

    name: str
    label: str
    kind: LinkKind
    url: Callable[[Visit, str | None], str]
    affiliate: str = ""
    click: str = ""


class RideProvider(NamedTuple):
    """A site that journeys can be booked at; as `Provider`."""

    name: str
    label: str
    url: Callable[[Ride, str | None], str]
    affiliate: str = ""
    click: str = ""


Parameters = Mapping[str, str | int | list[int] | None]


def address(base: str, parameters: Parameters) -> str:
    """`base` with the parameters that are not None, percent-encoded; a list repeats its name."""
    given = {name: value for name, value in parameters.items() if value not in (None, "", [])}
    return f"{base}?{urlencode(given, doseq=True, quote_via=quote)}" if given else base
