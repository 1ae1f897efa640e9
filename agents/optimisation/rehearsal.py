"""Swaps tried out: the day with another place in a stop's stead, certified before it is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from agents.optimisation.assemble import Outline, assemble_day
from agents.optimisation.build import Setup, Travels, travels_between
from agents.optimisation.frames import minutes_of
from agents.optimisation.sums import sum_up
from domain.certificate import find_violations
from domain.itinerary import Day, Itinerary
from domain.place import Place
from domain.plan import PlannedDay, PlannedStop
from domain.request import Destination, TripRequest


@dataclass(frozen=True)
class Swap:
    """`place` instead of the stop at `position`, from `begin` to `end`, minutes after midnight."""

    position: int
    place: Place
    begin: int
    end: int


def certified(setup: Setup, day: Day, swaps: Sequence[Swap], known: Mapping[str, Place]) -> list[Swap]:
    """Those with which the day can be certified.

    Many at once, never at neighbouring stops, so that each has the neighbours it would have alone; where a batch
    does not hold, one by one.
    """
    if not swaps:
        return []
    ids = dict.fromkeys([day.base_id, *(stop.place_id for stop in day.stops), *(swap.place.id for swap in swaps)])
    travels = travels_between(setup, [known[place_id] for place_id in ids])
    rehearsal = _Rehearsal(setup, travels, day, known)
    good: list[Swap] = []
    for batch in _batches(swaps):
        if rehearsal.holds(batch):
            good += batch
        elif len(batch) > 1:
            good += [swap for swap in batch if rehearsal.holds([swap])]
    return good


def _batches(swaps: Sequence[Swap]) -> list[list[Swap]]:
    """Each takes every other stop at most, and no place that it holds already."""
    batches: list[list[Swap]] = []
    for swap in swaps:
        for batch in batches:
            apart = all(abs(other.position - swap.position) > 1 for other in batch)
            if apart and swap.place.id not in {other.place.id for other in batch}:
                batch.append(swap)
                break
        else:
            batches.append([swap])
    return batches


@dataclass(frozen=True)
class _Rehearsal:
    setup: Setup
    travels: Travels
    day: Day
    known: Mapping[str, Place]

    @cached_property
    def _lacking(self) -> set[str]:
        """What the day itself lacks (a meal that it never had) is no fault of a swap."""
        return _violations(self.setup, day_with(self.setup, self.travels, self.day, (), self.known), self.known)

    def holds(self, swaps: Sequence[Swap]) -> bool:
        there = day_with(self.setup, self.travels, self.day, swaps, self.known)
        if not _in_time(there):
            return False
        found = _violations(self.setup, there, self.known)
        return not found or found <= self._lacking


def _violations(setup: Setup, day: Day, known: Mapping[str, Place]) -> set[str]:
    """Codes of what does not hold of the day as a trip of its own."""
    ids = dict.fromkeys([day.base_id, *(stop.place_id for stop in day.stops)])
    itinerary = Itinerary(
        title="one day",
        currency=setup.exchange.currency,
        days=(day,),
        costs=sum_up((day,), (), (), setup.exchange.currency),
        places=tuple(known[place_id] for place_id in ids),
        cities=(setup.city.city,),
        rates=tuple(rate for rate in setup.exchange.rates if rate.quote == setup.exchange.currency),
    )
    return {found.code for found in find_violations(_of_one_day(setup.request, day), itinerary)}


def _in_time(day: Day) -> bool:
    """Nobody sets out before being free."""
    if any(later.leg.arrive_local > later.start_local for later in day.stops):
        return False
    return all(one.end_local <= other.leg.depart_local for one, other in pairwise(day.stops))


def day_with(setup: Setup, travels: Travels, day: Day, swaps: Sequence[Swap], known: Mapping[str, Place]) -> Day:
    """The day with the swaps made and nothing else moved."""
    by_position = {swap.position: swap for swap in swaps}
    items = []
    for position, stop in enumerate(day.stops):
        swap = by_position.get(position)
        start, end = minutes_of(stop.start_local, day.on), minutes_of(stop.end_local, day.on)
        items.append(
            PlannedStop(
                place_id=swap.place.id if swap else stop.place_id,
                purpose=stop.purpose,
                start_min=swap.begin if swap else start,
                end_min=swap.end if swap else end,
            )
        )
    outline = Outline(day.on, known[day.base_id], None)
    return assemble_day(setup, travels, outline, PlannedDay(stops=tuple(items)))


def _of_one_day(request: TripRequest, day: Day) -> TripRequest:
    """What of a request is about this day alone; its journeys stay as they are and are left out."""
    number = (day.on - request.start_on).days + 1
    own = next((limit for limit in request.day_limits if limit.day == number), None)
    destination = next(d for d in request.destinations if d.city_id == day.city_id)
    return request.model_copy(
        update={
            "destinations": (Destination(city_id=destination.city_id, name=destination.name),),
            "origin": None,
            "start_on": day.on,
            "days": 1,
            "budget": None,
            "must_see": (),
            "arrive_min": None,
            "leave_min": None,
            "day_limits": (own.model_copy(update={"day": 1}),) if own else (),
        }
    )
