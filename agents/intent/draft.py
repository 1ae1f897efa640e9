"""What a reader (the offline parser or a language model) proposes; `settle` makes it a request."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.place import Diet, Level
from domain.request import HouseRule, Pace, RoomKind, TransferMode, TravelMode

BudgetPer = Literal["trip", "day", "person", "person_day"]


class _Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class StayDraft(_Draft):
    """A place to go to, by the name the traveller used."""

    name: str
    nights: int | None = None
    days: int | None = Field(default=None, description="when days were said, not nights")


class AmountDraft(_Draft):
    amount: Decimal
    currency: str | None = Field(default=None, description="ISO 4217; null when only a number was said")
    per: BudgetPer = "trip"


class RequestDraft(_Draft):
    """Everything a message says about a trip; leave out what it does not say, never guess."""

    language: str = Field(default="en", description="ISO 639-1 of the message")
    origin: str | None = Field(default=None, description="the city they set out from")
    destinations: tuple[StayDraft, ...] = ()
    unknown_places: tuple[str, ...] = Field(default=(), description="destinations that are no city, such as a region")
    countries: tuple[str, ...] = Field(default=(), description="ISO 3166-1 alpha-2 of countries named without a city")
    keep_order: bool = Field(default=False, description="true only when an order was asked for")
    alternatives: bool = Field(default=False, description="true when the destinations are a choice: X or Y")
    start_on: date | None = None
    end_on: date | None = None
    earliest_on: date | None = Field(default=None, description="vague dates: the trip lies in this window …")
    latest_on: date | None = None
    start_weekday: int | None = Field(default=None, ge=0, le=6, description="vague dates: Monday is 0")
    when_said: str = Field(default="", description="vague dates: the words")
    no_such_day: str = Field(default="", description="a date that no calendar has, such as 31 February: the words")
    fills_window: bool = Field(default=False, description="the window itself is the trip unless a length is said")
    days: int | None = None
    nights: int | None = None
    length_said: str = Field(default="", description="a length that is only approximate: the words")
    adults: int | None = None
    children: tuple[int, ...] | None = Field(default=None, description="ages")
    children_without_age: int = 0
    party_size: int | None = Field(default=None, description="people in all, where only that was said")
    rooms: int | None = None
    budgets: tuple[AmountDraft, ...] = ()
    level: Level | None = None
    pace: Pace | None = None
    interests: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    cuisines: tuple[str, ...] = ()
    diets: tuple[Diet, ...] = ()
    step_free: bool | None = None
    must_see: tuple[str, ...] = ()
    must_avoid: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    day_start_min: int | None = None
    day_end_min: int | None = None
    arrive_min: int | None = None
    leave_min: int | None = None
    avoid_modes: tuple[TransferMode | TravelMode, ...] = ()
    room: RoomKind | None = None
    house_rules: tuple[HouseRule, ...] = Field(default=(), description="what every stay must allow")

    def says_something(self) -> bool:
        """Whether anything at all was understood of a trip."""
        said = self.model_dump(exclude_defaults=True, exclude={"language", "wishes", "when_said"})
        return bool(said)
