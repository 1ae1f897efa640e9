"""Which step of a piece of work is being done, for whoever keeps books or logs of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NOW: ContextVar[str] = ContextVar("stage", default="")


@contextmanager
def at_stage(name: str) -> Iterator[None]:
    """The block, and every task that is started in it, works at this step."""
    before = _NOW.set(name)
    try:
        yield
    finally:
        _NOW.reset(before)


def current() -> str:
    """The step that is being done; empty outside of any."""
    return _NOW.get()
