"""A trip as a file to take along: at once, or as a PDF that a worker makes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Header, Query
from fastapi.responses import Response, StreamingResponse

from api.declarations import lasting
from api.deps import IdempotencyKey, Owner, Res
from api.guard import Who, anyone, needs
from api.problems import refusals
from api.resources import Resources
from api.routes.document_events import document_stream
from api.signing import account_work
from domain.errors import NotFound, Unauthenticated
from domain.identity import Permission, Principal
from infra.database import in_tenant
from infra.events import START
from infra.jobs import enqueue_document
from services.documents.letters import tell_ready
from services.documents.schemas import AskDocument, DocumentView, JobStatus, LoggedDocumentEvent
from services.documents.service import DocumentService, document_view
from services.documents.tables import DocumentJob
from services.documents.tickets import Ticket, document_signer, read_ticket, sign_ticket
from services.trips.schemas import TripView
from tools.files.opening import open_files

router = APIRouter(tags=["documents"])
READ, WRITE = needs(Permission.READ_ITINERARY), needs(Permission.WRITE_ITINERARY)
Format = Literal["json", "md", "ics", "xlsx", "gpx", "kml"]
_LANGUAGES = ("en", "es", "fr", "de", "ja", "ar")
_ID = r"^\d+-\d+$"


@router.get(
    "/v1/trips/{trip_id}/documents/{format}",
    response_class=Response,
    responses=refusals(404),
    dependencies=[READ, lasting()],
)
async def get_document(trip_id: UUID, format: Format, res: Res) -> Response:  # noqa: A002  the path's own word
    """The newest version as JSON, Markdown, calendar (ICS), workbook (XLSX), GPX or KML."""
    from agents.rendering import render  # noqa: PLC0415  its libraries would cost the server's start half a second

    trip = await _planned(res, trip_id)
    assert trip.request is not None
    assert trip.itinerary is not None
    assert trip.certificate is not None
    document = render(format, trip.request, trip.itinerary, trip.certificate)
    headers = {"Content-Disposition": f'attachment; filename="{document.filename}"'}
    return Response(document.content, media_type=document.media_type, headers=headers)


@router.post(
    "/v1/trips/{trip_id}/documents", status_code=202, responses=refusals(401, 404, 409, 422), dependencies=[WRITE]
)
async def ask_document(
    trip_id: UUID, body: AskDocument, res: Res, who: Who, owner: Owner, key: IdempotencyKey = None
) -> DocumentView:
    """Have the newest version made into a PDF; follow `events`, or read `self` until there is a `download`.

    The same version, variant and language again is the same document, unless it failed or `fresh` is asked for.
    """
    del key  # the stack remembers it
    if body.mail and not who.signed_in:
        raise Unauthenticated("sign in to be told by e-mail")
    trip = await _planned(res, trip_id)
    assert trip.itinerary is not None
    wanted = body.language or (trip.itinerary.language if trip.itinerary.language in _LANGUAGES else "en")
    async with _documents(res) as documents:
        mail_to = who.user_id if body.mail else None
        job, fresh = await documents.ask(uuid4(), trip_id, trip.version, owner, body, wanted, mail_to)
        if body.mail and job.status == JobStatus.DONE and who.user_id is not None:
            job.mail_to = who.user_id
            work = account_work(res, documents.session)
            await tell_ready(work, job, trip.itinerary.title, res.settings)
    if fresh:
        await enqueue_document(res.jobs, job.id)
    return _view(res, job)


@router.get("/v1/trips/{trip_id}/documents", responses=refusals(404), dependencies=[READ])
async def list_documents(trip_id: UUID, res: Res, owner: Owner) -> list[DocumentView]:
    """The PDFs of the trip that lie ready or are being made for whoever asks, newest first."""
    async with res.trips() as trips:
        await trips.view(trip_id)
    async with _documents(res) as documents:
        return [_view(res, job) for job in await documents.of_trip(trip_id, owner)]


@router.get("/v1/documents/{document_id}", responses=refusals(404), dependencies=[READ])
async def get_job(document_id: UUID, res: Res) -> DocumentView:
    """Where a document stands; once it is ready, with an address to download it."""
    async with _documents(res) as documents:
        return _view(res, await documents.get(document_id))


@router.get(
    "/v1/documents/{document_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "model": LoggedDocumentEvent}, **refusals(404)},
    dependencies=[READ, lasting()],
)
async def follow_document(
    document_id: UUID,
    res: Res,
    last_event_id: Annotated[str | None, Header(pattern=_ID)] = None,
    after: Annotated[str | None, Query(pattern=_ID, description="as Last-Event-ID, for a reload")] = None,
) -> StreamingResponse:
    """The steps of a document as server-sent events, each `data` a LoggedDocumentEvent; ends with its end."""
    async with _documents(res) as documents:
        await documents.get(document_id)
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    stream = document_stream(res.events, document_id, last_event_id or after or START)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


@router.get(
    "/v1/downloads/{token}",
    response_class=Response,
    responses=refusals(403, 404) | {200: {"content": {"application/pdf": {}}}},
    dependencies=[anyone(), lasting()],
)
async def download_document(token: str, res: Res) -> Response:
    """A finished document; the address itself is the permission, and expires."""
    now = datetime.now(UTC)
    ticket = read_ticket(document_signer(res.settings), token, now)
    async with in_tenant(res.sessions, ticket.tenant) as session:
        job = await DocumentService(session, ticket.tenant, now, _kept(res)).get(ticket.job_id)
    content = await open_files(res.settings).get(job.stored) if job.stored else None
    if content is None:
        raise NotFound("document", str(job.id))
    headers = {
        "Content-Disposition": f'attachment; filename="{job.filename}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return Response(content, media_type="application/pdf", headers=headers)


async def _planned(res: Resources, trip_id: UUID) -> TripView:
    """Raises NotFound where there is no plan yet."""
    async with res.trips() as trips:
        trip = await trips.view(trip_id)
    if trip.request is None or trip.itinerary is None or trip.certificate is None:
        raise NotFound("finished plan of trip", str(trip_id))
    return trip


@asynccontextmanager
async def _documents(res: Resources) -> AsyncIterator[DocumentService]:
    who: Principal = res.who
    async with res.in_tenant() as session:
        yield DocumentService(session, res.tenant, datetime.now(UTC), _kept(res), who)


def _view(res: Resources, job: DocumentJob) -> DocumentView:
    if job.status != JobStatus.DONE:
        return document_view(job)
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=res.settings.document_link_s)
    token = sign_ticket(document_signer(res.settings), Ticket(job.tenant, job.id), until)
    return document_view(job, f"/v1/downloads/{token}", until)


def _kept(res: Resources) -> timedelta:
    return timedelta(days=res.settings.document_days)
