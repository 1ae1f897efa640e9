"""Edits of single stops: swap, remove, add, move, lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.optimisation.alternates import Slot, fitting, slot_of
from agents.optimisation.build import cost_of, traveller_of, welcome
from agents.optimisation.draft import Search
from agents.optimisation.matching import ranked
from agents.optimisation.replan import Terms, kept_of, planned, replan, retime, visits
from agents.optimisation.trip import Trip
from domain.candidates import Scored
from domain.edits import AddStop, LockStop, MoveStop, RemoveStop, SwapStop
from domain.errors import Infeasible
from domain.itinerary import Purpose, Stop
from domain.place import Kind, Place, Setting
from domain.plan import PlannedStop
from planner.problem import GRID_MIN
from tools.routes.offline import matrix

_TRIED_PLACES, _TRIED_DAYS = 3, 3


@dataclass(frozen=True)
class Found:
    number: int
    position: int
    stop: Stop


def find(trip: Trip, place_id: str, day: int | None) -> Found:
    """Infeasible, in words, when the place is not in the plan."""
    found = trip.find(place_id, None if day is None else day - 1)
    if found is None:
        where = "" if day is None else f" on day {day}"
        raise Infeasible(f"{name_of(trip, place_id)} is not in the plan{where}", wishes=(place_id,))
    return Found(*found)


def name_of(trip: Trip, place_id: str) -> str:
    try:
        return trip.place(place_id).name
    except KeyError:
        return place_id.partition("/")[2].replace("-", " ")


def _movable(trip: Trip, found: Found, verb: str) -> None:
    if found.stop.locked:
        name = name_of(trip, found.stop.place_id)
        raise Infeasible(f"{name} is locked, so we did not {verb} it", wishes=(f"{name} locked",), ways_out=(f"unlock {name}",))


def lock(trip: Trip, edit: LockStop) -> Trip:
    found = find(trip, edit.place_id, None)
    day = trip.days[found.number]
    stops = list(day.stops)
    stops[found.position] = found.stop.model_copy(update={"locked": edit.locked})
    verb = "stays where it is from now on" if edit.locked else "may be moved again"
    name = name_of(trip, edit.place_id)
    changed = day.model_copy(update={"stops": tuple(stops)})
    return trip.with_day(found.number, changed).told(f"Day {found.number + 1}: {name} {verb}.")


def remove(trip: Trip, edit: RemoveStop) -> Trip:
    """Frees the slot; the other stops of the day keep their times."""
    found = find(trip, edit.place_id, edit.day)
    _movable(trip, found, "remove")
    name = name_of(trip, edit.place_id)
    trip = without(trip, found)
    wishes = tuple(wish for wish in trip.request.must_see if wish.place_id != edit.place_id)
    request = trip.request.model_copy(update={"must_see": wishes})
    return _asked(trip, request).told(f"Day {found.number + 1}: {name} is out, as you asked; nothing else moved.")


def _asked(trip: Trip, request: object) -> Trip:
    from dataclasses import replace

    return replace(trip, request=request)  # type: ignore[arg-type]


def without(trip: Trip, found: Found) -> Trip:
    return retime(trip, found.number, planned(trip.days[found.number], but=found.position))
