"""The OpenAI Chat Completions API over our trips, for Open WebUI and every client that can be given a base address."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header
from fastapi.responses import JSONResponse, Response, StreamingResponse

from api.declarations import accepts, lasting, uncounted
from api.dialects.house import Answer, Refused
from api.dialects.inside import Inside, OwnHouse
from api.dialects.openai.answer import Piece, Speaking
from api.dialects.openai.conversation import key_of, number_in, trip_of
from api.dialects.openai.schemas import (
    MODEL,
    AnswerChoice,
    AnswerMessage,
    ChatCompletion,
    ChatRequest,
    ModelCard,
    ModelList,
)
from api.dialects.openai.stream import Heading, chunks
from api.dialects.said import Said, part, placed
from api.guard import anyone, needs
from api.problems import FieldProblem, Problem, refusals
from api.resources import Resources
from domain.errors import FieldError, InvalidRequest, ProviderError
from domain.identity import Permission
from services.trips.proposals import offers_of
from services.trips.schemas import RunStatus, Started, TripView

router = APIRouter(prefix="/v1", tags=["dialects"])
WRITE = needs(Permission.WRITE_ITINERARY)
_MOST_BYTES = 2_000_000
_BEGUN = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
_AT_WORK = (RunStatus.QUEUED, RunStatus.RUNNING)
_MOST_AGAIN = 20  # times that the same conversation is asked again on one day


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses={200: {"content": {"text/event-stream": {}}}, **refusals(404, 409, 413, 422, 429)},
    dependencies=[WRITE, lasting(), uncounted(), accepts(_MOST_BYTES)],
)
async def complete_chat(
    body: ChatRequest,
    house: OwnHouse,
    x_stainless_retry_count: Annotated[int, Header(ge=0, include_in_schema=False)] = 0,
) -> Response:
    """Plan a trip or change it: the last message is what the traveller says; errors come in OpenAI's shape.

    The trip is found by `metadata.trip_id`, by `user` ("trip:<id>") or by the link that our answers begin with.
    Hanging up stops nothing but the stream; `POST /v1/runs/{run_id}/stop` stops the run, whose id is in the header
    X-Run-Id. An SDK's own retry joins the run that its first try began.
    """
    if body.model != MODEL:
        return _no_model(body.model)
    if (unserved := body.unserved) is not None:
        raise InvalidRequest([FieldError(*unserved)])
    res = house.resources
    try:
        said, created = await _say(house, body, retried=x_stainless_retry_count > 0)
    except Refused as refused:
        return _told_again(refused.answer)
    heading = Heading(f"chatcmpl-{said.run_id.hex}-{said.place}", created, str(said.trip_id), str(said.run_id))
    pieces = _pieces(Speaking(f"{res.settings.address}/trips/{said.trip_id}"), house, said)
    headers = {"X-Trip-Id": heading.trip_id, "X-Run-Id": heading.run_id} | house.told
    if not body.stream:
        return JSONResponse((await _whole(heading, pieces)).model_dump(mode="json"), headers=headers)
    usage = body.stream_options is not None and body.stream_options.include_usage
    headers |= {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(chunks(heading, pieces, usage=usage), media_type="text/event-stream", headers=headers)


@router.get("/models", dependencies=[anyone()])
async def list_models() -> ModelList:
    """The one model that there is."""
    return ModelList(data=(ModelCard(created=_BEGUN),))


@router.get("/models/{model}", response_model=ModelCard, responses=refusals(404), dependencies=[anyone()])
async def get_model(model: str) -> Response:
    if model != MODEL:
        return _no_model(model)
    return JSONResponse(ModelCard(created=_BEGUN).model_dump(mode="json"))


async def _say(house: Inside, body: ChatRequest, *, retried: bool) -> tuple[Said, int]:
    """Begin the trip or go on with it: which part of which run answers, and when it was begun (seconds since 1970)."""
    res, trip_id, words = house.resources, trip_of(body), body.messages[-1].text
    path, content = await _wording(res, trip_id, words, review=body.review)
    now, again_after = datetime.now(UTC), ""
    for _ in range(_MOST_AGAIN):
        answer = await house.ask("POST", path, content, key_of(body, now.date(), again_after))
        if not answer.ok:
            raise Refused(answer)
        started = Started.model_validate(answer.content)
        async with res.trips() as trips:
            trip = await trips.view(started.trip_id)
            run = await trips.run(started.run.id)
        if retried or run.status in _AT_WORK or "idempotency-replayed" not in answer.headers:
            break
        again_after = str(run.id)  # asked again on purpose: what was answered before is another run
    return placed(trip, started), int(run.created_at.timestamp())


async def _wording(res: Resources, trip_id: UUID | None, words: str, *, review: bool) -> tuple[str, dict[str, object]]:
    """The route that hears the words, and its body; a bare number takes a way out that was offered."""
    if trip_id is None:
        return "/v1/trips", {"message": words}
    if (number := number_in(words)) is not None:
        async with res.trips() as trips:
            trip = await trips.view(trip_id)
        if (offered := await _offers(res, trip)) and number < offered:
            assert trip.run is not None
            return f"/v1/trips/{trip_id}/offers", {"run_id": str(trip.run.id), "number": number}
    return f"/v1/trips/{trip_id}/messages", {"text": words, "review": review}


async def _offers(res: Resources, trip: TripView) -> int:
    """How many ways out the trip's newest run has offered."""
    if trip.run is None or trip.run.status not in (RunStatus.FAILED, RunStatus.WAITING):
        return 0
    last = await res.events.last(trip.run.id)
    return len(offers_of(json.loads(last.body))) if last else 0


async def _pieces(speaking: Speaking, house: Inside, said: Said) -> AsyncIterator[Piece | None]:
    for piece in speaking.begin():
        yield piece
    async for logged in part(house, said):
        if logged is None:
            yield None
            continue
        for piece in speaking.hear(logged.event):
            yield piece


async def _whole(heading: Heading, pieces: AsyncIterator[Piece | None]) -> ChatCompletion:
    """Raises ProviderError where the run failed for no fault of the traveller's."""
    said: list[str] = []
    async for piece in pieces:
        if piece is not None and piece.kind == "failed":
            raise ProviderError("run", piece.text)
        if piece is not None and piece.kind == "said":
            said.append(piece.text)
    choice = AnswerChoice(message=AnswerMessage(content="".join(said).strip()))
    ids = {"id": heading.id, "trip_id": heading.trip_id, "run_id": heading.run_id}
    return ChatCompletion(**ids, created=heading.created, choices=(choice,))


def _no_model(name: str) -> Response:
    detail = f"there is no model {name[:100]!r} here; there is {MODEL!r}"
    problem = Problem(
        type="/problems/not-found",
        title="There is no such thing",
        status=404,
        detail=detail,
        errors=(FieldProblem(field="model", message=detail),),
    )
    return JSONResponse(problem.model_dump(mode="json"), 404, media_type="application/problem+json")


def _told_again(answer: Answer) -> Response:
    kept = {name: answer.headers[name] for name in ("retry-after", "www-authenticate") if name in answer.headers}
    return Response(answer.body, answer.status, headers=kept, media_type=answer.headers.get("content-type"))
