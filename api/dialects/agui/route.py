"""AG-UI (Agent-User Interaction protocol): a run of ours as its event stream, for CopilotKit and its like."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID, uuid4

from ag_ui.core import (
    AgentCapabilities,
    BaseEvent,
    ExecutionCapabilities,
    HumanInTheLoopCapabilities,
    IdentityCapabilities,
    RunAgentInput,
    StateCapabilities,
    ToolsCapabilities,
    TransportCapabilities,
)
from fastapi import APIRouter, Header
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from api.declarations import accepts, lasting, trip_quota, uncounted
from api.deps import IdempotencyKey, Owner, Res
from api.dialects.agui.heard import key_of, reviewed, run_of, trip_of, words_of
from api.dialects.agui.state import PlanState
from api.dialects.agui.translate import ASKING_TOOL, Asked, Translation
from api.dialects.house import Refused, asked
from api.dialects.inside import Inside, OwnHouse
from api.dialects.said import Said, heard_by, part, placed
from api.guard import anyone, needs
from api.problems import refusals
from api.version import VERSION
from domain.errors import Conflict, NotFound
from domain.identity import Permission
from services.trips.schemas import RunStatus, Spoken, Started, TripView
from services.trips.service import Ids

router = APIRouter(prefix="/v1/agui", tags=["dialects"])
WRITE = needs(Permission.WRITE_ITINERARY)
_MOST_BYTES = 4_000_000  # a front end sends the whole conversation and the shared state back
_ID = r"^\d+-\d+\.\d+$"
_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


class _Begin(BaseModel):
    """The first words of a thread."""

    model_config = ConfigDict(extra="forbid")

    message: Spoken


@router.post(
    "",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {}}, "description": "AG-UI events as server-sent events"},
        **refusals(404, 409, 413, 422, 429),
    },
    dependencies=[WRITE, lasting(), uncounted(), accepts(_MOST_BYTES)],
)
async def run_agent(
    body: RunAgentInput,
    house: OwnHouse,
    last_event_id: Annotated[str | None, Header(pattern=_ID)] = None,
) -> Response:
    """Plan, change or answer: the last message of `messages`, or `resume`, is what the traveller says.

    `threadId` is a trip's id or a name of your own, which is then one trip of yours for good. The same `runId` is
    heard once: send the same request again, with `Last-Event-ID` where the stream broke off, to read on. Hanging up
    stops nothing; `POST /v1/runs/{run_id}/stop` does, with the `run_id` that is in the shared state. A change is
    shown first and waits for a decision as an interrupt; `forwardedProps: {"review": false}` makes it at once.
    """
    trip_id, trip = await _find(body, house)
    try:
        said = _heard_before(body, trip, _caller(house)) or await _say(house, body, trip, trip_id)
    except Refused as refused:
        return Response(
            refused.answer.body, refused.answer.status, media_type=refused.answer.headers.get("content-type")
        )
    before = trip.itinerary if trip is not None else None
    state = PlanState(trip_id=str(said.trip_id), run_id=str(said.run_id), itinerary=before)
    telling = Translation(
        Asked(
            thread_id=body.thread_id,
            run_id=body.run_id,
            state=state,
            messages=tuple(body.messages),
            place=said.place,
            has_tool=any(tool.name == ASKING_TOOL for tool in body.tools or ()),
        )
    )
    frames = _frames(telling, house, said, last_event_id)
    return StreamingResponse(frames, media_type="text/event-stream", headers=_HEADERS | house.told)


@router.post(
    "/threads/{trip_id}/{run_id}", include_in_schema=False, status_code=202, dependencies=[WRITE, trip_quota()]
)
async def begin_thread(
    trip_id: UUID, run_id: UUID, body: _Begin, res: Res, owner: Owner, key: IdempotencyKey = None
) -> Started:
    """A trip under ids that the front end's names give; asked from within, so that it is one of the day's trips."""
    async with res.trips() as trips:
        started = await trips.start(Ids(trip_id, run_id, uuid4()), owner, body.message, key)
    await res.queue(started.run.id)
    return started


@router.get("/capabilities", dependencies=[anyone()])
async def tell_capabilities() -> AgentCapabilities:
    """What the agent can do, in AG-UI's terms."""
    return AgentCapabilities(
        identity=IdentityCapabilities(
            name="Tripwright", type="langgraph", version=VERSION, description="Trip plans that are solved and certified"
        ),
        transport=TransportCapabilities(streaming=True, websocket=False, http_binary=False, resumable=True),
        tools=ToolsCapabilities(supported=True, client_provided=False),
        state=StateCapabilities(snapshots=True, deltas=True, persistent_state=True),
        execution=ExecutionCapabilities(code_execution=False),
        human_in_the_loop=HumanInTheLoopCapabilities(supported=True, interrupts=True, feedback=False),
    )


