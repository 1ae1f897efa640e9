"""Changes to a trip as typed values: what a message or a click means."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.itinerary import Purpose
from domain.money import Money
from domain.place import Setting
from domain.request import Pace, TripRequest

DayNumber = Annotated[int, Field(ge=1, le=30, description="1 is the first day of the trip")]
Minute = Annotated[int, Field(ge=0, le=1680, description="after local midnight of the day; past 1440 after the next")]


class _Edit(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SwapStop(_Edit):
    """Replace one stop by another place that fits the wish."""

    kind: Literal["swap"] = "swap"
    place_id: str = Field(description="the stop to give up")
    day: DayNumber | None = None
    wish: str = Field(default="", description="what instead, in the traveller's words")
    setting: Setting | None = None
    to_place_id: str | None = Field(default=None, description="exactly this place instead")


class RemoveStop(_Edit):
    kind: Literal["remove"] = "remove"
    place_id: str
    day: DayNumber | None = None


class AddStop(_Edit):
    """Add a place, or something that fits a wish."""

    kind: Literal["add"] = "add"
    place_id: str | None = None
    wish: str = ""
    day: DayNumber | None = None
    at_min: Minute | None = Field(default=None, description="about when it should begin")


class MoveStop(_Edit):
    """To another day, or to another time of the same one."""

    kind: Literal["move"] = "move"
    place_id: str
    to_day: DayNumber
    at_min: Minute | None = Field(default=None, description="about when it should begin")


class ChangeDuration(_Edit):
    """Stay longer or shorter at a stop; what follows gives way as little as it can."""

    kind: Literal["duration"] = "duration"
    place_id: str
    minutes: int = Field(ge=10, le=720)
    day: DayNumber | None = None


class Placed(_Edit):
    """A stop where a hand has put it."""

    place_id: str
    purpose: Purpose = Purpose.VISIT
    start_min: Minute
    minutes: int = Field(ge=5, le=900)


class ArrangeDay(_Edit):
    """A day exactly as a hand has arranged it: these stops at these times; refused where that cannot be."""

    kind: Literal["arrange"] = "arrange"
    day: DayNumber
    stops: tuple[Placed, ...] = Field(max_length=24)


class LockStop(_Edit):
    kind: Literal["lock"] = "lock"
    place_id: str
    locked: bool = True


class ChangeHours(_Edit):
    """Start later, end earlier: minutes after local midnight; `day` None is every day."""

    kind: Literal["hours"] = "hours"
    start_min: int | None = Field(default=None, ge=0, lt=1440)
    end_min: int | None = Field(default=None, gt=0, le=1680)
    day: DayNumber | None = None


class ChangePace(_Edit):
    kind: Literal["pace"] = "pace"
    pace: Pace
    day: DayNumber | None = None


class ChangeBudget(_Edit):
    """A new limit, or with `amount` None: cheaper than now."""

    kind: Literal["budget"] = "budget"
    amount: Money | None = None


class DropCity(_Edit):
    """Leave a city out; its days go to the others."""

    kind: Literal["drop_city"] = "drop_city"
    city_id: str


class ChangeDays(_Edit):
    """More or fewer days, at the end or in one city."""

    kind: Literal["days"] = "days"
    delta: int = Field(ge=-29, le=29)
    city_id: str | None = None


class Rain(_Edit):
    """What if it rains: outdoor stops of that day give way to indoor ones."""

    kind: Literal["rain"] = "rain"
    on: date


class SwapDays(_Edit):
    """Two days change places: what was on one is on the other."""

    kind: Literal["swap_days"] = "swap_days"
    day: DayNumber
    with_day: DayNumber


class OrderDays(_Edit):
    """The plans of the days in another order, each within its city: `order[0]` is the day whose plan comes first."""

    kind: Literal["order_days"] = "order_days"
    order: tuple[DayNumber, ...] = Field(min_length=2, max_length=30)


class Reorder(_Edit):
    """The stops of a day in the order that saves the most time on the way."""

    kind: Literal["reorder"] = "reorder"
    day: DayNumber


class RegenerateDay(_Edit):
    """Plan a day anew with other places where there are."""

    kind: Literal["regenerate"] = "regenerate"
    day: DayNumber


class ChangeStay(_Edit):
    """Another place to sleep in a city: this one, or one that is cheaper or better."""

    kind: Literal["stay"] = "stay"
    city_id: str
    to_place_id: str | None = None
    direction: Literal["cheaper", "better"] | None = None


class ChangeInterests(_Edit):
    """More of some things, less of others, over the whole trip or one day."""

    kind: Literal["interests"] = "interests"
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    day: DayNumber | None = None


class SetWords(_Edit):
    """A text of the trip as the traveller approved it; nothing but these words changes."""

    kind: Literal["set_words"] = "set_words"
    target: Literal["summary", "day_title", "day_story", "stop_note"]
    text: str = Field(max_length=2_000)
    day: DayNumber | None = Field(default=None, description="of a title, a story or a note")
    place_id: str | None = Field(default=None, description="of a note: the stop of that day")

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if (self.day is not None) != (self.target != "summary"):
            raise ValueError("day: goes with a day's title, a day's story or a stop's note")
        if (self.place_id is not None) != (self.target == "stop_note"):
            raise ValueError("place_id: goes with a stop's note")
        return self


Edit = Annotated[
    SwapStop
    | RemoveStop
    | AddStop
    | MoveStop
    | ChangeDuration
    | ArrangeDay
    | LockStop
    | ChangeHours
    | ChangePace
    | ChangeBudget
    | DropCity
    | ChangeDays
    | Rain
    | SwapDays
    | OrderDays
    | Reorder
    | RegenerateDay
    | ChangeStay
    | ChangeInterests
    | SetWords,
    Field(discriminator="kind"),
]


class WayOut(BaseModel):
    """One thing that would make an impossible wish possible, verified by solving; applied as it stands.

    `edits` change the trip there is; where there is none, `request` is planned instead. `minutes` and `cost` are what
    it takes beside what was asked (negative: what it saves), None where it takes none.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    edits: tuple[Edit, ...] = ()
    request: TripRequest | None = None
    minutes: int | None = Field(default=None, description="a day")
    cost: Money | None = Field(default=None, description="of the whole trip, beside the budget")
