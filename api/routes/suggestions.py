"""What else could be done: places for a gap of a day, and all that can be told of one place."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.declarations import repeated
from api.deps import Owner, Res
from api.guard import needs
from api.problems import refusals
from api.suggestion_schemas import PlaceDetails, SuggestedPlace
from domain.follow_up import FollowUp, follow_ups
from domain.identity import Permission
from domain.place import Kind
from services.trips.schemas import TripView

router = APIRouter(prefix="/v1/trips/{trip_id}", tags=["suggestions"], dependencies=[needs(Permission.READ_ITINERARY)])
On = Annotated[date | None, Query(description="a day of the trip; absent: the day it is planned, or the first")]


@router.get("/suggestions", responses=refusals(404, 409, 422), dependencies=[*repeated()])
async def suggest(
    trip_id: UUID,
    res: Res,
    owner: Owner,
    day: Annotated[int, Query(ge=1, le=60, description="1 is the first")],
    after: Annotated[str | None, Query(description="a stop's id; absent: at the day's start")] = None,
    kind: Kind | None = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 6,
) -> list[SuggestedPlace]:
    """Places for the time after a stop, by fit less the minutes they add to the way, open then and not yet planned."""
    from api.suggesting import suggested  # noqa: PLC0415  its agents take a second to import

    return await suggested(await _trip(trip_id, res), await res.context(owner), day, after, kind, limit)


@router.get("/follow-ups", responses=refusals(404), dependencies=[*repeated()])
async def list_follow_ups(trip_id: UUID, res: Res) -> list[FollowUp]:
    """What one might ask of the plan next, seen from the plan itself; none before there is one.

    Each carries the edits that do it: send them to `/edits`, with `review` to see what they change first.
    """
    trip = await _trip(trip_id, res)
    if trip.request is None or trip.itinerary is None:
        return []
    return list(follow_ups(trip.request, trip.itinerary))


@router.get("/places/{city_id}/{slug}", responses=refusals(404, 409), dependencies=[*repeated()])
async def details(trip_id: UUID, city_id: str, slug: str, res: Res, owner: Owner, on: On = None) -> PlaceDetails:
    """All that is known of a place of the trip or of what was found for it: hours, crowds, what is near, the way."""
    from api.suggesting import detailed  # noqa: PLC0415

    return await detailed(await _trip(trip_id, res), await res.context(owner), f"{city_id}/{slug}", on)


async def _trip(trip_id: UUID, res: Res) -> TripView:
    async with res.trips() as trips:
        return await trips.view(trip_id)
