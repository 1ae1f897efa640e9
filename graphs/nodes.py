"""The nodes: read the state, call one agent, return the change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agents.booking import attach_links
from agents.discovery import discover
from agents.hearing import hear
from agents.optimisation import optimise
from agents.refinement.narrate import narrate
from agents.refinement.revise import revise
from agents.telling import tell
from domain.candidates import CityCandidates
from domain.certificate import certify
from domain.errors import AgentTimeout, Infeasible
from domain.events import (
    CandidateBrief,
    CandidatesFound,
    DayPlanned,
    NodeFinished,
    NodeName,
    NodeStarted,
    Progress,
    RunEvent,
    TextDelta,
    Understood,
    Warned,
)
from domain.itinerary import Day
from graphs.context import Context
from graphs.state import Ask, Refusal, TripState
from graphs.undo import undone
from graphs.without import without

Change = dict[str, Any]
Node = Callable[[TripState, Runtime[Context]], Awaitable[Change]]
_BRIEFS = 40


def agent(name: NodeName) -> Callable[[Node], Node]:
    """Tell of start and end, keep the time limit, and turn an impossible wish into a refusal."""

    def wrap(node: Node) -> Node:
        @wraps(node)
        async def run(state: TripState, runtime: Runtime[Context]) -> Change:
            limit_s = runtime.context.timeouts_s[name]
            begun = time.perf_counter()
            emit(runtime, NodeStarted(node=name))
            try:
                async with asyncio.timeout(limit_s):
                    change = await node(state, runtime)
            except TimeoutError as error:
                raise AgentTimeout(name, limit_s) from error
            except Infeasible as error:
                refusal = Refusal(code="infeasible", message=str(error), ways_out=error.ways_out, offers=error.offers)
                change = {"refusal": refusal}
            emit(runtime, NodeFinished(node=name, seconds=round(time.perf_counter() - begun, 3)))
            return change

        return run

    return wrap


def emit(runtime: Runtime[Context], event: RunEvent) -> None:
    runtime.stream_writer(event)


@agent("intent")
async def intent(state: TripState, runtime: Runtime[Context]) -> Change:
    """Words to a request, or to typed edits of the trip there is."""
    if state.edits and state.before:
        return {"request": state.before.request}
    if state.accepted is not None:
        emit(runtime, Understood(request=state.accepted))
        return {"request": state.accepted}
    before = state.before
    heard = await hear(
        state.message,
        answers=state.answers,
        today=state.today,
        before=(before.request, before.itinerary) if before else None,
        extract=runtime.context.extract,
    )
    if heard.question is not None:
        asked = heard.question
        return {"question": Ask(field=asked.field, text=asked.text, options=asked.options)}
    if heard.refused:
        message = " ".join(error.message for error in heard.refused)
        return {"refusal": Refusal(code="invalid_request", message=message, field=heard.refused[0].field)}
    if heard.undo:
        return undone(before)
    if heard.edits:
        assert before is not None
        return {"edits": heard.edits, "request": before.request}
    assert heard.request is not None
    emit(runtime, Understood(request=heard.request))
    return {"request": heard.request}


async def clarify(state: TripState, runtime: Runtime[Context]) -> Change:
    """Wait for the answer. Nothing with an effect stands before the interrupt: the node runs again after it."""
    del runtime
    assert state.question is not None
    answer = interrupt(state.question.model_dump(mode="json"))
    return {"answers": (*state.answers, str(answer)), "question": None}


@agent("discovery")
async def discovery(state: TripState, runtime: Runtime[Context]) -> Change:
    assert state.request is not None
    wanted = len(state.request.destinations)
    done = 0

    async def on_city(city: CityCandidates) -> None:
        nonlocal done
        done += 1
        counts = f"{len(city.sights)} sights, {len(city.eats)} places to eat, {len(city.stays)} stays"
        emit(runtime, Progress(node="discovery", message=f"{city.city.name}: {counts}", done=done, total=wanted))
        emit(runtime, _found(city))

    candidates = await discover(state.request, runtime.context.tools, on_city)
    for gap in candidates.gaps:
        emit(runtime, Warned(message=gap.message))
    return {"candidates": candidates}


@agent("optimisation")
async def optimisation(state: TripState, runtime: Runtime[Context]) -> Change:
    assert state.request is not None
    assert state.candidates is not None
    total, done = state.request.days, 0

    async def on_days(days: tuple[tuple[int, Day], ...]) -> None:
        nonlocal done
        done += len(days)
        emit(runtime, Progress(node="optimisation", message="Days solved", done=done, total=total))
        for number, day in days:
            emit(runtime, DayPlanned(number=number, day=day))

    context = runtime.context
    itinerary = await optimise(
        state.request,
        without(state.candidates, state.excluded),
        solve=context.solve,
        on_days=on_days,
        seed=context.seed + state.attempts,
        limit_s=context.solver_seconds,
    )
    return {"itinerary": itinerary}


@agent("refinement")
async def refinement(state: TripState, runtime: Runtime[Context]) -> Change:
    """Apply edits with the smallest change, then tell the trip in words."""
    assert state.request is not None
    if not state.edits:
        assert state.itinerary is not None
        return {"itinerary": narrate(state.request, state.itinerary)}
    assert state.candidates is not None
    assert state.before is not None
    context = runtime.context
    revision = await revise(
        state.before.request,
        state.before.itinerary,
        without(state.candidates, state.excluded),
        state.edits,
        solve=context.solve,
        seed=context.seed + state.attempts,
    )
    itinerary = narrate(revision.request, revision.itinerary)
    emit(runtime, Understood(request=revision.request))
    for number, day in enumerate(itinerary.days, 1):
        emit(runtime, DayPlanned(number=number, day=day))
    return {"request": revision.request, "itinerary": itinerary, "changes": revision.changes}


@agent("verifier")
async def verifier(state: TripState, runtime: Runtime[Context]) -> Change:
    """Re-check every claim; what fails is kept out of the next attempt."""
    assert state.request is not None
    assert state.itinerary is not None
    certificate = certify(state.request, state.itinerary)
    checked = sum(claim.checked for claim in certificate.claims)
    emit(runtime, Progress(node="verifier", message="Claims checked", done=checked, total=checked))
    if certificate.valid:
        return {"certificate": certificate}
    suspects = {place for violation in certificate.violations for place in violation.place_ids}
    named = {wish.place_id for wish in state.request.must_see}
    excluded = tuple(sorted({*state.excluded, *(suspects - named)}))
    return {"certificate": certificate, "attempts": state.attempts + 1, "excluded": excluded}


@agent("booking")
async def booking(state: TripState, runtime: Runtime[Context]) -> Change:
    assert state.request is not None
    assert state.itinerary is not None
    return {"itinerary": attach_links(state.request, state.itinerary, affiliates=runtime.context.affiliates)}


@agent("rendering")
async def rendering(state: TripState, runtime: Runtime[Context]) -> Change:
    """The certificate of the finished trip, and the words that go with it."""
    assert state.request is not None
    assert state.itinerary is not None
    told = tell(state.request, state.itinerary, state.changes)
    for warning in state.itinerary.warnings:
        emit(runtime, Warned(message=warning))
    for sentence in told.sentences:
        emit(runtime, TextDelta(text=sentence))
    return {"certificate": told.certificate, "said": "".join(told.sentences)}


def _found(city: CityCandidates) -> CandidatesFound:
    top = tuple(
        CandidateBrief(
            id=one.place.id,
            name=one.place.name,
            kind=one.place.kind.value,
            category=one.place.category.value,
            lat=one.place.at.lat,
            lon=one.place.at.lon,
            score=round(one.score, 1),
        )
        for one in city.sights[:_BRIEFS]
    )
    return CandidatesFound(
        city_id=city.city.id, sights=len(city.sights), eats=len(city.eats), stays=len(city.stays), top=top
    )
