"""What the traveller wants: the words, made a value."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from operator import not_
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.geo import Point
from domain.money import Money
from domain.place import Diet, Level

MAX_DAYS = 30
MAX_PARTY = 20


class Pace(StrEnum):
    RELAXED = "relaxed"
    MODERATE = "moderate"
    FAST = "fast"


class Company(StrEnum):
    SOLO = "solo"
    COUPLE = "couple"
    FAMILY = "family"
    GROUP = "group"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Party(_Value):
    adults: int = Field(default=1, ge=1, le=MAX_PARTY)
    children: tuple[int, ...] = Field(default=(), description="ages in years, 0 to 17")
    rooms: int | None = Field(default=None, ge=1, le=MAX_PARTY, description="None: as many as needed")

    @property
    def size(self) -> int:
        return self.adults + len(self.children)

    @property
    def company(self) -> Company:
        if self.children:
            return Company.FAMILY
        return {1: Company.SOLO, 2: Company.COUPLE}.get(self.adults, Company.GROUP)


class Origin(_Value):
    """Where the traveller sets out from and returns to; any city on Earth."""

    name: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    at: Point
    time_zone: str


class Destination(_Value):
    city_id: str = Field(description="a city of the atlas, or of the world: name, country and GeoNames id")
    name: str
    nights: int | None = Field(default=None, ge=0, le=MAX_DAYS, description="None: ours to divide")


class PlaceWish(_Value):
    """A place the traveller named, and the place we know by that name."""

    text: str
    place_id: str | None = Field(default=None, description="None: we know no such place")


class DayLimit(_Value):
    """What one day has of its own instead of the trip's hours or pace; None is as on every day."""

    day: int = Field(ge=1, le=MAX_DAYS, description="1 is the first day of the trip")
    start_min: int | None = Field(default=None, ge=0, lt=1440, description="no stop before")
    end_min: int | None = Field(default=None, gt=0, le=1440 + 240, description="back at the stay by")
    pace: Pace | None = None


TransferMode = Literal["walk", "transit", "taxi"]
TravelMode = Literal["train", "flight", "bus", "ferry", "car"]
RoomKind = Literal["entire", "private", "shared", "not_shared"]
HouseRule = Literal["pets", "smoking", "parties", "visitors", "children"]


class TripRequest(_Value):
    """A validated wish. Times are minutes after local midnight at the destination."""

    text: str = Field(description="the traveller's own words, as last understood")
    language: str = Field(default="en", description="ISO 639-1, what to answer in")
    origin: Origin | None = None
    destinations: tuple[Destination, ...] = Field(min_length=1, max_length=8)
    keep_order: bool = Field(default=False, description="visit the destinations in the order given")
    start_on: date
    days: int = Field(ge=1, le=MAX_DAYS, description="calendar days, first and last included")
    party: Party = Party()
    budget: Money | None = Field(default=None, description="for the whole party and trip, everything included")
    level: Level = Level.MODERATE
    pace: Pace = Pace.MODERATE
    interests: tuple[str, ...] = Field(default=(), description="normalised words, strongest first")
    wishes: tuple[str, ...] = Field(default=(), description="what no word of ours covers, as written")
    cuisines: tuple[str, ...] = ()
    diets: tuple[Diet, ...] = ()
    step_free: bool = False
    must_see: tuple[PlaceWish, ...] = ()
    must_avoid: tuple[PlaceWish, ...] = ()
    avoid: tuple[str, ...] = Field(default=(), description="categories or tags to leave out")
    day_start_min: int = Field(default=9 * 60, ge=0, lt=1440, description="no stop before")
    day_end_min: int = Field(default=21 * 60 + 30, gt=0, le=1440 + 240, description="back at the stay by")
    arrive_min: int | None = Field(default=None, ge=0, lt=1440, description="in town on day 1 from")
    leave_min: int | None = Field(default=None, ge=0, lt=1440, description="must set off on the last day at")
    day_limits: tuple[DayLimit, ...] = Field(default=(), description="at most one a day, by day")
    avoid_modes: tuple[TransferMode | TravelMode, ...] = ()
    room: RoomKind | None = Field(default=None, description="the kind of room that every stay must be")
    house_rules: tuple[HouseRule, ...] = Field(default=(), description="what every stay must allow")
    stay_ids: tuple[str, ...] = Field(
        default=(), exclude_if=not_, description="stays that somebody chose; kept as long as it can be"
    )
    assumptions: tuple[str, ...] = Field(default=(), description="what we took for granted, in sentences")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.day_end_min - self.day_start_min < 120:
            raise ValueError("day_end_min must be at least two hours after day_start_min")
        fixed = [d.nights for d in self.destinations if d.nights is not None]
        if sum(fixed) > max(self.days - 1, 0):
            raise ValueError("destinations: more nights than the trip has")
        if len({limit.day for limit in self.day_limits}) < len(self.day_limits):
            raise ValueError("day_limits: more than one for a day")
        if any(limit.day > self.days for limit in self.day_limits):
            raise ValueError("day_limits: a day that the trip does not have")
        return self

    @property
    def nights(self) -> int:
        return self.days - 1

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.start_on + timedelta(days=n) for n in range(self.days))

    @property
    def end_on(self) -> date:
        return self.dates[-1]


class JourneyWish(_Value):
    """A wish for a journey through towns that a provider knows, as it was read; names are the provider's.

    Either `towns` are named or `town_count` of them are to be chosen in `region`.
    """

    text: str
    origin: str
    towns: tuple[str, ...] = ()
    region: str | None = None
    town_count: int = Field(ge=1, le=12)
    keep_order: bool = False
    start_on: date
    days: int = Field(ge=1, le=MAX_DAYS)
    people: int = Field(default=1, ge=1)
    budget: Money | None = None
    room: RoomKind | None = None
    house_rules: tuple[HouseRule, ...] = ()
    cuisines: tuple[str, ...] = ()
    avoid_modes: tuple[TransferMode | TravelMode, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.start_on + timedelta(days=n) for n in range(self.days))
