"""What a change by hand would do and break, before anybody keeps it; asks no provider, no model and no solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.optimisation.exchange import Exchange
from agents.optimisation.trip import Trip, open_trip
from agents.refinement.breaks import Breaks, standing
from agents.refinement.hand_edits import arranged
from agents.refinement.knowing import trip_of_itself
from agents.refinement.mending import repairs
from agents.refinement.revise import revise
from domain.candidates import Candidates
from domain.certificate import Violation
from domain.diff import TripDiff, diff_of
from domain.edits import (
    AddStop,
    ArrangeDay,
    ChangeDuration,
    Edit,
    LockStop,
    MoveStop,
    OrderDays,
    RemoveStop,
    Reorder,
    SwapDays,
    SwapStop,
    WayOut,
)
from domain.errors import Infeasible
from domain.itinerary import Itinerary
from domain.plan import Plan
from domain.request import TripRequest
from planner.problem import Problem, Stop

QUICK = (
    AddStop,
    ArrangeDay,
    ChangeDuration,
    LockStop,
    MoveStop,
    OrderDays,
    RemoveStop,
    Reorder,
    SwapDays,
    SwapStop,
)
"""Edits that are worked out without the solver."""


@dataclass(frozen=True)
class Preview:
    """`broken` is empty where the change can be kept; otherwise `offers` are ways to mend it, each tried."""

    itinerary: Itinerary
    diff: TripDiff
    broken: tuple[Violation, ...] = ()
    offers: tuple[WayOut, ...] = ()


def needs_candidates(itinerary: Itinerary, edits: Sequence[Edit]) -> bool:
    """Whether an edit speaks of more than the places that the trip carries."""
    known = {place.id for place in itinerary.places}
    return any(_wants(edit, known) for edit in edits)


def _wants(edit: Edit, known: set[str]) -> bool:
    match edit:
        case ArrangeDay(stops=stops):
            return any(placed.place_id not in known for placed in stops)
        case AddStop(place_id=place_id) | SwapStop(to_place_id=place_id):
            return place_id is None or place_id not in known
        case _:
            return False


async def preview(
    request: TripRequest,
    itinerary: Itinerary,
    edits: Sequence[Edit],
    candidates: Candidates | None = None,
    *,
    mend: bool = False,
) -> Preview:
    """Of `QUICK` edits, with `mend` ways out of what an arrangement breaks, which takes longer.

    Raises Infeasible for what cannot even be tried (a lock, an unknown place).
    """
    if len(edits) == 1 and isinstance(edits[0], ArrangeDay):
        return await _of_a_hand(_trip(request, itinerary, candidates), edits[0], mend=mend)
    pool = candidates or trip_of_itself(request, itinerary).candidates
    revision = await revise(request, itinerary, pool, edits, solve=_nobody)
    return Preview(revision.itinerary, diff_of(itinerary, revision.itinerary))


async def _of_a_hand(trip: Trip, edit: ArrangeDay, *, mend: bool) -> Preview:
    after, breaks = arranged(trip, edit), Breaks(trip)
    now, broken = standing(after), breaks.of(after)
    offers = await repairs(breaks, after, edit, broken) if broken and mend else ()
    return Preview(now, diff_of(trip.before, now), broken, offers)


def _trip(request: TripRequest, itinerary: Itinerary, candidates: Candidates | None) -> Trip:
    if candidates is None:
        return trip_of_itself(request, itinerary)
    exchange = Exchange(itinerary.currency, (*itinerary.rates, *candidates.rates))
    return open_trip(request, itinerary, candidates, exchange)


async def _nobody(problem: Problem, stop: Stop, seed: int) -> Plan:
    del problem, stop, seed
    raise Infeasible("this change needs more than a look: make it to see what it does")
