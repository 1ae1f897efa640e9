"""What can be bought: flights, nights, activities, tables and rides, each with its price and who offers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Generic, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, model_validator

from domain.geo import Point
from domain.money import Money
from domain.place import Source

Cabin = Literal["economy", "premium_economy", "business", "first"]
CarClass = Literal["mini", "economy", "compact", "intermediate", "estate", "suv", "van", "luxury"]
ConversionStatus = Literal["pending", "confirmed", "cancelled"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Alternative(_Value):
    """Another provider's price for the same thing; None: it names none."""

    price: Money | None
    link: str = ""
    source: Source


class _Offer(_Value):
    """`link` is where the provider sells it, on its own site and under no other account than ours; "" for nowhere."""

    link: str = ""
    source: Source
    others: tuple[Alternative, ...] = Field(default=(), description="who else has it, cheapest first")


class Priced(_Offer):
    """An offer whose price is known; what it covers each kind says."""

    price: Money


class Segment(_Value):
    """One flight number from take-off to landing; times are wall times in the zones beside them."""

    carrier: str = Field(pattern=r"^[A-Z0-9]{2,3}$", description="IATA designator of who sells it")
    number: str = Field(pattern=r"^[0-9]{1,4}[A-Z]?$")
    from_code: str = Field(pattern=r"^[A-Z]{3}$", description="IATA airport")
    to_code: str = Field(pattern=r"^[A-Z]{3}$")
    depart_local: NaiveDatetime
    from_zone: str = Field(description="IANA")
    arrive_local: NaiveDatetime
    to_zone: str
    operated_by: str = Field(default="", description="IATA designator, where it is not the carrier")

    @property
    def depart_at(self) -> datetime:
        return _instant(self.depart_local, self.from_zone)

    @property
    def arrive_at(self) -> datetime:
        return _instant(self.arrive_local, self.to_zone)

    @property
    def minutes(self) -> int:
        return int((self.arrive_at - self.depart_at).total_seconds() // 60)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.from_code == self.to_code:
            raise ValueError("a flight to where it started")
        if self.arrive_at <= self.depart_at:
            raise ValueError("arrival before departure")
        return self


class Bound(_Value):
    """One direction: the flights in their order."""

    segments: tuple[Segment, ...] = Field(min_length=1, max_length=6)

    @property
    def minutes(self) -> int:
        """From the first take-off to the last landing."""
        return int((self.segments[-1].arrive_at - self.segments[0].depart_at).total_seconds() // 60)

    @property
    def stops(self) -> int:
        return len(self.segments) - 1

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if any(after.depart_at < before.arrive_at for before, after in pairwise(self.segments)):
            raise ValueError("a connection that leaves before one arrives")
        flights = {(one.carrier, one.number, one.depart_local) for one in self.segments}
        if len(flights) < len(self.segments):
            raise ValueError("the same flight twice")
        return self


class FlightOffer(Priced):
    """Flights there, or there and back, for the whole party."""

    bounds: tuple[Bound, ...] = Field(
        max_length=2, description="there, and back; empty: an estimate that knows no timetable"
    )
    from_code: str = Field(pattern=r"^[A-Z]{3}$", description="IATA airport of the first take-off")
    to_code: str = Field(pattern=r"^[A-Z]{3}$", description="IATA airport of the way there's last landing")
    cabin: Cabin = "economy"
    minutes: int = Field(gt=0, description="of the way there, take-off to landing")
    passengers: int = Field(ge=1, description="how many the price is for")
    price: Money = Field(description="for all passengers and both ways, taxes included")
    taxes: Money | None = Field(default=None, description="the part of the price that is taxes and fees")
    checked_bags: int | None = Field(default=None, ge=0, description="a passenger, in the price; None: not said")
    seats_left: int | None = Field(default=None, ge=1)
    refundable: bool | None = None
    hold_until_at: datetime | None = Field(default=None, description="the price holds until then")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        _positive(self.price)
        if len(self.bounds) == 2 and self.bounds[1].segments[0].depart_at < self.bounds[0].segments[-1].arrive_at:
            raise ValueError("back before there")
        return self

    @property
    def depart_local(self) -> datetime | None:
        return self.bounds[0].segments[0].depart_local if self.bounds else None

    @property
    def stops(self) -> int | None:
        """The most of any direction; None for an estimate."""
        return max((bound.stops for bound in self.bounds), default=None)

    @property
    def carriers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.carrier for bound in self.bounds for one in bound.segments))


