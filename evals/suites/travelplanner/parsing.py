"""How the benchmark's evaluator reads a plan's strings, its quirks included."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Day = Mapping[str, Any]
MEALS = ("breakfast", "lunch", "dinner")
FIELDS = ("transportation", "breakfast", "attraction", "lunch", "dinner", "accommodation")
_FROM_TO = re.compile(r"from\s+(.+?)\s+to\s+([^,]+)(?=[,\s]|$)")
_STATE = re.compile(r"\s*\([^)]*\)")


class Named(NamedTuple):
    name: str
    city: str


def filled(value: Any) -> bool:
    return bool(value) and value != "-"


def text_of(day: Day, field: str) -> str:
    """Empty for nothing."""
    value = day.get(field)
    return str(value) if filled(value) else ""


def without_state(name: str) -> str:
    return _STATE.sub("", name).strip()


def from_to(text: str) -> tuple[str | None, str | None]:
    """Both without their state; (None, None) where it does not say."""
    match = _FROM_TO.search(text)
    return (without_state(match[1]), without_state(match[2])) if match else (None, None)


def is_travelling(day: Day) -> bool:
    return "from " in str(day.get("current_city", ""))


def named(text: str) -> Named:
    """Everything before the last comma, and the city behind it; dashes where there is no comma."""
    name, comma, city = text.rpartition(",")
    return Named(name.strip(), without_state(city)) if comma else Named("-", "-")


def sights_of(day: Day) -> list[str]:
    """Only what a semicolon ends counts."""
    return text_of(day, "attraction").split(";")[:-1]


def mode_of(text: str) -> str | None:
    """`taxi`, `self-driving` or `flight`, in this order."""
    lower = text.lower()
    return next((mode for mode in ("taxi", "self-driving", "flight") if mode in lower), None)


def entries(plan: Sequence[Day], days: int) -> list[Day]:
    """The days that count, without the empty ones behind them."""
    return [day for day in plan[:days] if day]


def visited(plan: Sequence[Day]) -> list[str]:
    """The towns in the order of the days, a travelling day with both of its towns."""
    found: list[str] = []
    for day in plan:
        if is_travelling(day):
            origin, destination = from_to(str(day.get("current_city", "")))
            found.extend((origin or "", destination or ""))
        else:
            found.append(without_state(str(day.get("current_city", ""))))
    return found
