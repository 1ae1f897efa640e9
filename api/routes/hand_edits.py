"""Changes by hand: what one would break, before it is made, and plan B at once."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from api.conditions import ExpectedVersion, tell_version
from api.declarations import repeated
from api.deps import Owner, Res
from api.guard import needs
from api.problems import refusals
from api.version_schemas import AskPlanB, AskPreview, PreviewView
from domain.identity import Permission
from services.trips.recording import Result
from services.trips.schemas import TripView

router = APIRouter(prefix="/v1/trips/{trip_id}", tags=["hand edits"])


@router.post(
    "/preview", dependencies=[needs(Permission.WRITE_ITINERARY), *repeated()], responses=refusals(404, 409, 422)
)
async def preview_edits(trip_id: UUID, body: AskPreview, res: Res, owner: Owner) -> PreviewView:
    """What a change would do and break, shown while it is being made; nothing is kept.

    Edits that need the solver (pace, budget, days, interests …) are refused: send them to be made.
    """
    from api.previewing import previewed  # noqa: PLC0415  its agents take a second to import

    return await previewed(await _trip(trip_id, res), body, res, owner)


@router.post("/plan-b", dependencies=[needs(Permission.WRITE_ITINERARY)], responses=refusals(403, 404, 409, 412, 422))
async def swap_for_alternate(
    trip_id: UUID, body: AskPlanB, res: Res, response: Response, seen: ExpectedVersion = None
) -> TripView:
    """Put a stop's alternate in its place at once; nothing else moves."""
    from agents.plan_b import swap_in  # noqa: PLC0415
    from api.writing import planned  # noqa: PLC0415

    async with res.trips() as trips:
        await trips.expect(trip_id, seen)
    trip = await _trip(trip_id, res)
    request, itinerary = planned(trip)
    swapped = swap_in(request, itinerary, body.day, body.place_id, body.to_place_id, res.settings.affiliates)
    async with res.history() as history:
        result = Result(request, swapped.itinerary, swapped.certificate, swapped.changes)
        await history.put(trip_id, trip.version, result, "plan_b")
    after = await _trip(trip_id, res)
    tell_version(response, after.version)
    return after


async def _trip(trip_id: UUID, res: Res) -> TripView:
    async with res.trips() as trips:
        return await trips.view(trip_id)
