"""The wishes that cannot be met together: in words, and with what of the trip each of them is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

WishKind = Literal[
    "must",
    "place",
    "lock",
    "stay",
    "city",
    "day",
    "days",
    "start",
    "end",
    "arrive",
    "leave",
    "limits",
    "pace",
    "budget",
    "diets",
    "step_free",
    "modes",
    "avoid",
    "order",
    "other",
]


class Wished(BaseModel):
    """One wish of a conflict; without any of the others of the conflict it could be met."""

    model_config = ConfigDict(frozen=True)

    text: str
    kind: WishKind = "other"
    place_id: str | None = None
    city_id: str | None = None
    day: int | None = Field(default=None, description="from 1")


def wished(wishes: Sequence[Wished | str]) -> tuple[Wished, ...]:
    """Wishes of which there are only words are about nothing in particular."""
    return tuple(Wished(text=wish) if isinstance(wish, str) else wish for wish in wishes)


def of_place(name: str, place_id: str) -> Wished:
    return Wished(text=name, kind="place", place_id=place_id)


def of_lock(name: str, place_id: str) -> Wished:
    return Wished(text=f"{name} locked", kind="lock", place_id=place_id)


def of_city(name: str, city_id: str) -> Wished:
    return Wished(text=name, kind="city", city_id=city_id)


def of_day(number: int, text: str = "") -> Wished:
    return Wished(text=text or f"day {number}", kind="day", day=number)


def of_budget(text: str) -> Wished:
    return Wished(text=text, kind="budget")


def of_days(text: str) -> Wished:
    return Wished(text=text, kind="days")
