"""A wish as a form has it: what a message says in words, field by field, before any of it is checked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from domain.place import Diet, Level
from domain.request import MAX_DAYS, MAX_PARTY, Pace

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Goal(_Form):
    """A city, by its name in any of our languages or its id."""

    city: Name = Field(examples=["Kyoto"])
    nights: int | None = Field(default=None, ge=1, lt=MAX_DAYS)


class Limit(_Form):
    amount: Decimal = Field(gt=0, max_digits=12, decimal_places=2, description="for all people and the whole trip")
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])


class Wish(_Form):
    """All that can be wished of a trip; only where to and for how long must be said."""

    destinations: tuple[Goal, ...] = Field(min_length=1, max_length=8)
    start_on: date
    days: int = Field(ge=1, le=MAX_DAYS, description="calendar days, first and last included")
    adults: int = Field(default=2, ge=1, le=MAX_PARTY)
    children: tuple[Annotated[int, Field(ge=0, le=17)], ...] = Field(default=(), max_length=10, description="ages")
    origin: Name | None = Field(default=None, description="the city they set out from")
    keep_order: bool = Field(default=False, description="visit the cities in the order given")
    budget: Limit | None = None
    level: Level | None = None
    pace: Pace | None = None
    interests: tuple[Name, ...] = Field(default=(), max_length=20)
    cuisines: tuple[Name, ...] = Field(default=(), max_length=10)
    diets: tuple[Diet, ...] = ()
    step_free: bool = False
    must_see: tuple[Name, ...] = Field(default=(), max_length=20)
    must_avoid: tuple[Name, ...] = Field(default=(), max_length=20)
    day_start_min: int | None = Field(default=None, ge=0, lt=1440, description="no stop before, minutes after midnight")
    day_end_min: int | None = Field(default=None, gt=0, le=1680, description="back at the stay by")
    language: str = Field(default="en", pattern=r"^[a-z]{2}$", description="ISO 639-1, what to answer in")

    @model_validator(mode="after")
    def _nights_fit(self) -> Self:
        if sum(goal.nights or 0 for goal in self.destinations) > max(self.days - 1, 0):
            raise ValueError("destinations: more nights than the trip has")
        return self

    @property
    def in_words(self) -> str:
        """How it stands in the conversation."""
        cities = ", ".join(goal.city for goal in self.destinations)
        return f"{cities}: {self.days} {'day' if self.days == 1 else 'days'} from {self.start_on.isoformat()}"
