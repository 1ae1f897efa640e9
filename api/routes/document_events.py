"""A document's log as server-sent events, in the frames of a run's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

from pydantic import TypeAdapter

from infra.events import EventLog
from services.documents.schemas import DocumentEvent, LoggedDocumentEvent

_EVENT: TypeAdapter[DocumentEvent] = TypeAdapter(DocumentEvent)
_HEARTBEAT_S = 10.0


async def document_stream(log: EventLog, job_id: UUID, after: str) -> AsyncIterator[str]:
    """Frames from just after an id up to the document's end; a comment now and then keeps proxies awake."""
    yield "retry: 1000\n\n"
    async for entry in log.follow(job_id, after, idle_s=_HEARTBEAT_S):
        if entry is None:
            yield ": still here\n\n"
            continue
        event = _EVENT.validate_json(entry.body)
        logged = LoggedDocumentEvent(id=entry.id, at=entry.at, event=event)
        yield f"id: {entry.id}\nevent: {event.type}\ndata: {logged.model_dump_json()}\n\n"
        if event.type != "progress":
            return
