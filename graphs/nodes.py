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
from agents.discovery.details import with_details
from agents.discovery.named import with_candidates_found
from agents.discovery.pictures import with_pictures
from agents.hearing import hear
from agents.optimisation import optimise
from agents.refinement.narrate import narrate
from agents.refinement.revise import revise
from agents.telling import tell
from agents.writing.keeping import keep_words
from domain.candidates import Candidates, CityCandidates
from domain.certificate import certify
from domain.errors import AgentTimeout, Infeasible
from domain.events import (
    CandidateBrief,
    CandidatesFound,
    DayPlanned,
    Failed,
    NodeFinished,
    NodeName,
    NodeStarted,
    Progress,
    RunEvent,
    Understood,
    Warned,
)
from domain.itinerary import Day
from graphs.context import Context
from graphs.reviewing import decided, reopened
from graphs.state import Refusal, TripState
from graphs.undo import undone
from graphs.without import without
from graphs.wording import Told, ask_or_answer, into_words
from infra.stage import at_stage
from infra.telemetry.agents import agent_work

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
                with at_stage(name), agent_work(name, "run", refusals=(Infeasible,)):
                    async with asyncio.timeout(limit_s):
                        change = await node(state, runtime)
            except TimeoutError as error:
                raise AgentTimeout(name, limit_s) from error
            except Infeasible as error:
                change = {"refusal": _refusal(error)}
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
        answers=state.answers[state.settled :],
        today=state.today,
        before=(before.request, before.itinerary) if before else None,
        models=runtime.context.models,
        reading=runtime.context.reading,
        world=runtime.context.tools.world,
    )
    if heard.question is not None:
        return {"question": await ask_or_answer(heard, state, runtime), "read_by": heard.level}
    if heard.refused:
        message = " ".join(error.message for error in heard.refused)
        return {"refusal": Refusal(code="invalid_request", message=message, field=heard.refused[0].field)}
    if heard.undo:
        return undone(before, state.base if state.settled else None)
    if heard.edits:
        assert before is not None
        return {"edits": heard.edits, "request": before.request, "read_by": heard.level}
    assert heard.request is not None
    emit(runtime, Understood(request=heard.request))
    return {"request": heard.request, "read_by": heard.level}


async def clarify(state: TripState, runtime: Runtime[Context]) -> Change:
    """Wait for the answer. Nothing with an effect stands before the interrupt: the node runs again after it."""
    del runtime
    assert state.question is not None
    answer = interrupt(state.question.model_dump(mode="json"))
    return {"answers": (*state.answers, str(answer)), "question": None}


async def review(state: TripState, runtime: Runtime[Context]) -> Change:
    """Wait for the decision about the change, as `clarify` does for an answer."""
    del runtime
    return decided(state, str(interrupt("review")))


async def reopen(state: TripState, runtime: Runtime[Context]) -> Change:
    """Back to the change under review, with why what was wished of it cannot be, or with what was answered."""
    del runtime
    if state.refusal is None:
        assert state.question is not None
        return reopened(state, None, state.question.text)
    return reopened(state, Failed.model_validate(state.refusal.model_dump()))


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

    models = None if state.edits else runtime.context.models  # a change is planned with the order that was
    candidates = await discover(state.request, runtime.context.tools, on_city, models)
    for gap in candidates.gaps:
        emit(runtime, Warned(message=gap.message))
    return {"candidates": candidates, "request": with_candidates_found(state.request, candidates)}


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
        seed=context.seed + state.attempts + state.settled,
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
    assert state.before is not None
    context, before = runtime.context, (state.before.request, state.before.itinerary)
    revision = await revise(
        *before,
        without(state.candidates or Candidates(cities=()), state.excluded),
        state.edits,
        solve=context.solve,
        seed=context.seed + state.attempts,
    )
    itinerary = keep_words(before, (revision.request, revision.itinerary))
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
    tools = runtime.context.tools
    linked = attach_links(state.request, state.itinerary, affiliates=runtime.context.affiliates)
    return {"itinerary": await with_pictures(await with_details(linked, tools.place_details), tools.images)}


@agent("rendering")
async def rendering(state: TripState, runtime: Runtime[Context]) -> Change:
    """The certificate of the finished trip, and the words that go with it."""
    assert state.request is not None
    seen = Told(runtime)
    itinerary = await into_words(state, runtime, seen)
    told = tell(state.request, itinerary, state.changes)
    for warning in itinerary.warnings:
        emit(runtime, Warned(message=warning))
    await seen.take_rest(told.sentences)
    return {"itinerary": itinerary, "certificate": told.certificate, "said": "".join(told.sentences)}


def _refusal(error: Infeasible) -> Refusal:
    return Refusal(
        code="infeasible",
        message=str(error),
        conflict=error.conflict,
        ways_out=error.ways_out,
        offers=error.offers,
    )


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
