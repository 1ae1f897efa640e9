"""The state machine: six agents, a question on the way in, a verifier on the way out."""

from __future__ import annotations

from typing import Literal

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from domain.edits import SetWords
from graphs import nodes
from graphs.context import Context
from graphs.reviewing import is_all_said, wants_review
from graphs.state import TripState

MAX_ATTEMPTS = 3
NODES = (
    "intent",
    "clarify",
    "discovery",
    "optimisation",
    "refinement",
    "verifier",
    "booking",
    "rendering",
    "review",
    "reopen",
)
TripGraph = CompiledStateGraph[TripState, Context, TripState, TripState]


def build_graph(checkpointer: BaseCheckpointSaver[str] | None = None) -> TripGraph:
    """The compiled graph; with a checkpointer a run can be killed at any node and resumes there."""
    graph = StateGraph(TripState, Context)
    for name in NODES:
        graph.add_node(name, getattr(nodes, name))
    graph.add_edge(START, "intent")
    graph.add_conditional_edges("intent", after_intent)
    graph.add_edge("clarify", "intent")
    graph.add_edge("reopen", "review")
    graph.add_conditional_edges("discovery", after_discovery)
    graph.add_conditional_edges("optimisation", after_optimisation)
    graph.add_conditional_edges("refinement", after_refinement)
    graph.add_conditional_edges("verifier", after_verifier)
    graph.add_edge("booking", "rendering")
    graph.add_conditional_edges("rendering", after_rendering)
    graph.add_conditional_edges("review", after_review)
    return graph.compile(checkpointer=checkpointer)


def after_intent(state: TripState) -> Literal["clarify", "discovery", "refinement", "verifier", "reopen", "__end__"]:
    """A trip that is gone back to is only verified, and new words for it ask nobody: nothing is to be found again."""
    if state.question is not None:
        return "reopen" if state.pending is not None and is_all_said(state.question) else "clarify"
    if state.refusal or state.declined:
        return _refused(state)
    if state.edits and all(isinstance(edit, SetWords) for edit in state.edits):
        return "refinement"
    return "verifier" if state.itinerary is not None else "discovery"


def after_discovery(state: TripState) -> Literal["optimisation", "refinement"]:
    return "refinement" if state.edits else "optimisation"


def after_optimisation(state: TripState) -> Literal["refinement", "reopen", "__end__"]:
    return _refused(state) if state.refusal else "refinement"


def after_refinement(state: TripState) -> Literal["verifier", "reopen", "__end__"]:
    return _refused(state) if state.refusal else "verifier"


def _refused(state: TripState) -> Literal["reopen", "__end__"]:
    """What cannot be made of a change under review leaves that change open."""
    return "reopen" if state.refusal and state.pending is not None else "__end__"


def after_verifier(state: TripState) -> Literal["booking", "optimisation", "refinement"]:
    """On, when it holds or no attempt is left; a plan that does not hold then says so."""
    assert state.certificate is not None
    if state.certificate.valid or state.attempts >= MAX_ATTEMPTS or state.candidates is None:
        return "booking"
    return "refinement" if state.edits else "optimisation"


def after_rendering(state: TripState) -> Literal["review", "__end__"]:
    return "review" if wants_review(state) else "__end__"


def after_review(state: TripState) -> Literal["intent", "__end__"]:
    """A change of the change, or a part of it, is worked out like any other; what was taken or left is done."""
    return "intent" if state.itinerary is None else "__end__"
