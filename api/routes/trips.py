"""Trips and the conversation that makes them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from api.changing import TripChange, asked_for, new_ids
from api.conditions import tell_version
from api.declarations import repeated, trip_quota
from api.deps import IdempotencyKey, Owner, Res
from api.guard import needs
from api.paging import Page, Wanted, listing
from api.problems import refusals
from domain.identity import Permission
from services.trips.schemas import Decide, SendEdits, SendMessage, Started, StartTrip, TakeOffer, TripBrief, TripView

router = APIRouter(prefix="/v1/trips", tags=["trips"])
READ, WRITE = needs(Permission.READ_ITINERARY), needs(Permission.WRITE_ITINERARY)
_TRIPS = listing(sorts=("updated_at", "created_at", "title"), default="-updated_at", filters=("version",))


@router.post("", status_code=202, responses=refusals(422, 429), dependencies=[WRITE, trip_quota()])
async def start_trip(body: StartTrip, res: Res, owner: Owner, key: IdempotencyKey = None) -> Started:
    """Begin a trip from a wish; follow `run.events` to watch it being planned."""
    text, request = await asked_for(body.message, body.wish, res, owner)
    async with res.trips() as trips:
        started = await trips.start(new_ids(), owner, text, key, request=request)
    await res.queue(started.run.id)
    return started


@router.get("", dependencies=[READ], responses=refusals(422))
async def list_trips(res: Res, owner: Owner, wanted: Annotated[Wanted, _TRIPS]) -> Page[TripBrief]:
    """This visitor's trips, last changed first."""
    async with res.trips() as trips:
        found = await trips.list(owner, wanted.listing)
    return wanted.page(found, lambda trip: trip)


@router.get("/{trip_id}", responses=refusals(404), dependencies=[READ, *repeated()])
async def get_trip(trip_id: UUID, res: Res, response: Response) -> TripView:
    """A trip with its newest version, its conversation and its newest run."""
    async with res.trips() as trips:
        trip = await trips.view(trip_id)
    tell_version(response, trip.version)
    return trip


@router.post("/{trip_id}/messages", status_code=202, responses=refusals(404, 409, 412, 422), dependencies=[WRITE])
async def send_message(change: TripChange, body: SendMessage, res: Res) -> Started:
    """Say what comes next: a change in your own words, or the answer to a question."""
    return await change.begin(res, lambda trips: trips.send(change.ids, body.text, change.key, review=body.review))


@router.post("/{trip_id}/proposal", status_code=202, responses=refusals(404, 409, 412, 422), dependencies=[WRITE])
async def decide(change: TripChange, body: Decide, res: Res) -> Started:
    """Take what a run proposed, take some pieces of it, leave it, or have it changed further."""
    return await change.begin(
        res, lambda trips: trips.decide(change.ids, body.run_id, body.decision, body.sha256, change.key)
    )


@router.post("/{trip_id}/edits", status_code=202, responses=refusals(404, 409, 412, 422), dependencies=[WRITE])
async def send_edits(change: TripChange, body: SendEdits, res: Res) -> Started:
    """Change the trip by typed edits."""
    return await change.begin(res, lambda trips: trips.edit(change.ids, body.edits, change.key, review=body.review))


@router.post("/{trip_id}/offers", status_code=202, responses=refusals(404, 409, 412, 422), dependencies=[WRITE])
async def take_offer(change: TripChange, body: TakeOffer, res: Res) -> Started:
    """Take one of the ways out that the trip's newest run offered, exactly as it was solved."""
    return await change.begin(res, lambda trips: trips.take(change.ids, body.run_id, body.number, change.key))
