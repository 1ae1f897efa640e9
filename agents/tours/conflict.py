"""Wishes for a tour in words, to say which ones cannot be kept together."""

from __future__ import annotations

from collections.abc import Iterable

from planner.journey.problem import Covers, Meets, NightsIn, Wish


def said(wishes: Iterable[Wish]) -> str:
    """As a list, English; `days in town` count the days of arrival and departure."""
    return "; ".join(map(_said, wishes))


def _said(wish: Wish) -> str:
    if isinstance(wish, NightsIn):
        days = f"{wish.least + 1}" if wish.least == wish.most else f"{wish.least + 1} to {wish.most + 1}"
        return f"{days} days in {wish.town}"
    if isinstance(wish, Covers) and wish.first_day == wish.last_day:
        return f"in {wish.town} on day {wish.first_day}"
    if isinstance(wish, Covers):
        return f"in {wish.town} on days {wish.first_day} to {wish.last_day}"
    if isinstance(wish, Meets):
        return f"in {wish.town} on one of the days {wish.first_day} to {wish.last_day}"
    raise TypeError(f"a tour has no wish such as {wish!r}")
