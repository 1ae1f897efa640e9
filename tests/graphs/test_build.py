from __future__ import annotations

from datetime import date

import pytest

from domain.candidates import Candidates
from domain.certificate import Certificate
from graphs.build import after_discovery, after_intent, after_refinement, after_verifier, build_graph
from graphs.state import Ask, Refusal, TripState
from tests.make import make_itinerary

FOUND = Candidates(cities=(), travel=(), weather=(), rates=(), gaps=())
AGENTS = {"intent", "discovery", "optimisation", "refinement", "booking", "rendering"}


def state(**known) -> TripState:
    return TripState(today=date(2026, 11, 21), **known)


def certificate(*, valid: bool) -> Certificate:
    return Certificate(valid=valid, claims=(), sha256="0" * 64, checker="test")


def test_the_nodes_are_the_six_agents_the_question_the_verifier_and_the_review():
    nodes = set(build_graph().get_graph().nodes) - {"__start__", "__end__"}
    assert nodes == AGENTS | {"clarify", "verifier", "review", "reopen"}


def test_the_edges_are_these_and_no_others():
    edges = {(edge.source, edge.target) for edge in build_graph().get_graph().edges}
    assert edges == {
        ("__start__", "intent"),
        ("intent", "clarify"),
        ("intent", "refinement"),
        ("intent", "discovery"),
        ("intent", "verifier"),
        ("intent", "__end__"),
        ("clarify", "intent"),
        ("discovery", "optimisation"),
        ("discovery", "refinement"),
        ("optimisation", "refinement"),
        ("optimisation", "__end__"),
        ("refinement", "verifier"),
        ("refinement", "__end__"),
        ("verifier", "booking"),
        ("verifier", "optimisation"),
        ("verifier", "refinement"),
        ("booking", "rendering"),
        ("rendering", "__end__"),
        ("rendering", "review"),
        ("review", "intent"),
        ("intent", "reopen"),
        ("optimisation", "reopen"),
        ("refinement", "reopen"),
        ("reopen", "review"),
        ("review", "__end__"),
    }


def test_a_question_waits_and_a_refusal_ends():
    assert after_intent(state(question=Ask(field="dates", text="When?"))) == "clarify"
    refusal = Refusal(code="infeasible", message="no")
    assert after_intent(state(refusal=refusal)) == "__end__"
    assert after_refinement(state(refusal=refusal)) == "__end__"
    assert after_intent(state()) == "discovery"


def test_a_trip_that_is_gone_back_to_is_verified_and_never_planned_again():
    back = state(itinerary=make_itinerary())
    assert after_intent(back) == "verifier"
    doubtful = back.model_copy(update={"certificate": certificate(valid=False), "attempts": 1})
    assert after_verifier(doubtful) == "booking"


@pytest.mark.parametrize(
    ("known", "then"),
    [
        ({"certificate": certificate(valid=True)}, "booking"),
        ({"certificate": certificate(valid=False), "attempts": 1, "candidates": FOUND}, "optimisation"),
        ({"certificate": certificate(valid=False), "attempts": 3}, "booking"),
    ],
)
def test_a_plan_that_does_not_hold_goes_back_a_bounded_number_of_times(known, then):
    assert after_verifier(state(**known)) == then


def test_edits_are_applied_by_refinement():
    from domain.edits import LockStop

    edits = (LockStop(place_id="kyoto/x"),)
    assert after_discovery(state(edits=edits)) == "refinement"
    known = {"edits": edits, "candidates": FOUND, "certificate": certificate(valid=False), "attempts": 1}
    assert after_verifier(state(**known)) == "refinement"
