"""What single days have of their own, kept in the request so that later changes respect it."""

from __future__ import annotations

from typing import Any

from domain.errors import Infeasible
from domain.request import DayLimit, Pace, TripRequest

LEAST_DAY_MIN = 120


def with_hours(request: TripRequest, day: int | None, start_min: int | None, end_min: int | None) -> TripRequest:
    """New hours for one day, from 1, or for all (which ends exceptions to them); None leaves a side as it is."""
    said = {"start_min": start_min, "end_min": end_min}
    said = {name: minute for name, minute in said.items() if minute is not None}
    if day is not None:
        changed = _with_limit(request, day, said)
    else:
        whole = {"start_min": "day_start_min", "end_min": "day_end_min"}
        changed = _without(request, *said).model_copy(update={whole[name]: minute for name, minute in said.items()})
    _check_length(changed)
    return changed


def with_pace(request: TripRequest, day: int | None, pace: Pace) -> TripRequest:
    """For one day, from 1, or for all, which ends exceptions to it."""
    if day is not None:
        return _with_limit(request, day, {"pace": pace})
    return _without(request, "pace").model_copy(update={"pace": pace})


def within_days(request: TripRequest, days: int) -> TripRequest:
    """The request for so many days; limits of days that are no more go with them."""
    kept = tuple(limit for limit in request.day_limits if limit.day <= days)
    return request.model_copy(update={"days": days, "day_limits": kept})


def _with_limit(request: TripRequest, day: int, said: dict[str, Any]) -> TripRequest:
    own = next((limit for limit in request.day_limits if limit.day == day), DayLimit(day=day))
    others = (limit for limit in request.day_limits if limit.day != day)
    return _with_limits(request, (*others, own.model_copy(update=said)))


def _without(request: TripRequest, *names: str) -> TripRequest:
    nothing = dict.fromkeys(names)
    return _with_limits(request, tuple(limit.model_copy(update=nothing) for limit in request.day_limits))


def _with_limits(request: TripRequest, limits: tuple[DayLimit, ...]) -> TripRequest:
    kept = [limit for limit in limits if limit != DayLimit(day=limit.day)]
    return request.model_copy(update={"day_limits": tuple(sorted(kept, key=lambda limit: limit.day))})


def _check_length(request: TripRequest) -> None:
    """A limit may meet the other side of the trip's hours, or another limit's."""
    for limit in (*request.day_limits, DayLimit(day=1)):
        start = request.day_start_min if limit.start_min is None else limit.start_min
        end = request.day_end_min if limit.end_min is None else limit.end_min
        if end - start < LEAST_DAY_MIN:
            raise Infeasible(
                "a day needs at least two hours between its start and its end",
                wishes=("the hours",),
                ways_out=("an earlier start", "a later end"),
            )
