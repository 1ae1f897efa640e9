"""Where a comment stands in a plan that has changed since it was written: it follows its place, and is never lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.itinerary import Day, Itinerary


class Anchor(BaseModel):
    """What was commented on: a stop (`day` and `place_id`), a day, or with neither the trip."""

    model_config = ConfigDict(frozen=True)

    day: int | None = Field(default=None, ge=1, le=30)
    place_id: str | None = Field(default=None, max_length=200)


class Spot(BaseModel):
    """Where it stands now. `earlier`: what it was about is no longer in the plan; it is in the day's list of those."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["trip", "day", "stop"]
    day: int | None = None
    place_id: str | None = None
    earlier: bool = False


def spot_of(anchor: Anchor, itinerary: Itinerary | None, last_seen: Mapping[str, int]) -> Spot:
    """`last_seen` says on which day a place was that is no longer in the plan, where that is known."""
    if anchor.day is None or itinerary is None:
        return Spot(kind="trip")
    days = len(itinerary.days)
    if anchor.place_id is None:
        return Spot(kind="day", day=min(anchor.day, days), earlier=anchor.day > days)
    on = [number for number, day in enumerate(itinerary.days, start=1) if anchor.place_id in _stops(day)]
    if on:
        wanted = anchor.day
        return Spot(kind="stop", day=min(on, key=lambda n: (abs(n - wanted), n)), place_id=anchor.place_id)
    day = min(last_seen.get(anchor.place_id, anchor.day), days)
    return Spot(kind="day", day=day, place_id=anchor.place_id, earlier=True)


def places_of(itinerary: Itinerary) -> frozenset[str]:
    """Ids of every stop's place."""
    return frozenset(place for day in itinerary.days for place in _stops(day))


def _stops(day: Day) -> frozenset[str]:
    return frozenset(stop.place_id for stop in day.stops)
