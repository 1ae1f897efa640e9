"""What a route says of itself to the layers around it, beside what it needs of whoever asks (`api.guard`).

@router.post("/login", dependencies=[anyone(), limited("5/15m", by="address"), human()])
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import Depends

_RATE = re.compile(r"^(\d+)/(\d*)([smhd])$")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
JSON_TYPES = ("application/json", "application/vnd.api+json", "application/merge-patch+json")
MOST_BYTES = 1_000_000


class _Declaration:
    """Read by the layers; as a dependency it does nothing."""

    async def __call__(self) -> None:
        return


@dataclass(frozen=True)
class Limited(_Declaration):
    """At most `count` requests in any `window_s` seconds; `instead` of the tier's limit, not beside it.

    By "path" each thing that is asked for has a count of its own for each caller.
    """

    count: int
    window_s: int
    by: Literal["caller", "address", "path"]
    instead: bool


@dataclass(frozen=True)
class TripQuota(_Declaration):
    """Each request that succeeds is one of the tier's trips of a day."""


@dataclass(frozen=True)
class Uncounted(_Declaration):
    """Costs none of the tier's requests."""


@dataclass(frozen=True)
class Lasting(_Declaration):
    """Has no limit of time, and is not part of a batch."""


@dataclass(frozen=True)
class Accepts(_Declaration):
    """Bodies of these types (a family as `image/`), up to so many bytes."""

    most_bytes: int = MOST_BYTES
    types: tuple[str, ...] = JSON_TYPES


@dataclass(frozen=True)
class CrossesSites(_Declaration):
    """Comes from elsewhere on purpose (a sign-in provider's answer, a report, a signed message) and is safe so.

    No CSRF token is asked for, and the body is handed on as it was signed.
    """


def limited(rate: str, *, by: Literal["caller", "address", "path"] = "caller", instead: bool = False) -> Any:
    """A limit of the route's own, as "5/15m": in seconds, minutes, hours or days. Raises ValueError."""
    read = _RATE.match(rate)
    if read is None:
        raise ValueError(f"{rate!r} is no rate like 5/15m")
    return Depends(Limited(int(read[1]), int(read[2] or 1) * _SECONDS[read[3]], by, instead))


def repeated() -> tuple[Any, ...]:
    """What the page asks again and again while somebody edits a trip: bounded for each trip and minute, and in all.

    It costs none of the tier's requests, of which dragging a stop would otherwise use up a free hour in minutes;
    a program with a key is counted as everywhere.
    """
    return limited("300/m", by="path", instead=True), limited("6000/h", instead=True)


def trip_quota() -> Any:
    return Depends(TripQuota())


def uncounted() -> Any:
    return Depends(Uncounted())


def lasting() -> Any:
    return Depends(Lasting())


def accepts(most_bytes: int, *types: str) -> Any:
    return Depends(Accepts(most_bytes, types or JSON_TYPES))


def crosses_sites() -> Any:
    return Depends(CrossesSites())