class StayOffer(Priced):
    """A house for the dates asked about, at its cheapest fitting rate."""

    name: str = Field(min_length=1)
    at: Point
    address: str = ""
    place_id: str | None = Field(default=None, description="the place of ours that it is known to be")
    check_in_on: date
    check_out_on: date
    rooms: int = Field(ge=1)
    guests: int = Field(ge=1)
    price: Money = Field(description="all rooms, nights and guests, with all that must be paid when booking")
    taxes: Money | None = Field(default=None, description="the part of the price that is taxes and fees")
    pay_there: Money | None = Field(default=None, description="what is asked for at the house beside the price")
    stars: Decimal | None = Field(default=None, ge=0, le=5)
    rating: float | None = Field(default=None, ge=0, le=5, description="guests' mean, of 5")
    reviews: int | None = Field(default=None, ge=0)
    room: str = Field(default="", description="as the provider calls it")
    breakfast: bool | None = None
    refundable: bool | None = None
    rooms_left: int | None = Field(default=None, ge=1)
    photo_url: str = ""
    category: str = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        _positive(self.price)
        if self.check_out_on <= self.check_in_on:
            raise ValueError("no night between check-in and check-out")
        return self

    @property
    def nights(self) -> int:
        return (self.check_out_on - self.check_in_on).days


class ActivityOffer(Priced):
    """A tour, a ticket or a class."""

    title: str = Field(min_length=1)
    about: str = ""
    at: Point | None = None
    place_id: str | None = Field(default=None, description="the place of ours that it is known to be at")
    on: date
    minutes: int | None = Field(default=None, gt=0, description="how long it takes; None: as long as one likes")
    price: Money = Field(description="for one adult, from")
    per_group: bool = Field(default=False, description="the price is for a group, not for one")
    rating: float | None = Field(default=None, ge=0, le=5)
    reviews: int | None = Field(default=None, ge=0)
    free_cancellation: bool | None = None
    instant: bool | None = Field(default=None, description="confirmed without asking the supplier")
    photo_url: str = ""
    categories: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.price.minor < 0:
            raise ValueError("a price below nothing")
        return self


class TableOffer(_Offer):
    """A way to reserve a table; whether one is free only the site knows."""

    place_id: str
    name: str
    at_local: NaiveDatetime
    time_zone: str
    covers: int = Field(ge=1)


class CarOffer(_Offer):
    """A car to hire; times are wall times in the zones beside them."""

    car_class: CarClass | None = Field(default=None, description="None: the site's choice of all")
    from_name: str
    from_at: Point
    to_name: str
    to_at: Point
    pick_up_local: NaiveDatetime
    from_zone: str
    drop_off_local: NaiveDatetime
    to_zone: str
    seats: int | None = Field(default=None, ge=1)
    price: Money | None = Field(default=None, description="the whole hire; None: only the site knows")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if _instant(self.drop_off_local, self.to_zone) <= _instant(self.pick_up_local, self.from_zone):
            raise ValueError("given back before it is taken")
        if self.price is not None:
            _positive(self.price)
        return self


class TrainOffer(_Offer):
    """A train between two cities on a day."""

    from_name: str
    from_at: Point
    from_zone: str
    to_name: str
    to_at: Point
    to_zone: str
    on: date
    minutes: int | None = Field(default=None, gt=0, description="station to station; None: only the site knows")
    first_local: NaiveDatetime | None = Field(default=None, description="the day's first, in `from_zone`")
    last_local: NaiveDatetime | None = None
    price: Money | None = Field(default=None, description="for all passengers; None: only the site knows")
    passengers: int = Field(ge=1)


class Conversion(_Value):
    """A booking that a provider reports: somebody who came from us bought something."""

    provider: str
    reference: str = Field(min_length=1, description="the provider's id of the booking")
    click_id: str | None = Field(default=None, description="ours, if it came back; None: not attributable")
    amount: Money = Field(description="what the traveller pays")
    commission: Money | None = Field(default=None, description="what we are owed; None: not told yet")
    status: ConversionStatus
    booked_at: datetime | None = None


Offer = TypeVar("Offer", bound=BaseModel)


@dataclass(frozen=True)
class Found(Generic[Offer]):
    """A provider's offers; none found is no offers. `dropped`: how many it sent that could not be true or read."""

    offers: tuple[Offer, ...] = ()
    dropped: int = 0


def _instant(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _positive(price: Money) -> None:
    if price.minor <= 0:
        raise ValueError("a price that is none")
