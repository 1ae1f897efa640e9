"""Deleting a trip, and thinking better of it."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Res
from api.guard import needs
from api.problems import refusals
from api.trail import Trail
from domain.audit import Action
from domain.identity import Permission
from services.trips.schemas import TripView

router = APIRouter(prefix="/v1/trips", tags=["trips"], dependencies=[needs(Permission.DELETE_ITINERARY)])


@router.delete("/{trip_id}", status_code=204, responses=refusals(403, 404))
async def delete_trip(trip_id: UUID, res: Res, trail: Trail) -> Response:
    """Out of sight at once; for 90 days it can be restored, then it is gone for good."""
    async with res.trips() as trips:
        await trips.remove(trip_id)
    trail.later(Action.TRIP_DELETED, resource="trip", resource_id=str(trip_id))
    return Response(status_code=204)


@router.post("/{trip_id}/restore", responses=refusals(403, 404))
async def restore_trip(trip_id: UUID, res: Res, trail: Trail) -> TripView:
    """Bring a deleted trip back as it was."""
    async with res.trips() as trips:
        view = await trips.restore(trip_id)
    trail.later(Action.TRIP_RESTORED, resource="trip", resource_id=str(trip_id))
    return view
