"""Runs: their state, their events, and stopping them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from api.declarations import lasting, repeated
from api.deps import Res
from api.guard import needs
from api.problems import refusals
from api.stream import event_stream
from domain.events import LoggedEvent, Stopped
from domain.identity import Permission
from infra.events import START
from services.trips.schemas import RunStatus, RunView

router = APIRouter(prefix="/v1/runs", tags=["runs"])
READ = needs(Permission.READ_ITINERARY)
_ID = r"^\d+-\d+$"


@router.get("/{run_id}", responses=refusals(404), dependencies=[READ, *repeated()])
async def get_run(run_id: UUID, res: Res) -> RunView:
    async with res.trips() as trips:
        return await trips.run(run_id)


@router.get(
    "/{run_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "model": LoggedEvent}, **refusals(404)},
    dependencies=[READ, lasting()],
)
async def follow_run(
    run_id: UUID,
    res: Res,
    last_event_id: Annotated[str | None, Header(pattern=_ID)] = None,
    after: Annotated[str | None, Query(pattern=_ID, description="as Last-Event-ID, for a reload")] = None,
) -> StreamingResponse:
    """The run's events as server-sent events, each `data` a LoggedEvent.

    Resumes after `Last-Event-ID`; ends after the run's last event or its question. Disconnecting
    does not stop the run.
    """
    async with res.trips() as trips:
        await trips.run(run_id)
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    stream = event_stream(res.events, run_id, last_event_id or after or START)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


@router.post("/{run_id}/stop", responses=refusals(404), dependencies=[needs(Permission.WRITE_ITINERARY)])
async def stop_run(run_id: UUID, res: Res) -> RunView:
    """Stop the run; what it had finished stays in its log. Stopping an ended run changes nothing."""
    async with res.trips() as trips:
        run = await trips.stop(run_id)
    if run.status is RunStatus.STOPPED:
        last = await res.events.last(run_id)
        if last is None or Stopped().model_dump_json() != last.body:
            await res.events.append(run_id, Stopped().model_dump_json())
    return run
