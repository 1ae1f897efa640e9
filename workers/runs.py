"""Drives runs: under a lease, from the last checkpoint, every step into the run's log."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import structlog
from pydantic import TypeAdapter

from domain.errors import TripwrightError
from domain.events import TERMINAL, WAITING, Declined, Ending, Failed, Final, Proposed, Question, RunEvent, Stopped
from graphs.run import Ended, drive, put_back
from graphs.state import TripState, Version
from infra.ending import end
from infra.leases import LeaseLost, is_leased, lease
from infra.tally import Tally, tallying
from infra.telemetry.faults import report
from services.budgets.service import sweep as sweep_holds
from services.trips.proposals import is_proposal
from services.trips.repository import open_runs
from services.trips.run_input import RunInput
from services.trips.schemas import ENDED, RunStatus
from services.usage.stages import StageLog, outcome_of, staged
from tools.adapter import Caller
from tools.line.meter import own_use
from workers.observing import count_end, observed
from workers.resources import Resources

log = structlog.get_logger()
TENANT = "public"
_EVENT: TypeAdapter[RunEvent] = TypeAdapter(RunEvent)
_STOP_CHECK_S = 0.3
_OUR_FAULT = "Something went wrong on our side. Your messages are kept; please try again."


async def drive_run(run_id: UUID, resources: Resources, tenant: str = TENANT) -> None:
    """Bring a run to its end, its question or its stop; harmless when it is there or somebody is at it."""
    with suppress(LeaseLost), tallying() as tally, _alone(run_id, resources) as first:
        if not first:
            return
        async with lease(resources.redis, f"run:{run_id}", resources.settings.lease_s) as mine:
            if mine:
                await _drive(run_id, resources, tenant)
                _meter(run_id, resources, tenant, tally)


@contextmanager
def _alone(run_id: UUID, resources: Resources) -> Iterator[bool]:
    """Whether nobody in this process is at it; a process that stood still may have let its own lease run out."""
    first = run_id not in resources.driving
    resources.driving.add(run_id)
    try:
        yield first
    finally:
        if first:
            resources.driving.discard(run_id)


async def _drive(run_id: UUID, resources: Resources, tenant: str) -> None:
    async with resources.trips(tenant) as trips:
        run = await trips.input_of(run_id)
    if run.status in (*ENDED, RunStatus.WAITING):
        await _announce(run, resources, tenant)
        return
    with observed(run, tenant):
        await _watched(run, resources, tenant)


async def _watched(run: RunInput, resources: Resources, tenant: str) -> None:
    """The work itself, until it has ended or somebody has stopped it."""
    work = asyncio.create_task(_work(run, resources, tenant))
    watch = asyncio.create_task(_until_stopped(run.run_id, resources, tenant))
    try:
        await asyncio.wait((work, watch), return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(work, watch)
    if not work.cancelled() and (error := work.exception()):
        await _fail(run, resources, tenant, error)


def _meter(run_id: UUID, resources: Resources, tenant: str, tally: Tally) -> None:
    """What the run used of our own; what it used of others the line has metered call by call."""
    line = resources.assembly.board.line
    for record in own_use(tally, Caller(tenant, run_id=str(run_id)), datetime.now(UTC), line.prices_usd):
        line.meter(record)


async def _work(run: RunInput, resources: Resources, tenant: str) -> None:
    caller = Caller(tenant, user=run.owner, run_id=str(run.run_id), trip_id=str(run.trip_id))
    context = await resources.assembly.context(caller, await resources.config.of(tenant))
    async with staged(resources.platform, StageLog(tenant, run.run_id, run.trip_id)) as stages:
        async for event in drive(resources.graph, str(run.run_id), _asked(run), context, run.answers):
            if isinstance(event, Ended):
                stages.outcome = outcome_of(event.event)
                await _settle(run, event, resources, tenant)
            else:
                stages.hear(event)
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
        today=_local_day(run.asked_at),
        message=run.message or "",
        edits=run.edits,
        accepted=run.accepted,
        before=before,
        review=run.review,
        base=before if run.review else None,
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
                    undo=state.undo,
                )
            case Question():
                recorded = await trips.wait(run.run_id, event.model_dump(mode="json"), event.text)
            case Proposed():
                said = event.said if event.unmet is None else event.unmet.message
                recorded = await trips.wait(run.run_id, event.model_dump(mode="json"), said)
            case Declined():
                recorded = await trips.decline(run.run_id)
            case Failed():
                recorded = await trips.fail(run.run_id, event.model_dump(mode="json"), event.message)
    if recorded:
        count_end(event)
        await _tell_end(run.run_id, event, resources, tenant)


async def _tell_end(run_id: UUID, event: Ending | Stopped, resources: Resources, tenant: str) -> None:
    await resources.events.append(run_id, event.model_dump_json())
    async with resources.trips(tenant) as trips:
        await trips.announced(run_id)


async def _fail(run: RunInput, resources: Resources, tenant: str, error: BaseException) -> None:
    log.error("run failed", run=str(run.run_id), exc_info=error)
    report(error, "graph.run", tenant=tenant)
    known = isinstance(error, TripwrightError)
    event = Failed(code=type(error).__name__ if known else "internal", message=str(error) if known else _OUR_FAULT)
    await _settle(run, await _reopened(run, event, resources) or Ended(event, _asked(run)), resources, tenant)


async def _reopened(run: RunInput, failed: Failed, resources: Resources) -> Ended | None:
    """The proposal of which something was being made; a run whose state cannot be read ends as any other."""
    try:
        return await put_back(resources.graph, str(run.run_id), failed)
    except Exception as error:
        log.exception("a proposal could not be opened again", run=str(run.run_id))
        report(error, "graph.reopen")
        return None


async def _announce(run: RunInput, resources: Resources, tenant: str) -> None:
    """The end (or question) of a run whose worker died after the row and before the log had it."""
    last = await resources.events.last(run.run_id)
    if last is None or _EVENT.validate_json(last.body).type not in (*TERMINAL, *WAITING):
        await resources.events.append(run.run_id, _end_of(run).model_dump_json())
    async with resources.trips(tenant) as trips:
        await trips.announced(run.run_id)


def _end_of(run: RunInput) -> Ending | Stopped:
    if run.status is RunStatus.WAITING:
        return (
            Proposed.model_validate(run.outcome) if is_proposal(run.outcome) else Question.model_validate(run.outcome)
        )
    if run.status is RunStatus.STOPPED:
        return Stopped()
    if run.status is RunStatus.FAILED:
        return Failed.model_validate(run.outcome)
    if run.outcome.get("type") == "declined":
        return Declined()
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
    async with resources.platform() as session:
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
            await sweep_holds(resources.platform, datetime.now(UTC))
        except Exception as error:
            log.exception("sweep failed", exc_info=error)
