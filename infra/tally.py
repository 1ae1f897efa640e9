"""What a piece of work uses of our own: queries to the database, bytes over the network and onto the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Tally:
    """Counts of the work that runs in its block, in every task that is started there."""

    queries: int = 0
    bytes_in: int = 0
    bytes_stored: int = 0


_NOW: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def tallying() -> Iterator[Tally]:
    tally = Tally()
    before = _NOW.set(tally)
    try:
        yield tally
    finally:
        _NOW.reset(before)


def came_in(count: int) -> None:
    """So many bytes were read from somebody outside."""
    if (tally := _NOW.get()) is not None:
        tally.bytes_in += count


def was_stored(count: int) -> None:
    """So many bytes were written to the disk."""
    if (tally := _NOW.get()) is not None:
        tally.bytes_stored += count


def queried() -> None:
    """The database was asked once (infra/database.py tells)."""
    if (tally := _NOW.get()) is not None:
        tally.queries += 1
