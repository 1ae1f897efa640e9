"""A trip as a file to take along, and the way out through its links."""

from __future__ import annotations

from typing import Literal
from uuid import UUID, uuid4

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from api.deps import Res
from api.problems import refusals
from domain.errors import NotFound

router = APIRouter(tags=["documents"])
Format = Literal["json", "md", "ics", "xlsx"]


@router.get("/v1/trips/{trip_id}/documents/{format}", response_class=Response, responses=refusals(404))
async def get_document(trip_id: UUID, format: Format, res: Res) -> Response:  # noqa: A002  the path's own word
    """The newest version as JSON, Markdown, calendar (ICS) or workbook (XLSX)."""
    from agents.rendering import render  # noqa: PLC0415  its libraries would cost the server's start half a second

    async with res.trips() as trips:
        trip = await trips.view(trip_id)
    if trip.request is None or trip.itinerary is None or trip.certificate is None:
        raise NotFound("finished plan of trip", str(trip_id))
    document = render(format, trip.request, trip.itinerary, trip.certificate)
    headers = {"Content-Disposition": f'attachment; filename="{document.filename}"'}
    return Response(document.content, media_type=document.media_type, headers=headers)


@router.get("/go/{trip_id}/{link_id}", status_code=302, response_class=RedirectResponse, responses=refusals(404))
async def follow_link(trip_id: UUID, link_id: str, res: Res) -> RedirectResponse:
    """Count a click on one of the trip's booking links and send the traveller on."""
    async with res.trips() as trips:
        url = await trips.click(uuid4(), trip_id, link_id)
    return RedirectResponse(url, status_code=302)
