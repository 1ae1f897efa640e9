"""Drives runs: under a lease, from the last checkpoint, every step into the run's log."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import structlog
from pydantic import TypeAdapter

from domain.errors import TripwrightError
from domain.events import TERMINAL, Failed, Final, Question, RunEvent, Stopped
from graphs.run import Ended, drive
from graphs.state import TripState, Version
from infra.leases import LeaseLost, is_leased, lease
from services.trips.repository import open_runs
from services.trips.schemas import ENDED, RunStatus
from services.trips.service import RunInput
from workers.resources import Resources

log = structlog.get_logger()
TENANT = "public"
_EVENT: TypeAdapter[RunEvent] = TypeAdapter(RunEvent)
_STOP_CHECK_S = 0.3
_OUR_FAULT = "Something went wrong on our side. Your messages are kept; please try again."


async def drive_run(run_id: UUID, resources: Resources, tenant: str = TENANT) -> None:
    """Bring a run to its end, its question or its stop; harmless when it is there or somebody is at it."""
    with suppress(LeaseLost):
        async with lease(resources.redis, f"run:{run_id}", resources.settings.lease_s) as mine:
            if mine:
                await _drive(run_id, resources, tenant)


async def _drive(run_id: UUID, resources: Resources, tenant: str) -> None:
    async with resources.trips(tenant) as trips:
        run = await trips.input_of(run_id)
    if run.status in (*ENDED, RunStatus.WAITING):
        await _announce(run, resources, tenant)
        return
    work = asyncio.create_task(_work(run, resources, tenant))
    watch = asyncio.create_task(_until_stopped(run_id, resources, tenant))
    try:
        await asyncio.wait((work, watch), return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _end(work)
        await _end(watch)
    if not work.cancelled() and (error := work.exception()):
        await _fail(run, resources, tenant, error)


async def _end(task: asyncio.Task[None]) -> None:
    """Cancel until it has ended: a cancellation may be swallowed on its way (redis-py 8.1)."""
    while not task.done():
        task.cancel()
        await asyncio.wait((task,), timeout=0.5)


async def _work(run: RunInput, resources: Resources, tenant: str) -> None:
    async for event in drive(resources.graph, str(run.run_id), _asked(run), resources.context, run.answers):
        if isinstance(event, Ended):
            await _settle(run, event, resources, tenant)
        else:
            await resources.events.append(run.run_id, event.model_dump_json())


def _asked(run: RunInput) -> TripState:
    """The graph's first state; "today" is the day the message was sent, however late the run resumes."""
    earlier = Version(request=run.previous[0], itinerary=run.previous[1]) if run.previous else None
    before = (
        Version(request=run.request, itinerary=run.itinerary, previous=earlier)
        if run.request and run.itinerary
        else None
    )
    return TripState(
        today=_local_day(run.asked_at), message=run.message or "", edits=run.edits, accepted=run.accepted, before=before
    )


def _local_day(at: datetime) -> date:
    return at.astimezone(UTC).date()


async def _settle(run: RunInput, ended: Ended, resources: Resources, tenant: str) -> None:
    """Record how it ended, then tell; the row comes first, so that a reader of the end finds it."""
    event, state = ended.event, ended.state
    async with resources.trips(tenant) as trips:
        match event:
            case Final():
                assert state.request is not None
                recorded = await trips.finish(
                    run.run_id,
                    state.request,
                    event.itinerary,
                    event.certificate,
                    said=state.said,
                    changes=state.changes,
                )
            case Question():
                recorded = await trips.wait(run.run_id, event.model_dump(mode="json"), event.text)
            case Failed():
                recorded = await trips.fail(run.run_id, event.model_dump(mode="json"), event.message)
    if recorded:
        await _tell_end(run.run_id, event, resources, tenant)


async def _tell_end(
    run_id: UUID, event: Final | Question | Failed | Stopped, resources: Resources, tenant: str
) -> None:
    await resources.events.append(run_id, event.model_dump_json())
    async with resources.trips(tenant) as trips:
        await trips.announced(run_id)


async def _fail(run: RunInput, resources: Resources, tenant: str, error: BaseException) -> None:
    log.error("run failed", run=str(run.run_id), exc_info=error)
    known = isinstance(error, TripwrightError)
    event = Failed(code=type(error).__name__ if known else "internal", message=str(error) if known else _OUR_FAULT)
    async with resources.trips(tenant) as trips:
        recorded = await trips.fail(run.run_id, event.model_dump(mode="json"), event.message)
    if recorded:
        await _tell_end(run.run_id, event, resources, tenant)


async def _announce(run: RunInput, resources: Resources, tenant: str) -> None:
    """The end (or question) of a run whose worker died after the row and before the log had it."""
    last = await resources.events.last(run.run_id)
    if last is None or _EVENT.validate_json(last.body).type not in (*TERMINAL, "question"):
        await resources.events.append(run.run_id, _end_of(run).model_dump_json())
    async with resources.trips(tenant) as trips:
        await trips.announced(run.run_id)


def _end_of(run: RunInput) -> Final | Question | Failed | Stopped:
    if run.status is RunStatus.WAITING:
        return Question.model_validate(run.outcome)
    if run.status is RunStatus.STOPPED:
        return Stopped()
    if run.status is RunStatus.FAILED:
        return Failed.model_validate(run.outcome)
    assert run.itinerary is not None
    assert run.certificate is not None
    return Final(
        itinerary=run.itinerary, certificate=run.certificate, changes=run.changes, served_by=run.itinerary.served_by
    )


async def _until_stopped(run_id: UUID, resources: Resources, tenant: str) -> None:
    """Return when somebody has stopped the run."""
    while True:
        await asyncio.sleep(_STOP_CHECK_S)
        async with resources.trips(tenant) as trips:
            if (await trips.run(run_id)).status is RunStatus.STOPPED:
                return


async def sweep(resources: Resources) -> int:
    """Drive the runs that nobody drives: their worker died, or their job was lost. How many there were."""
    before = datetime.now(UTC) - timedelta(seconds=resources.settings.lease_s)
    async with resources.sessions() as session:
        found = await open_runs(session, before)
    orphans = [(run_id, tenant) for run_id, tenant in found if not await is_leased(resources.redis, f"run:{run_id}")]
    await asyncio.gather(*(drive_run(run_id, resources, tenant) for run_id, tenant in orphans))
    return len(orphans)


async def sweep_forever(resources: Resources) -> None:
    """Sweep once per lease length, whatever happens."""
    while True:
        await asyncio.sleep(resources.settings.lease_s)
        try:
            await sweep(resources)
        except Exception as error:
            log.exception("sweep failed", exc_info=error)
