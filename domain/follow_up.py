"""What one might ask of a plan next, seen from the plan itself: a code, what it is about, and the edits that do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.edits import AddStop, ChangeBudget, ChangeDays, ChangeHours, ChangePace, Edit, Rain, RegenerateDay
from domain.itinerary import Day, Itinerary, Purpose
from domain.money import Money
from domain.place import Setting
from domain.request import MAX_DAYS, Pace, TripRequest

FollowUpCode = Literal["over_budget", "unmet", "rain", "tight", "no_dinner", "cheaper", "later", "regenerate", "longer"]
_WET = 0.4
_TIGHT = 0.85  # a day that is kept less often than this
_LATE_MIN = 600
_MOST = 4
_Found = Iterator["FollowUp"]


class FollowUp(BaseModel):
    """One suggestion; its words are made where it is shown."""

    model_config = ConfigDict(frozen=True)

    code: FollowUpCode
    edits: tuple[Edit, ...] = Field(min_length=1, description="what takes it; no words have to be understood")
    day: int | None = Field(default=None, description="from 1")
    place_id: str | None = None
    name: str = Field(default="", description="of the place")
    amount: Money | None = Field(default=None, description="of over_budget: how far the plan is above the limit")


def follow_ups(request: TripRequest, itinerary: Itinerary, most: int = _MOST) -> tuple[FollowUp, ...]:
    """What is wrong with the plan first, then what people like to change; of each kind the first."""
    found = (one for rule in _RULES for one in islice(rule(request, itinerary), 1))
    return tuple(islice(found, most))


def _over_budget(request: TripRequest, itinerary: Itinerary) -> _Found:
    total, limit = itinerary.costs.total, request.budget
    if limit is not None and limit.currency == total.currency and total > limit:
        over = Money(minor=total.minor - limit.minor, currency=limit.currency)
        yield FollowUp(code="over_budget", edits=(ChangeBudget(amount=limit),), amount=over)


def _unmet(request: TripRequest, itinerary: Itinerary) -> _Found:
    planned = {stop.place_id for day in itinerary.days for stop in day.stops}
    for wish in request.must_see:
        if wish.place_id is not None and wish.place_id not in planned:
            edits = (AddStop(place_id=wish.place_id),)
            yield FollowUp(code="unmet", edits=edits, place_id=wish.place_id, name=wish.text)


def _rain(request: TripRequest, itinerary: Itinerary) -> _Found:
    """Days that may be wet, the wettest first, with something outdoors that may give way."""
    musts = {wish.place_id for wish in request.must_see}
    wet = [(day.weather.rain_chance, n) for n, day in enumerate(itinerary.days, 1) if day.weather is not None]
    for chance, number in sorted(wet, key=lambda one: (-one[0], one[1])):
        day = itinerary.days[number - 1]
        if chance >= _WET and _is_outdoors(itinerary, day, musts):
            yield FollowUp(code="rain", edits=(Rain(on=day.on),), day=number)


def _is_outdoors(itinerary: Itinerary, day: Day, musts: set[str | None]) -> bool:
    free = (stop.place_id for stop in day.stops if not stop.locked and stop.purpose is Purpose.VISIT)
    return any(itinerary.place(one).setting is Setting.OUTDOOR for one in free if one not in musts)


def _tight(request: TripRequest, itinerary: Itinerary) -> _Found:
    if request.pace is Pace.RELAXED:
        return
    relaxed = {limit.day for limit in request.day_limits if limit.pace is Pace.RELAXED}
    chances = [(day.on_time, n) for n, day in enumerate(itinerary.days, 1) if day.on_time is not None]
    for chance, number in sorted(chances):
        if chance < _TIGHT and number not in relaxed:
            yield FollowUp(code="tight", edits=(ChangePace(pace=Pace.RELAXED, day=number),), day=number)


def _no_dinner(request: TripRequest, itinerary: Itinerary) -> _Found:
    """Evenings that are spent there; on the last day one may be gone before."""
    del request
    for number, day in enumerate(itinerary.days, 1):
        stays = day.sleep_id is not None
        if stays and day.stops and not any(stop.purpose is Purpose.DINNER for stop in day.stops):
            yield FollowUp(code="no_dinner", edits=(AddStop(wish="dinner", day=number),), day=number)


def _cheaper(request: TripRequest, itinerary: Itinerary) -> _Found:
    del request
    if itinerary.costs.total.minor:
        yield FollowUp(code="cheaper", edits=(ChangeBudget(),))


def _later(request: TripRequest, itinerary: Itinerary) -> _Found:
    del itinerary
    if request.day_start_min < _LATE_MIN:
        yield FollowUp(code="later", edits=(ChangeHours(start_min=_LATE_MIN),))


def _regenerate(request: TripRequest, itinerary: Itinerary) -> _Found:
    """The fullest day that holds nothing which must stay."""
    musts = {wish.place_id for wish in request.must_see}
    free = [
        (-len(day.stops), n)
        for n, day in enumerate(itinerary.days, 1)
        if day.stops and not any(stop.locked or stop.place_id in musts for stop in day.stops)
    ]
    for _, number in sorted(free):
        yield FollowUp(code="regenerate", edits=(RegenerateDay(day=number),), day=number)


def _longer(request: TripRequest, itinerary: Itinerary) -> _Found:
    del itinerary
    if request.days < MAX_DAYS:
        yield FollowUp(code="longer", edits=(ChangeDays(delta=1),))


_RULES: tuple[Callable[[TripRequest, Itinerary], _Found], ...] = (
    _over_budget,
    _unmet,
    _rain,
    _tight,
    _no_dinner,
    _cheaper,
    _later,
    _regenerate,
    _longer,
)
