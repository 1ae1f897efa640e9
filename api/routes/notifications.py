"""What one was told: the inbox, how much of it is unread, and what comes as it comes."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from api.declarations import lasting, uncounted
from api.deps import Res
from api.guard import needs
from api.live.inbox import InboxEvent, InboxReader, NotificationView, inbox_frame, inbox_of, names_by, view_of
from api.live.reading import ID, streamed
from api.paging import Page, Wanted, listing
from api.problems import refusals
from domain.identity import Permission

router = APIRouter(prefix="/v1/notifications", tags=["notifications"])
READ, WRITE = needs(Permission.READ_ITINERARY), needs(Permission.WRITE_ITINERARY)
_Listing = listing(sorts=("at",), default="-at", filters=("unread",), limit=20)


class Unread(BaseModel):
    """How many notifications wait to be read."""

    model_config = ConfigDict(frozen=True)

    unread: int


class ReadNotifications(BaseModel):
    """Which were read; left out: all until now."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})

    ids: tuple[UUID, ...] | None = Field(default=None, max_length=100)


@router.get("", responses=refusals(422), dependencies=[READ])
async def list_notifications(wanted: Annotated[Wanted, _Listing], res: Res) -> Page[NotificationView]:
    """What one was told, the newest first; `filter[unread]=true` those that wait to be read."""
    async with res.in_tenant() as session:
        found = await inbox_of(res, session).list(wanted.listing)
    names = await names_by(res, {row.author for row in found.rows if row.author})
    return wanted.page(found, lambda row: view_of(row, res.who.owner, names))


@router.get("/count", dependencies=[READ, uncounted()])
async def count_notifications(res: Res) -> Unread:
    """How many are unread."""
    async with res.in_tenant() as session:
        return Unread(unread=await inbox_of(res, session).unread())


@router.post("/read", responses=refusals(422), dependencies=[WRITE, uncounted()])
async def read_notifications(body: ReadNotifications, res: Res) -> Unread:
    """Say that some, or all, were read; how many are unread then. Twice is once."""
    async with res.in_tenant() as session:
        inbox = inbox_of(res, session)
        await inbox.read(body.ids)
        return Unread(unread=await inbox.unread())


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "model": InboxEvent}},
    dependencies=[READ, lasting(), uncounted()],
)
async def follow_notifications(
    res: Res,
    last_event_id: Annotated[str | None, Header(pattern=ID)] = None,
    after: Annotated[str | None, Query(pattern=ID, description="as Last-Event-ID")] = None,
) -> StreamingResponse:
    """Each new notification as a server-sent event, `data` an InboxEvent; resumes after `Last-Event-ID`."""
    return streamed(InboxReader(res), last_event_id or after, inbox_frame)