async def _find(body: RunAgentInput, house: Inside) -> tuple[UUID, TripView | None]:
    """The thread's trip where there is one already, and under which id it is or will be."""
    named, derived = trip_of(body, _caller(house))
    async with house.resources.trips() as trips:
        for trip_id in (named, derived):
            try:
                if trip_id is not None:
                    return trip_id, await trips.view(trip_id)
            except NotFound:
                continue
    return derived, None


def _caller(house: Inside) -> str:
    """Under which names are derived: nobody else's are the same."""
    return f"{house.resources.tenant}/{house.owner}"


def _heard_before(body: RunAgentInput, trip: TripView | None, caller: str) -> Said | None:
    """The part of a run that this request has begun, where it is sent again and no route need hear it anew.

    Raises Conflict for an answer that nothing waits for.
    """
    first = run_of(body, caller)
    if trip is not None and not body.resume and heard_by(trip, first):
        return Said(trip.id, first, 0)
    if not body.resume:
        return None
    run = trip.run if trip is not None else None
    run_id, _, rest = body.resume[-1].interrupt_id.partition(":")
    if trip is None or run is None or str(run.id) != run_id:
        raise Conflict("the trip has gone on since that question was asked")
    answers = heard_by(trip, run.id)[1:]
    place = int(number) if (number := rest.partition(":")[0]).isdigit() else -1
    if 0 <= place < len(answers) and answers[place].text == words_of(body).strip():
        return Said(trip.id, run.id, place + 1)
    if run.status is not RunStatus.WAITING or place != len(answers):
        raise Conflict("that question is answered")
    return None


async def _say(house: Inside, body: RunAgentInput, trip: TripView | None, trip_id: UUID) -> Said:
    """Begin the trip, or go on with it; raises Refused with what the route answered."""
    words, key = words_of(body), key_of(body)
    if trip is None:
        path = f"/v1/agui/threads/{trip_id}/{run_of(body, _caller(house))}"
        content = await asked(house, "POST", path, {"message": words}, key)
    else:
        said = {"text": words, "review": reviewed(body)}
        content = await asked(house, "POST", f"/v1/trips/{trip.id}/messages", said, key)
    started = Started.model_validate(content)
    async with house.resources.trips() as trips:
        return placed(await trips.view(started.trip_id), started)


async def _frames(telling: Translation, house: Inside, said: Said, after: str | None) -> AsyncIterator[str]:
    """Server-sent events from just after an id; each id is that of our log and a count within what it became."""
    seen = _order(after) if after else (-1, -1, -1)
    yield "retry: 1000\n\n"
    for number, event in enumerate(telling.begin()):
        if (0, 0, number) > seen:
            yield _frame(f"0-0.{number}", event)
    async for logged in part(house, said):
        if logged is None:
            yield ": still here\n\n"
            continue
        for number, event in enumerate(telling.hear(logged.event)):
            name = f"{logged.id}.{number}"
            if _order(name) > seen:
                yield _frame(name, event)


def _order(name: str) -> tuple[int, ...]:
    return tuple(int(one) for one in name.replace(".", "-").split("-"))


def _frame(name: str, event: BaseEvent) -> str:
    return f"id: {name}\ndata: {event.model_dump_json(by_alias=True)}\n\n"
