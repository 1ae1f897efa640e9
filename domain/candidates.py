"""What could be in the trip: everything discovery found, before anything is chosen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.city import CityFacts
from domain.geo import Point
from domain.money import Money
from domain.place import Place, Source
from domain.request import TravelMode


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


def _unsaid(value: object) -> bool:
    """Left out of the JSON, so that documents of before there was the field keep their hash."""
    return value == ()


class Scored(_Value):
    """A place and how well it fits this traveller."""

    place: Place
    score: float = Field(ge=0, le=100, description="0: no reason to go; 100: the reason for the trip")
    reasons: tuple[str, ...] = Field(default=(), description="why, in words of the request")


class Weather(_Value):
    """A day's weather, or the month's normal where no forecast reaches."""

    on: date
    city_id: str
    low_c: float
    high_c: float
    rain_chance: float = Field(ge=0, le=1, description="chance of ≥ 1 mm")
    bad: bool = Field(default=False, description="a day to be indoors")
    source: Source


class Rate(_Value):
    """1 `base` = `rate` `quote`."""

    base: str
    quote: str
    rate: Decimal = Field(gt=0)
    source: Source


class Terminal(_Value):
    name: str
    at: Point


class TravelOption(_Value):
    """One way to get between two cities (or home and a city), door to door in parts."""

    from_id: str = Field(description='a city id, or "home"')
    to_id: str
    mode: TravelMode
    depart: Terminal
    arrive: Terminal
    access_min: int = Field(ge=0, description="from the stay to boarding, waiting included")
    travel_min: int = Field(gt=0, description="terminal to terminal")
    egress_min: int = Field(ge=0, description="from getting off to the new stay")
    price: Money = Field(description="per person, terminal to terminal")
    access_price: Money = Field(description="per person, to the first terminal")
    egress_price: Money = Field(description="per person, from the last terminal")
    first_min: int = Field(default=6 * 60, description="earliest departure, minutes after local midnight")
    last_min: int = Field(default=21 * 60, description="latest departure")
    source: Source

    @property
    def door_to_door_min(self) -> int:
        return self.access_min + self.travel_min + self.egress_min


RouteMode = Literal["walk", "transit", "drive", "bicycle"]


class TravelTimes(_Value):
    """What somebody says of the ways between every two of n points, row by row; -1 where nothing is known."""

    mode: RouteMode
    minutes: tuple[int, ...] = Field(description="rounded up, as the provider reckons them")
    metres: tuple[int, ...] = Field(description="along the way")
    doubted: int = Field(default=0, ge=0, description="pairs left unknown because what was said cannot be true")
    source: Source


class CityTransfers(_Value):
    """Travel times that were read for the places of a city that are most likely to be in the plan."""

    city_id: str
    place_ids: tuple[str, ...] = Field(description="the points of all `times`, in their order")
    times: tuple[TravelTimes, ...] = Field(description="one a mode")


class Gap(_Value):
    """Something discovery looked for and did not find; a value, not an error."""

    what: Literal[
        "must_see", "must_avoid", "wish", "cuisine", "diet", "stays", "travel", "weather", "sights", "food", "details"
    ]
    text: str
    message: str


class CityCandidates(_Value):
    city: CityFacts
    sights: tuple[Scored, ...]
    eats: tuple[Scored, ...]
    stays: tuple[Scored, ...]


class Candidates(_Value):
    """All that optimisation may choose from, each fact with its source."""

    cities: tuple[CityCandidates, ...]
    travel: tuple[TravelOption, ...] = ()
    weather: tuple[Weather, ...] = ()
    rates: tuple[Rate, ...] = Field(default=(), description="into the trip's currency")
    gaps: tuple[Gap, ...] = ()
    transfers: tuple[CityTransfers, ...] = Field(
        default=(), exclude_if=_unsaid, description="read ways within cities; others are reckoned offline"
    )
