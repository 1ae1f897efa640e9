"""The state machine: six agents, a question on the way in, a verifier on the way out."""

from __future__ import annotations

from typing import Literal

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from graphs import nodes
from graphs.context import Context
from graphs.state import TripState

MAX_ATTEMPTS = 3
TripGraph = CompiledStateGraph[TripState, Context, TripState, TripState]


def build_graph(checkpointer: BaseCheckpointSaver[str] | None = None) -> TripGraph:
    """The compiled graph; with a checkpointer a run can be killed at any node and resumes there."""
    graph = StateGraph(TripState, Context)
    for name in ("intent", "clarify", "discovery", "optimisation", "refinement", "verifier", "booking", "rendering"):
        graph.add_node(name, getattr(nodes, name))
    graph.add_edge(START, "intent")
    graph.add_conditional_edges("intent", after_intent)
    graph.add_edge("clarify", "intent")
    graph.add_conditional_edges("discovery", after_discovery)
    graph.add_conditional_edges("optimisation", after_optimisation)
    graph.add_conditional_edges("refinement", after_refinement)
    graph.add_conditional_edges("verifier", after_verifier)
    graph.add_edge("booking", "rendering")
    graph.add_edge("rendering", END)
    return graph.compile(checkpointer=checkpointer)


def after_intent(state: TripState) -> Literal["clarify", "discovery", "verifier", "__end__"]:
    """A trip that is gone back to is only verified: nothing of it is to be found or solved again."""
    if state.question is not None:
        return "clarify"
    if state.refusal:
        return "__end__"
    return "verifier" if state.itinerary is not None else "discovery"


def after_discovery(state: TripState) -> Literal["optimisation", "refinement"]:
    return "refinement" if state.edits else "optimisation"


def after_optimisation(state: TripState) -> Literal["refinement", "__end__"]:
    return "__end__" if state.refusal else "refinement"


def after_refinement(state: TripState) -> Literal["verifier", "__end__"]:
    return "__end__" if state.refusal else "verifier"


def after_verifier(state: TripState) -> Literal["booking", "optimisation", "refinement"]:
    """On, when it holds or no attempt is left; a plan that does not hold then says so."""
    assert state.certificate is not None
    if state.certificate.valid or state.attempts >= MAX_ATTEMPTS or state.candidates is None:
        return "booking"
    return "refinement" if state.edits else "optimisation"
