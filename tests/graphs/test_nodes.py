"""The graph on real agents and the real atlas, without a database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from domain.edits import RemoveStop
from domain.errors import AgentTimeout
from domain.events import Failed, Final, NodeFinished, NodeStarted, Question
from graphs.assembly import open_context
from graphs.build import build_graph
from graphs.checkpoints import serializer
from graphs.context import Context
from graphs.run import Ended, drive
from graphs.state import TripState, Version
from infra.settings import Settings

TODAY = date(2026, 11, 21)
WISH = "2 days in Kyoto from 12 April 2027, two of us, temples"


@pytest.fixture
async def context():
    async with open_context(Settings(solver_processes=1, solver_seconds=0.3)) as opened:
        yield opened


async def run(context: Context, asked: TripState, answers=(), graph=None, thread="t"):
    graph = graph or build_graph(InMemorySaver(serde=serializer()))
    found = [event async for event in drive(graph, thread, asked, context, answers)]
    assert isinstance(found[-1], Ended)
    return found[:-1], found[-1]


async def test_a_wish_becomes_a_certified_trip(context):
    events, ended = await run(context, TripState(today=TODAY, message=WISH))
    assert isinstance(ended.event, Final)
    assert ended.event.certificate.valid
    assert ended.state.said
    started = [event.node for event in events if isinstance(event, NodeStarted)]
    assert started == [event.node for event in events if isinstance(event, NodeFinished)]


async def test_the_same_wish_is_the_same_trip_whatever_has_run_before(context):
    asked = TripState(today=TODAY, message=WISH)
    _, first = await run(context, asked)
    _, again = await run(context, asked)
    assert first.state.request == again.state.request
    assert first.state.candidates == again.state.candidates


async def test_a_question_rests_and_its_answer_goes_on(context):
    graph = build_graph(InMemorySaver(serde=serializer()))
    asked = TripState(today=TODAY, message="2 days from 12 April 2027 for two")
    _, ended = await run(context, asked, graph=graph)
    assert isinstance(ended.event, Question)
    events, still = await run(context, asked, graph=graph)
    assert (events, still.event) == ([], ended.event)
    _, done = await run(context, asked, answers=("Kyoto",), graph=graph)
    assert isinstance(done.event, Final)


async def test_an_impossible_wish_is_refused_with_its_field(context):
    _, ended = await run(context, TripState(today=TODAY, message="3 days in Rome from 1 May 2020"))
    assert isinstance(ended.event, Failed)
    assert ended.event.code == "invalid_request"
    assert ended.event.field


async def test_a_budget_that_no_trip_fits_is_answered_with_ways_out(context):
    wish = "5 days in Kyoto from 12 April 2027 for two, total budget 40 euros"
    _, ended = await run(context, TripState(today=TODAY, message=wish))
    assert isinstance(ended.event, Failed)
    assert ended.event.code == "infeasible"
    assert ended.event.ways_out


async def test_typed_edits_change_what_they_say_and_no_other_day(context):
    _, done = await run(context, TripState(today=TODAY, message=WISH))
    request, itinerary = done.state.request, done.state.itinerary
    assert request
    assert itinerary
    victim = next(stop for stop in itinerary.days[0].stops if stop.purpose.value == "visit")
    before = Version(request=request, itinerary=itinerary)
    edits = (RemoveStop(place_id=victim.place_id),)
    _, edited = await run(context, TripState(today=TODAY, before=before, edits=edits), thread="e")
    assert isinstance(edited.event, Final), edited.event
    assert edited.event.certificate.valid
    assert edited.event.changes
    assert victim.place_id not in [stop.place_id for stop in edited.event.itinerary.days[0].stops]
    assert edited.event.itinerary.days[1].stops == itinerary.days[1].stops


async def test_undoing_brings_back_the_version_before_byte_for_byte(context):
    _, done = await run(context, TripState(today=TODAY, message=WISH))
    assert done.state.request
    assert done.state.itinerary
    first = Version(request=done.state.request, itinerary=done.state.itinerary)
    victim = next(stop for stop in first.itinerary.days[0].stops if stop.purpose.value == "visit")
    edits = (RemoveStop(place_id=victim.place_id),)
    _, edited = await run(context, TripState(today=TODAY, before=first, edits=edits), thread="e")
    second = first.followed_by(edited.state.request, edited.state.itinerary)
    _, undone = await run(context, TripState(today=TODAY, before=second, message="undo that"), thread="u")
    assert isinstance(undone.event, Final), undone.event
    assert undone.event.itinerary.model_dump_json() == first.itinerary.model_dump_json()
    assert undone.event.certificate.valid
    assert undone.event.changes
    assert second.followed_by(undone.state.request, undone.state.itinerary) == first
    _, none_left = await run(context, TripState(today=TODAY, before=first, message="undo that"), thread="n")
    assert isinstance(none_left.event, Question)
    assert "nothing" in none_left.event.text or "no change" in none_left.event.text


async def test_a_node_that_hangs_is_a_typed_error_in_time(context):
    async def never(*_):
        await asyncio.sleep(60)

    stuck = replace(context, solve=never, timeouts_s={**context.timeouts_s, "optimisation": 0.2})
    _, ended = await run(stuck, TripState(today=TODAY, message=WISH))
    assert isinstance(ended.event, Failed)
    assert ended.event.code == AgentTimeout.__name__
    assert "optimisation did not finish within 0.2 s" in ended.event.message


async def test_what_the_verifier_will_not_pass_is_kept_out_of_the_next_attempt(context, monkeypatch):
    """A solver that ignores closing times is caught, its stops excluded, and the run still ends honestly."""
    from planner.problem import Problem, Stop

    honest, lies = context.solve, []

    async def solve_late(problem: Problem, stop: Stop, seed: int):
        plan = await honest(problem, stop, seed)
        if lies:
            return plan
        lies.append(True)
        late = plan.days[0].stops[0].model_copy(update={"start_min": 180, "end_min": 240})
        first = plan.days[0].model_copy(update={"stops": (late, *plan.days[0].stops[1:])})
        return plan.model_copy(update={"days": (first, *plan.days[1:])})

    events, ended = await run(replace(context, solve=solve_late), TripState(today=TODAY, message=WISH))
    nodes = [event.node for event in events if isinstance(event, NodeStarted)]
    assert nodes.count("optimisation") >= 2 or isinstance(ended.event, Failed) or ended.event.certificate.valid
    assert isinstance(ended.event, Final)
    assert ended.event.certificate.valid
