"""The calls and steps that a run of the demonstration would have made; no provider was asked for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID, uuid5

from tools.llm.prices import Tokens, cost_usd

_STEPS = (
    ("intent", 1.2), ("discovery", 2.6), ("optimisation", 3.1), ("refinement", 4.0), ("verifier", 0.1),
    ("booking", 0.3), ("rendering", 0.4),
)  # fmt: skip
_PROMPTS = {"intent": "intent/read.v1", "refinement": "refinement/narrate.v1"}
_OTHERS = {
    "discovery": (("maps", "places", "google-places", "0.032"), ("weather", "weather", "open-meteo", "0"),
                  ("images", "images", "unsplash", "0")),
    "optimisation": (("maps", "matrix", "google-routes", "0.005"),),
    "rendering": (("database", "database", "postgresql", None),),
}  # fmt: skip
_MODELS = (("gemini", "google", "gemini-2.5-flash"), ("openai", "openai", "gpt-4o-mini"))
Rows = list[dict[str, Any]]


def calls_of(
    tenant: str, owner: str, trip: UUID, run: UUID, at: datetime, chance: Random, *, long: bool = False
) -> tuple[Rows, Rows]:
    """Rows of calls and of steps; their ids follow from the run, so that writing them again adds nothing.

    A `long` run looked for places in two more towns.
    """
    calls: Rows = []
    steps: Rows = []
    about = {"tenant": tenant, "user": owner, "run_id": str(run), "trip_id": str(trip), "feature": "planning"}
    for node, usual_s in _STEPS:
        seconds = usual_s * chance.uniform(0.6, 1.9)
        outcome = "failed" if chance.random() < 0.012 else "ok"
        step = {"id": uuid5(run, node), "tenant": tenant, "run_id": run, "trip_id": trip, "node": node}
        steps.append({**step, "begun_at": at, "seconds": seconds, "outcome": outcome})
        if node in _PROMPTS:
            calls.append(about | _asked(run, node, at, seconds, chance))
        others = _OTHERS.get(node, ()) * (3 if long and node == "discovery" else 1)
        for number, (kind, service, provider, price) in enumerate(others):
            told = _other(uuid5(run, f"{node}{number}"), node, at, price, chance)
            calls.append(about | told | {"kind": kind, "service": service, "provider": provider})
        at += timedelta(seconds=seconds)
    return calls, steps


def _asked(run: UUID, node: str, at: datetime, seconds: float, chance: Random) -> dict[str, Any]:
    """A language model's call, at the price that the list knows."""
    provider, prices, model = _MODELS[chance.random() < 0.25]
    kept = chance.random() < 0.15
    into, out = chance.randrange(1200, 5200), chance.randrange(150, 1400)
    cost = Decimal(0) if kept else cost_usd(prices, model, Tokens(into, out, into // 4))
    tokens: dict[str, int | None] = {"tokens_in": None, "tokens_out": None, "tokens_cached": None}
    if not kept:
        tokens = {"tokens_in": into, "tokens_out": out, "tokens_cached": into // 4}
    return {
        **_call(uuid5(run, f"{node} model"), node, at, "cached" if kept else "ok", seconds * 900),
        **tokens,
        "kind": "llm",
        "service": "llm",
        "provider": provider,
        "model": model,
        "prompt": _PROMPTS[node],
        "cost_usd": cost,
    }


def _other(call: UUID, node: str, at: datetime, price: str | None, chance: Random) -> dict[str, Any]:
    """Any other provider's call; without a price its cost is unknown."""
    drawn = chance.random()
    outcome = "cached" if drawn < 0.45 else "timeout" if drawn < 0.47 else "ok"
    known = None if price is None else Decimal(price) if outcome == "ok" else Decimal(0)
    empty = {"model": "", "prompt": "", "tokens_in": None, "tokens_out": None, "tokens_cached": None}
    return {**_call(call, node, at, outcome, chance.uniform(30, 400)), **empty, "cost_usd": known}


def _call(call: UUID, node: str, at: datetime, outcome: str, latency_ms: float) -> dict[str, Any]:
    return {
        "id": call,
        "agent": node,
        "at": at,
        "outcome": outcome,
        "latency_ms": latency_ms,
        "tries": 1,
        "quantity": 1,
    }
