"""What nodes work with and checkpoints never hold: tools, the solver's pool, limits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from agents.discovery import Toolbox
from agents.hearing import Reading
from domain.plan import Plan
from planner.problem import Problem, Stop
from tools.llm.contract import Models

Solve = Callable[[Problem, Stop, int], Awaitable[Plan]]

TIMEOUTS_S: Mapping[str, float] = {
    "intent": 30.0,
    "discovery": 45.0,
    "optimisation": 90.0,
    "refinement": 60.0,
    "verifier": 15.0,
    "booking": 15.0,
    "rendering": 45.0,
}


@dataclass(frozen=True)
class Context:
    """`solve` runs the planner where it blocks nobody; without `models` the rules read and the templates write."""

    tools: Toolbox
    solve: Solve
    models: Models | None = None
    reading: Reading = "model_first"
    affiliates: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    solver_seconds: float = 1.2
    timeouts_s: Mapping[str, float] = field(default_factory=lambda: TIMEOUTS_S)
