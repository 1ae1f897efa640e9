"""Sums of the books as they are told."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from services.usage.schemas import Sums, Target
from services.usage.sums import SUMS


def sums_of(row: Any) -> dict[str, Any]:
    """The fields of `Sums`."""
    calls, asked, answered = int(row.calls), int(row.asked), int(row.answered)
    return {
        "calls": calls,
        "asked": asked,
        "success": answered / asked if asked else None,
        "cached_share": int(row.cached) / calls if calls else 0.0,
        "latency_ms": float(row.latency_ms) / answered if answered else None,
        "tokens_in": int(row.tokens_in),
        "tokens_out": int(row.tokens_out),
        "tokens_cached": int(row.tokens_cached),
        "cost_usd": Decimal(row.cost_usd),
        "cost_unknown": int(row.unknown),
        "unknown_share": int(row.unknown) / calls if calls else 0.0,
    }


class Added:
    """Rows of sums added up: has the same attributes as each of them."""

    def __init__(self, rows: Iterable[Any]) -> None:
        found = list(rows)
        for label in SUMS:
            setattr(self, label, sum((getattr(row, label) for row in found), 0))


def total_of(rows: Iterable[Any]) -> Sums:
    return Sums(**sums_of(Added(rows)))


def target(cost: Decimal, by: int, below: Decimal, unknown: int, of: str) -> Target:
    """`cost` for each of `by` things, which are called `of`."""
    value = cost / by if by else None
    said = f"${cost:.4f} ÷ {by:,} {of}" + (f" = ${value:.4f}" if value is not None else "")
    return Target(
        value_usd=None if value is None else round(value, 9),
        below_usd=below,
        met=None if value is None else value < below,
        arithmetic=said,
        unknown=unknown,
    )
