"""Trips and the conversation that makes them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query

from api.deps import Guest, IdempotencyKey, Res
from api.problems import refusals
from services.trips.schemas import SendEdits, SendMessage, Started, StartTrip, TakeOffer, TripList, TripView
from services.trips.service import Ids

router = APIRouter(prefix="/v1/trips", tags=["trips"])


@router.post("", status_code=202, responses=refusals(422))
async def start_trip(body: StartTrip, res: Res, owner: Guest, key: IdempotencyKey = None) -> Started:
    """Begin a trip from a wish; follow `run.events` to watch it being planned."""
    async with res.trips() as trips:
        started = await trips.start(Ids(uuid4(), uuid4(), uuid4()), owner, body.message, key)
    await res.queue(started.run.id)
    return started


@router.get("")
async def list_trips(res: Res, owner: Guest, limit: Annotated[int, Query(ge=1, le=100)] = 50) -> TripList:
    """This visitor's trips, last changed first."""
    async with res.trips() as trips:
        return await trips.list(owner, limit)


@router.get("/{trip_id}", responses=refusals(404))
async def get_trip(trip_id: UUID, res: Res) -> TripView:
    """A trip with its newest version, its conversation and its newest run."""
    async with res.trips() as trips:
        return await trips.view(trip_id)


@router.post("/{trip_id}/messages", status_code=202, responses=refusals(404, 409, 422))
async def send_message(trip_id: UUID, body: SendMessage, res: Res, key: IdempotencyKey = None) -> Started:
    """Say what comes next: a change in your own words, or the answer to a question."""
    async with res.trips() as trips:
        started = await trips.send(Ids(trip_id, uuid4(), uuid4()), body.text, key)
    await res.queue(started.run.id)
    return started


@router.post("/{trip_id}/edits", status_code=202, responses=refusals(404, 409, 422))
async def send_edits(trip_id: UUID, body: SendEdits, res: Res, key: IdempotencyKey = None) -> Started:
    """Change the trip by typed edits."""
    async with res.trips() as trips:
        started = await trips.edit(Ids(trip_id, uuid4(), uuid4()), body.edits, key)
    await res.queue(started.run.id)
    return started


@router.post("/{trip_id}/offers", status_code=202, responses=refusals(404, 409, 422))
async def take_offer(trip_id: UUID, body: TakeOffer, res: Res, key: IdempotencyKey = None) -> Started:
    """Take one of the ways out that the trip's newest run offered, exactly as it was solved."""
    async with res.trips() as trips:
        started = await trips.take(Ids(trip_id, uuid4(), uuid4()), body.run_id, body.number, key)
    await res.queue(started.run.id)
    return started
