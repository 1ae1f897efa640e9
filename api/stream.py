"""A run's log as server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

from pydantic import TypeAdapter

from domain.events import TERMINAL, LoggedEvent, RunEvent
from infra.events import Entry, EventLog

_EVENT: TypeAdapter[RunEvent] = TypeAdapter(RunEvent)
_HEARTBEAT_S = 10.0


async def event_stream(log: EventLog, run_id: UUID, after: str) -> AsyncIterator[str]:
    """Frames from just after an id up to the run's end; a comment now and then keeps proxies awake.

    A question does not end the stream by itself: the same run goes on in the same log once it is
    answered.
    """
    yield "retry: 1000\n\n"
    async for entry in log.follow(run_id, after, idle_s=_HEARTBEAT_S):
        if entry is None:
            yield ": still here\n\n"
            continue
        event = _EVENT.validate_json(entry.body)
        yield frame(entry, event)
        if event.type in TERMINAL:
            return


def frame(entry: Entry, event: RunEvent) -> str:
    logged = LoggedEvent(id=entry.id, at=entry.at, event=event)
    return f"id: {entry.id}\nevent: {event.type}\ndata: {logged.model_dump_json()}\n\n"
