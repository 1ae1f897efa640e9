"""What a traveller says, turn by turn, and what must be true of the answer: our own briefs, read from YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.itinerary import Purpose
from domain.money import Money
from domain.request import Pace

BRIEFS = Path(__file__).parent / "briefs"
KINDS = ("trips", "conversations", "infeasible", "hostile")
TODAY = date(2027, 1, 15)

Ending = Literal["plan", "question", "refused"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hours(_Value):
    """Bounds of a day in local time, "HH:MM"; 25:00 is an hour past midnight."""

    start: str | None = Field(default=None, pattern=r"^\d\d:\d\d$")
    end: str | None = Field(default=None, pattern=r"^\d\d:\d\d$")


class Wishes(_Value):
    """What must hold of a trip; what is left out is not looked at."""

    cities: tuple[str, ...] | None = Field(default=None, description="exactly these, in any order")
    in_order: bool = False
    nights: Mapping[str, int] = {}
    start_on: date | None = None
    between: tuple[date, date] | None = Field(default=None, description="first and last day on which it may be")
    days: int | None = None
    adults: int | None = None
    children: tuple[int, ...] | None = None
    rooms: int | None = None
    budget: str | None = Field(default=None, description='"900 EUR"; "none" for no limit')
    level: str | None = None
    pace: Pace | None = None
    interests: tuple[str, ...] = Field(default=(), description="understood, and served by at least one stop each")
    diets: tuple[str, ...] = ()
    cuisines: tuple[str, ...] = ()
    present: tuple[str, ...] = Field(default=(), description="must-sees: understood as such, and in the plan")
    on_day: Mapping[str, int] = Field(default={}, description="place id to the day on which it must be")
    absent: tuple[str, ...] = Field(default=(), description="place ids that are not, nor offered as alternates")
    no_kind: tuple[str, ...] = Field(default=(), description="categories of which there is no stop")
    told: tuple[str, ...] = Field(default=(), description="words of which a warning or assumption must have one each")
    hours: Hours | None = None
    day_hours: Mapping[int, Hours] = {}
    arrive: str | None = None
    leave: str | None = None
    no_modes: tuple[str, ...] = ()
    step_free: bool | None = None
    origin: str | None = Field(default=None, description="the home's name; a journey or a warning for each way")
    language: str | None = None

    @property
    def money(self) -> Money | None:
        if self.budget is None or self.budget == "none":
            return None
        amount, currency = self.budget.split()
        return Money.of(Decimal(amount), currency)


class Pick(_Value):
    """A stop of the trip there is, by where it stands; its name takes the place of `{letter}` in the words."""

    day: int = Field(default=1, ge=1)
    purpose: Purpose = Purpose.VISIT
    nth: int = Field(default=0, description="from 0; negative from the end")
    unlocked: bool = Field(default=True, description="neither a must-see nor locked")
    new: bool = Field(default=False, description="instead a sight of that day's city that is not in the trip")


class Change(_Value):
    """What an edit may touch, and what must come of it. Places are ids or letters of picks."""

    days: tuple[int, ...] | None = Field(
        default=None, description="the only days that may differ (numbers of before); None: any"
    )
    gone: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    at_same_time: tuple[str, ...] = Field(default=(), description="same day, same minute as before")
    moved: Mapping[str, int] = Field(default={}, description="place to the day it must be on")
    locked: tuple[str, ...] = ()
    most_changed: int | None = Field(default=None, ge=0, description="stops that may be gone or new, together")
    same_as_turn: int | None = Field(default=None, ge=1, description="the days are those after that turn")
    cheaper: bool = False
    fewer_sights: bool = False
    more_of: tuple[str, ...] = Field(default=(), description="interests of which there are more stops than before")
    less_of: tuple[str, ...] = ()
    came_setting: str | None = Field(default=None, description="a stop that came is this: indoor, outdoor")
    added_days: int | None = None
    stays: Literal["same", "other"] | None = None


class Refusal(_Value):
    """How an honest no sounds. `mended`: the same wish with the one thing changed that stood in its way."""

    code: Literal["invalid_request", "infeasible"] | None = None
    field: str | None = None
    names: tuple[str, ...] = Field(default=(), description="words that the message must contain, case folded")
    ways_out: int = Field(default=0, ge=0, description="how many at least")
    mended: str = ""


class Turn(_Value):
    """One message; `answers` go to the questions of its run, in their order."""

    say: str
    answers: tuple[str, ...] = ()
    ends: tuple[Ending, ...] = ("plan",)
    picks: Mapping[str, Pick] = {}
    wishes: Wishes = Wishes()
    change: Change | None = None
    refusal: Refusal | None = None
    question: str | None = Field(default=None, description="the field that it must ask about")


class Brief(_Value):
    """A conversation; the wishes of a turn stay in force until another turn states them anew."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: Literal["trips", "conversations", "infeasible", "hostile"]
    language: str = "en"
    today: date = TODAY
    turns: tuple[Turn, ...] = Field(min_length=1, max_length=5)
    never: tuple[str, ...] = Field(default=(), description="what nobody may be told, case folded")

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if self.kind == "conversations" and len(self.turns) < 2:
            raise ValueError(f"{self.id}: a conversation has two turns or more")
        for turn in self.turns:
            if unknown := set(re.findall(r"\{(\w)\}", turn.say)) - set(turn.picks):
                raise ValueError(f"{self.id}: no pick for {sorted(unknown)}")
        return self

    def wishes_at(self, number: int) -> Wishes:
        """All that is wished for after turn `number` (from 0)."""
        stated: dict[str, Any] = {}
        for turn in self.turns[: number + 1]:
            stated.update(turn.wishes.model_dump(exclude_unset=True))
        return Wishes.model_validate(stated)


@cache
def load_briefs(folder: Path = BRIEFS) -> tuple[Brief, ...]:
    """Every brief, by kind, file and place in the file; ValueError for an id used twice."""
    found = [brief for kind in KINDS for path in sorted((folder / kind).glob("*.yaml")) for brief in _read(path, kind)]
    ids = [brief.id for brief in found]
    if twice := {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"two briefs are called {sorted(twice)}")
    return tuple(found)


def _read(path: Path, kind: str) -> Sequence[Brief]:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Brief.model_validate(_turns(entry) | {"kind": kind}) for entry in entries]


def _turns(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A brief of one turn may be written without the list."""
    if "turns" in entry:
        return dict(entry)
    own = {key: value for key, value in entry.items() if key in Turn.model_fields}
    return {key: value for key, value in entry.items() if key not in own} | {"turns": [own]}
