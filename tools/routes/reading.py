"""What the readers of routes share: when to set out, how sources are said, how a line is believed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from domain.candidates import RouteMode
from domain.errors import Failure, Unavailable
from domain.geo import Point
from domain.place import Freshness, Source
from tools.routes.contract import Directions, DirectionsQuery, MatrixQuery, Step
from tools.routes.grid import Grid

T = TypeVar("T")
_WEEK = timedelta(days=7)
Found = tuple[Source, tuple[Step, ...]]


def read_source(provider: str, reference: str) -> Source:
    """Of what has just been read."""
    now = datetime.now(UTC)
    return Source(provider=provider, reference=reference, freshness=Freshness.LIVE, as_of=now.date(), read_at=now)


def depart_at(query: MatrixQuery | DirectionsQuery, reach_days: int) -> datetime | None:
    """The instant to set out, aware UTC: on the query's weekday, but within what timetables reach from now."""
    if query.depart_local is None:
        return None
    wall = query.depart_local.replace(tzinfo=ZoneInfo(query.zone or "UTC"))
    now = datetime.now(UTC)
    at = wall.astimezone(UTC)
    while at <= now:
        at += _WEEK
    if at - now > timedelta(days=reach_days):
        weeks = ceil((at - now - timedelta(days=reach_days)) / _WEEK)
        at = (wall - weeks * _WEEK).astimezone(UTC)
    return at


def believed(query: DirectionsQuery, seconds: float, metres: float, line: Sequence[Point], found: Found) -> Directions:
    """Directions whose length and time can be true; raises Unavailable (malformed) otherwise."""
    source, steps = found
    asked = MatrixQuery((query.start, query.end), query.mode)
    apart = query.start.metres_to(query.end) > 0
    if apart:
        grid = Grid(asked)
        grid.put(0, 1, seconds, metres)
        grid.times(source)
    if len(line) < 2:
        raise Unavailable(source.provider, "a way without a line", Failure.MALFORMED)
    return Directions(query.mode, max(1, ceil(seconds / 60)), ceil(metres), tuple(line), steps, source)


def no_way(provider: str, mode: RouteMode) -> Unavailable:
    """Says something of the question, nothing of the provider: the next may know a way."""
    return Unavailable(provider, f"knows no way here by {mode}", Failure.REFUSED)


async def together(asked: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """All answers, or the first failure, for which the others are not waited for."""
    tasks = [asyncio.ensure_future(one) for one in asked]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
