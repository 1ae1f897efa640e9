"""A trip in one's own calendar: an address that always answers with the newest version, until it is revoked."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Header
from fastapi.responses import Response

from api.deps import IdempotencyKey, Owner, Res
from api.guard import anyone, needs
from api.problems import refusals
from domain.errors import NotFound
from domain.identity import Permission
from infra.database import in_tenant
from services.documents.feeds import FeedService, digest_of
from services.documents.repository import find_feed_by_digest
from services.documents.schemas import FeedView

router = APIRouter(tags=["documents"])
READ, WRITE = needs(Permission.READ_ITINERARY), needs(Permission.WRITE_ITINERARY)


@router.post("/v1/trips/{trip_id}/calendars", status_code=201, responses=refusals(404, 422), dependencies=[WRITE])
async def make_calendar(trip_id: UUID, res: Res, owner: Owner, key: IdempotencyKey = None) -> FeedView:
    """An address for a calendar application; it is told in this answer alone, and whoever has it can read the trip."""
    del key  # the stack remembers it
    async with res.trips() as trips:
        await trips.view(trip_id)
    async with res.in_tenant() as session:
        feeds = FeedService(session, res.tenant, datetime.now(UTC), res.who)
        return await feeds.make(uuid4(), trip_id, owner, res.settings.address)


@router.get("/v1/trips/{trip_id}/calendars", responses=refusals(404), dependencies=[READ])
async def list_calendars(trip_id: UUID, res: Res) -> list[FeedView]:
    """The trip's calendars that whoever asks has made, without their addresses."""
    async with res.trips() as trips:
        await trips.view(trip_id)
    async with res.in_tenant() as session:
        return list(await FeedService(session, res.tenant, datetime.now(UTC), res.who).of_trip(trip_id))


@router.delete("/v1/calendars/{calendar_id}", status_code=204, responses=refusals(404), dependencies=[WRITE])
async def revoke_calendar(calendar_id: UUID, res: Res) -> None:
    """Its address answers nothing from now on; a second time changes nothing."""
    async with res.in_tenant() as session:
        await FeedService(session, res.tenant, datetime.now(UTC), res.who).revoke(calendar_id)


@router.get(
    "/v1/calendars/{secret}.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}}, 304: {"description": "as it was"}, **refusals(404)},
    dependencies=[anyone()],
)
async def read_calendar(secret: str, res: Res, if_none_match: Annotated[str, Header()] = "") -> Response:
    """The trip's newest version as a calendar; the address itself is the permission."""
    from agents.rendering.calendar import render_calendar  # noqa: PLC0415  its libraries slow the start
    from agents.rendering.document import Dossier  # noqa: PLC0415

    async with res.everywhere() as session:
        feed = await find_feed_by_digest(session, digest_of(secret))
    if feed is None:
        raise NotFound("calendar", secret[:8])
    async with in_tenant(res.sessions, feed.tenant) as session:
        result = await FeedService(session, feed.tenant, datetime.now(UTC)).newest(feed)
    dossier = Dossier(request=result.request, itinerary=result.itinerary, certificate=result.certificate)
    etag = f'"{sha256(dossier.certificate.sha256.encode()).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex"}
    if etag in if_none_match:
        return Response(status_code=304, headers=headers)
    content = await asyncio.to_thread(render_calendar, dossier, live=True)
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)
