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
    """A stop or a stay to be booked; `at_local` is wall time in the city's zone, None for a stay."""

    place: Place
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
        return f"{self.place.name}, {self.city.name}"


@dataclass(frozen=True)
class Ride:
    """One part of a journey; the date is local to where it begins."""

    mode: str
    from_name: str
    from_at: Point
    to_name: str
    to_at: Point
    on: date
    party: Party
    language: str = "en"
    currency: str = "EUR"


class Provider(NamedTuple):
    """A site that places can be booked at: how its link is built and what it is for.

    `url` takes the visit and our affiliate id there (None: a plain link).
    """

    name: str
    label: str
    kind: LinkKind
    url: Callable[[Visit, str | None], str]


class RideProvider(NamedTuple):
    name: str
    label: str
    url: Callable[[Ride, str | None], str]


def address(base: str, parameters: Mapping[str, str | int | list[int] | None]) -> str:
    """`base` with the parameters that are not None, percent-encoded; a list repeats its name."""
    given = {name: value for name, value in parameters.items() if value not in (None, "", [])}
    return f"{base}?{urlencode(given, doseq=True, quote_via=quote)}" if given else base
