"""A follow-up applied to a trip: typed edits, each with the smallest change that fulfils it."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from agents.optimisation.draft import Search, Solve
from agents.optimisation.exchange import Exchange
from agents.optimisation.trip import Trip, close_trip, open_trip
from agents.refinement import day_edits, hand_edits, moves, order_edits, stop_edits, trip_edits
from agents.refinement.word_edits import said_of, set_words
from domain.candidates import Candidates
from domain.edits import (
    AddStop,
    ArrangeDay,
    ChangeBudget,
    ChangeDays,
    ChangeDuration,
    ChangeHours,
    ChangeInterests,
    ChangePace,
    ChangeStay,
    DropCity,
    Edit,
    LockStop,
    MoveStop,
    OrderDays,
    Rain,
    RegenerateDay,
    RemoveStop,
    Reorder,
    SetWords,
    SwapDays,
    SwapStop,
)
from domain.itinerary import Itinerary
from domain.request import TripRequest
from planner.problem import Stop


class Revision(BaseModel):
    """The trip after the edits; `changes` say in sentences what changed and why."""

    model_config = ConfigDict(frozen=True)

    request: TripRequest
    itinerary: Itinerary
    changes: tuple[str, ...]


async def revise(
    request: TripRequest,
    itinerary: Itinerary,
    candidates: Candidates,
    edits: Sequence[Edit],
    *,
    solve: Solve,
    seed: int = 0,
    limit_s: float = 0.6,
) -> Revision:
    """The edits in order, words last; days outside their scope stay as they are, locked stops never move.

    Raises Infeasible, saying why, when an edit cannot be done; then nothing is changed.
    """
    words = [edit for edit in edits if isinstance(edit, SetWords)]
    plans = [edit for edit in edits if not isinstance(edit, SetWords)]
    revision = Revision(request=request, itinerary=itinerary, changes=())
    if plans:
        revision = await _planned(request, itinerary, candidates, plans, Search(solve, Stop(limit_s), seed))
    told, changes = revision.itinerary, revision.changes
    for edit in words:
        told = set_words(told, edit)
        changes = (*changes, said_of(told, edit))
    return Revision(request=revision.request, itinerary=told, changes=changes)


async def _planned(
    request: TripRequest, itinerary: Itinerary, candidates: Candidates, edits: Sequence[Edit], search: Search
) -> Revision:
    exchange = Exchange(itinerary.currency, (*itinerary.rates, *candidates.rates))
    trip = open_trip(request, itinerary, candidates, exchange)
    for edit in edits:
        trip = await _apply(trip, edit, search)
    return Revision(request=trip.request, itinerary=close_trip(trip), changes=trip.changes)


async def _apply(trip: Trip, edit: Edit, search: Search) -> Trip:
    match edit:
        case LockStop():
            return stop_edits.lock(trip, edit)
        case RemoveStop():
            return await stop_edits.remove(trip, edit)
        case SwapStop():
            return await stop_edits.swap(trip, edit)
        case AddStop():
            return await stop_edits.add(trip, edit)
        case MoveStop():
            return await moves.move(trip, edit)
        case ChangeDuration():
            return await hand_edits.change_duration(trip, edit)
        case ArrangeDay():
            return await hand_edits.arrange(trip, edit)
        case ChangeHours():
            return await day_edits.change_hours(trip, edit)
        case ChangePace():
            return await day_edits.change_pace(trip, edit)
        case Rain():
            return await day_edits.rain(trip, edit)
        case SwapDays():
            return await order_edits.swap_days(trip, edit)
        case OrderDays():
            return await order_edits.order_days(trip, edit)
        case Reorder():
            return await order_edits.put_in_order(trip, edit)
        case RegenerateDay():
            return await day_edits.regenerate(trip, edit, search)
        case ChangeInterests():
            return await day_edits.change_interests(trip, edit, search)
        case ChangeBudget():
            return await trip_edits.change_budget(trip, edit, search)
        case ChangeStay():
            return await trip_edits.change_stay(trip, edit, search)
        case ChangeDays():
            return await trip_edits.change_days(trip, edit, search)
        case DropCity():
            return await trip_edits.drop_city(trip, edit, search)
        case SetWords():
            return trip  # words are put in when the plan stands
