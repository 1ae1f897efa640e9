"""Kept answers and calls counted against a limit: one look answers both, in one round trip."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Limit:
    """At most `calls` begun in any `per_s` seconds, over all processes."""

    calls: int
    per_s: float


@dataclass(frozen=True)
class Look:
    """A kept answer; or leave to call, when `wait_s` is 0; or how long until there is leave."""

    kept: bytes | None = None
    wait_s: float = 0.0


@dataclass(frozen=True)
class Kept:
    """An answer as bytes, and for how long it holds."""

    answer: bytes
    for_s: float


class Memory(Protocol):
    """Keeps answers and counts calls."""

    async def look(self, key: str | None, bucket: str, limit: Limit | None) -> Look:
        """The answer kept under `key`; without one, a call of the bucket's limit is taken."""

    async def keep(self, answers: Mapping[str, Kept]) -> None:
        """Keep answers by their keys; failing to is no error."""


@dataclass
class OwnMemory:
    """For a process that has no Redis: the same, for itself alone, and only so many answers."""

    most: int = 2_000
    _kept: dict[str, tuple[bytes, float]] = field(default_factory=dict)
    _calls: dict[str, deque[float]] = field(default_factory=dict)

    async def look(self, key: str | None, bucket: str, limit: Limit | None) -> Look:
        now = time.monotonic()
        if key is not None and (found := self._kept.get(key)) and found[1] > now:
            return Look(kept=found[0])
        if limit is None:
            return Look()
        calls = self._calls.setdefault(bucket, deque())
        while calls and calls[0] <= now - limit.per_s:
            calls.popleft()
        if len(calls) >= limit.calls:
            return Look(wait_s=calls[0] + limit.per_s - now)
        calls.append(now)
        return Look()

    async def keep(self, answers: Mapping[str, Kept]) -> None:
        now = time.monotonic()
        for key, kept in answers.items():
            while len(self._kept) >= self.most:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = (kept.answer, now + kept.for_s)
