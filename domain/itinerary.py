"""The trip as it will be travelled: every stop, leg, night and cost, with its facts beside it.

An itinerary can be re-checked from itself alone: it carries the facts of every place it uses.
Wall times are naive and local to the `time_zone` beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.candidates import Rate, Weather
from domain.city import CityFacts
from domain.geo import Point
from domain.money import Money
from domain.place import Place, Source
from domain.request import TransferMode, TravelMode


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


def _unsaid(value: object) -> bool:
    """Left out of the JSON, so that documents of before there was the field keep their hash."""
    return value is None


class Purpose(StrEnum):
    VISIT = "visit"
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"


class Leg(_Value):
    """How to get from one place to the next within a city."""

    from_id: str = Field(description="a place id")
    to_id: str
    mode: TransferMode
    metres: int = Field(ge=0)
    minutes: int = Field(ge=0, description="door to door, waiting included")
    depart_local: datetime
    arrive_local: datetime
    cost: Money = Field(description="for the whole party, in the itinerary's currency")
    source: Source


class Link(_Value):
    """Where to book or read on; `url` is the provider's, the page goes through our redirect."""

    id: str = Field(description="unique in the itinerary and stable; the redirect's last part")
    provider: str
    label: str
    url: str
    kind: str = Field(description="stay, ticket, table, site or map")


AlternateCode = Literal["rain", "closed", "late", "like"]


class Alternate(_Value):
    """Another place that was verified: with it in the stop's place the plan can be certified.

    `code`: for rain an indoor one, for closed or sold out one of the same kind near by, for late a shorter one; like:
    simply another good one. None in documents of before there were codes.
    """

    place_id: str
    reason: str
    code: AlternateCode | None = Field(default=None, exclude_if=_unsaid)


class Stop(_Value):
    """One visit or meal: `start_local` to `end_local` at `place_id`, got to by `leg`."""

    id: str = Field(description="stable across edits that leave the stop alone")
    place_id: str
    purpose: Purpose
    start_local: datetime
    end_local: datetime
    leg: Leg = Field(description="from the stop before, or from the day's base")
    cost: Money = Field(description="for the whole party, in the itinerary's currency")
    cost_known: bool = Field(default=True, description="False: the place's price is not known; cost is 0")
    reasons: tuple[str, ...] = ()
    note: str = ""
    locked: bool = False
    alternates: tuple[Alternate, ...] = ()
    links: tuple[Link, ...] = ()


class TravelLeg(_Value):
    """A part of a journey between cities, or to and from home."""

    mode: TravelMode | TransferMode
    from_name: str
    from_at: Point
    to_name: str
    to_at: Point
    depart_local: datetime
    depart_zone: str
    arrive_local: datetime
    arrive_zone: str
    metres: int = Field(ge=0)
    cost: Money = Field(description="for the whole party, in the itinerary's currency")
    source: Source
    links: tuple[Link, ...] = ()


class Travel(_Value):
    """A journey that ends at the day's base (arrival, transfer) or begins there (departure)."""

    from_name: str
    to_name: str
    legs: tuple[TravelLeg, ...] = Field(min_length=1)


class WeakPoint(_Value):
    """Where a day is most likely to slip: the place that would be reached too late, and for what."""

    place_id: str = Field(description="a stop's, or the base's")
    what: Literal["last_entry", "closing", "meal", "back", "departure"]
    chance: float = Field(ge=0, le=1, description="that the day slips there")


class Day(_Value):
    """One calendar day; it starts and ends at `base_id`, apart from the travel at its edges."""

    on: date
    city_id: str
    time_zone: str
    base_id: str = Field(description="the stay the day starts from and returns to")
    sleep_id: str | None = Field(description="the stay of the night that follows; None on the last day")
    travel_in: Travel | None = None
    stops: tuple[Stop, ...] = ()
    back: Leg | None = Field(default=None, description="from the last stop to the base")
    travel_out: Travel | None = None
    weather: Weather | None = None
    title: str = ""
    story: str = ""
    on_time: float | None = Field(
        default=None,
        ge=0,
        le=1,
        exclude_if=_unsaid,
        description="chance that all last entries, meals, the way back and departures are kept; None: not worked out",
    )
    weakest: WeakPoint | None = Field(default=None, exclude_if=_unsaid, description="None: nowhere in particular")


class StayBooking(_Value):
    place_id: str
    check_in_on: date
    check_out_on: date
    rooms: int = Field(ge=1)
    cost: Money = Field(description="all rooms and nights, in the itinerary's currency")
    links: tuple[Link, ...] = ()


class Costs(_Value):
    """Exact sums in the itinerary's currency for the whole party."""

    stays: Money
    tickets: Money
    meals: Money
    local_transport: Money
    travel: Money
    total: Money
    unknown: tuple[str, ...] = Field(default=(), description="place ids whose price is not known")


class Packing(_Value):
    item: str
    why: str


class Itinerary(_Value):
    title: str
    summary: str = ""
    language: str = "en"
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    days: tuple[Day, ...] = Field(min_length=1)
    stays: tuple[StayBooking, ...] = ()
    costs: Costs
    places: tuple[Place, ...] = Field(description="facts of every place used or offered as alternate, each once")
    cities: tuple[CityFacts, ...]
    rates: tuple[Rate, ...] = ()
    packing: tuple[Packing, ...] = ()
    warnings: tuple[str, ...] = ()
    served_by: str = Field(default="offline", description="which level wrote it: a model's name, or offline")

    def place(self, place_id: str) -> Place:
        """KeyError when the itinerary does not carry the place."""
        for place in self.places:
            if place.id == place_id:
                return place
        raise KeyError(place_id)

    def city(self, city_id: str) -> CityFacts:
        for city in self.cities:
            if city.id == city_id:
                return city
        raise KeyError(city_id)


def all_links(itinerary: Itinerary) -> Iterator[Link]:
    """Every link of stays, stops and journeys, in the order of the trip."""
    for booking in itinerary.stays:
        yield from booking.links
    for day in itinerary.days:
        for travel in (day.travel_in, day.travel_out):
            for leg in travel.legs if travel else ():
                yield from leg.links
        for stop in day.stops:
            yield from stop.links


def find_link(itinerary: Itinerary, link_id: str) -> Link | None:
    return next((link for link in all_links(itinerary) if link.id == link_id), None)
