"""The form that a model fills in about a follow-up: names as the traveller wrote them, and numbers; no ids."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.place import Setting
from domain.request import Pace

ChangeKind = Literal[
    "swap",
    "remove",
    "add",
    "move",
    "duration",
    "lock",
    "unlock",
    "hours",
    "pace",
    "budget",
    "drop_city",
    "days",
    "rain",
    "swap_days",
    "reorder",
    "regenerate",
    "stay",
    "interests",
]
MessageKind = Literal["changes", "undo", "question", "thanks", "new_trip", "more_wishes", "unclear"]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ChangeDraft(_Form):
    """One change; leave out what the traveller does not say."""

    kind: ChangeKind
    words: str = Field(description="the traveller's own words that ask for this change, copied exactly")
    name: str = Field(default="", description="the stop, meal, place or city meant, as the traveller wrote it")
    to_name: str = Field(default="", description="swap, stay: the place wanted instead, as written")
    wish: str = Field(default="", description="swap, add: what is wanted where no place is named, as written")
    setting: Setting | None = None
    day: int | None = Field(default=None, description="the day of the trip, 1 is the first")
    other_day: int | None = Field(default=None, description="move: to this day; swap_days: with this one")
    on: date | None = Field(default=None, description="the day where a date or a weekday is said instead of its number")
    start_min: int | None = Field(default=None, description="hours: start at, minutes after midnight")
    end_min: int | None = Field(default=None, description="hours: back by, minutes after midnight")
    shift_start_min: int | None = Field(default=None, description="hours: so many minutes later; below 0: sooner")
    shift_end_min: int | None = Field(default=None, description="hours: so many minutes later; below 0: sooner")
    at_min: int | None = Field(default=None, description="move, add: to begin about then, minutes after midnight")
    minutes: int | None = Field(default=None, description="duration: so long at the stop")
    shift_minutes: int | None = Field(default=None, description="duration: so many more; below 0: fewer")
    pace: Pace | None = None
    amount: Decimal | None = Field(default=None, description="budget: the new limit; null: just cheaper than now")
    currency: str | None = Field(default=None, description="ISO 4217, where said")
    delta: int | None = Field(default=None, description="days: so many more, negative: fewer")
    direction: Literal["cheaper", "better"] | None = Field(default=None, description="stay")
    more: tuple[str, ...] = Field(default=(), description="interests to have more of")
    less: tuple[str, ...] = Field(default=(), description="interests to have less of")


class MessageDraft(_Form):
    """What a message about an existing trip is, and the changes that it asks for, in its order."""

    kind: MessageKind
    language: str = Field(default="en", description="ISO 639-1 of the message")
    words: str = Field(default="", description="undo, new_trip, more_wishes: the words that ask for it, copied exactly")
    changes: tuple[ChangeDraft, ...] = Field(default=(), max_length=12)
