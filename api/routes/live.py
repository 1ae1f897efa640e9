"""What happens to a trip while people look at it, and who they are."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from api.declarations import lasting, uncounted
from api.deps import Res
from api.guard import needs
from api.live.reading import ID, streamed
from api.live.trips import LiveEvent, TripReader, trip_frame
from api.problems import refusals
from domain.identity import Permission

router = APIRouter(prefix="/v1/trips/{trip_id}", tags=["sharing"])


class Present(BaseModel):
    """Sent every 20 s while the page is open. `page` is a random name of that page."""

    model_config = ConfigDict(extra="forbid")

    page: Annotated[str, Field(pattern=r"^[0-9a-f]{8,32}$")]
    day: Annotated[int, Field(ge=1, le=30)] | None = None
    leaves: bool = False


@router.get(
    "/live",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "model": LiveEvent}, **refusals(404)},
    dependencies=[needs(Permission.READ_ITINERARY), lasting(), uncounted()],
)
async def follow_trip(
    trip_id: UUID,
    res: Res,
    last_event_id: Annotated[str | None, Header(pattern=ID)] = None,
    after: Annotated[str | None, Query(pattern=ID, description="as Last-Event-ID")] = None,
) -> StreamingResponse:
    """New versions, runs, comments and who is here, as server-sent events, each `data` a LiveEvent.

    Resumes after `Last-Event-ID`; ends where the trip is no longer shared with the reader.
    """
    reader = TripReader(res, trip_id)
    await reader.check()
    return streamed(reader, last_event_id or after, trip_frame)


@router.post(
    "/presence",
    status_code=204,
    responses=refusals(404, 422),
    dependencies=[needs(Permission.WRITE_ITINERARY), uncounted()],
)
async def tell_presence(trip_id: UUID, body: Present, res: Res) -> Response:
    """Say that somebody looks at the trip, and at which day; forgotten after 45 s.

    That one no longer does may be said of any trip: whoever has just lost it says so too.
    """
    presence = res.live.presence
    if body.leaves:
        await presence.gone(res.tenant, trip_id, res.who.owner, body.page)
    else:
        await TripReader(res, trip_id).check()
        await presence.here(res.tenant, trip_id, res.who.owner, body.page, body.day)
    return Response(status_code=204)


__all__ = ["LiveEvent", "follow_trip", "router", "tell_presence"]
