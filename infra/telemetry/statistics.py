"""How long things took and how they ended, lately, over all processes: counts in Redis, bounded in number and time.

Each process gathers for two seconds and then adds its counts to slots of five minutes (kept two hours),
an hour (kept a day) and a day (kept 35 days), so that a request never waits for its own statistics.
What a tenant sees is its own scope; `EVERYBODY` is the sum.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from redis.asyncio import Redis

from infra.telemetry.sketch import bin_of

EVERYBODY = "*"
TOGETHER = "*"  # the name under which all names of a day are kept as one
Subject = Literal["requests", "agents", "statements"]
Span = Literal["5m", "hour", "day"]
_LENGTH_S: dict[Span, int] = {"5m": 300, "hour": 3600, "day": 86_400}
_KEEP_S: dict[Span, int] = {"5m": 2 * 3600, "hour": 26 * 3600, "day": 35 * 86_400}
_MOST = 20_000
_BETWEEN = "\x1f"

Key = tuple[str, Subject, str]  # scope, subject, name


@dataclass
class Figures:
    """Of one name in one period: bins of a sketch, microseconds in sum, counts by outcome."""

    bins: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    total_us: int = 0

    @property
    def count(self) -> int:
        return self.outcomes.total()

    def add(self, other: Figures) -> None:
        self.bins.update(other.bins)
        self.outcomes.update(other.outcomes)
        self.total_us += other.total_us

    def fields(self, name: str) -> Iterable[tuple[str, int]]:
        """As fields of a hash in Redis."""
        yield _BETWEEN.join((name, "s", "")), self.total_us
        for number, count in self.bins.items():
            yield _BETWEEN.join((name, "b", str(number))), count
        for outcome, count in self.outcomes.items():
            yield _BETWEEN.join((name, "o", outcome)), count


@dataclass
class Recorder:
    """What this process has seen and not yet added; beyond 20,000 kinds new ones are left out, and counted."""

    left_out: int = 0
    _seen: dict[Key, Figures] = field(default_factory=dict)

    def observe(self, subject: Subject, name: str, seconds: float, outcome: str, tenant: str = "") -> None:
        """One thing that took so long; with a `tenant` it counts for that tenant too."""
        number, total = bin_of(seconds), int(seconds * 1e6)
        for scope in (EVERYBODY, tenant) if tenant else (EVERYBODY,):
            figures = self._seen.get((scope, subject, name))
            if figures is None:
                if len(self._seen) >= _MOST:
                    self.left_out += 1
                    continue
                figures = self._seen[scope, subject, name] = Figures()
            figures.bins[number] += 1
            figures.outcomes[outcome] += 1
            figures.total_us += total

    def take(self) -> dict[Key, Figures]:
        """All that was seen since the last time."""
        seen, self._seen = self._seen, {}
        return seen

    def put_back(self, seen: dict[Key, Figures]) -> None:
        """What could not be added goes on waiting."""
        for key, figures in seen.items():
            if key in self._seen:
                self._seen[key].add(figures)
            elif len(self._seen) < _MOST:
                self._seen[key] = figures


RECORDER = Recorder()


async def add(redis: Redis, seen: dict[Key, Figures], now_s: float) -> None:
    """Add counts to the slots of `now_s` (seconds since 1970), in one round trip."""
    slots: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    ends: dict[str, int] = {}
    for (scope, subject, name), figures in seen.items():
        for span, keep_s in _KEEP_S.items():
            key = _slot(span, now_s, scope, subject)
            ends[key] = keep_s + _LENGTH_S[span]
            kept_as = TOGETHER if span == "day" and subject == "requests" else name
            for field_name, count in figures.fields(kept_as):
                slots[key][field_name] += count
    async with redis.pipeline(transaction=True) as pipe:
        for key, fields in slots.items():
            for field_name, count in fields.items():
                pipe.hincrby(key, field_name, count)
            pipe.expire(key, ends[key])
        await pipe.execute()


async def read(
    redis: Redis, span: Span, slots: int, subject: Subject, scope: str, now_s: float
) -> list[tuple[int, dict[str, Figures]]]:
    """The last `slots` slots, oldest first, each with its begin (seconds since 1970) and figures by name."""
    begins = [int(now_s // _LENGTH_S[span] - back) * _LENGTH_S[span] for back in reversed(range(slots))]
    async with redis.pipeline(transaction=False) as pipe:
        for begin in begins:
            pipe.hgetall(_slot(span, begin, scope, subject))
        found = await pipe.execute()
    return [(begin, _figures(one)) for begin, one in zip(begins, found, strict=True)]


def together(slots: Iterable[tuple[int, dict[str, Figures]]]) -> dict[str, Figures]:
    """The figures of several slots in one, by name."""
    whole: dict[str, Figures] = defaultdict(Figures)
    for _, by_name in slots:
        for name, figures in by_name.items():
            whole[name].add(figures)
    return dict(whole)


def summed(by_name: dict[str, Figures]) -> Figures:
    """Of all names."""
    whole = Figures()
    for figures in by_name.values():
        whole.add(figures)
    return whole


def _slot(span: Span, at_s: float, scope: str, subject: Subject) -> str:
    return f"stats:{span}:{int(at_s // _LENGTH_S[span])}:{scope}:{subject}"


def _figures(fields: dict[bytes, Any]) -> dict[str, Figures]:
    by_name: dict[str, Figures] = defaultdict(Figures)
    for raw, count in fields.items():
        name, kind, what = raw.decode().rsplit(_BETWEEN, 2)
        match kind:
            case "s":
                by_name[name].total_us += int(count)
            case "b":
                by_name[name].bins[int(what)] += int(count)
            case _:
                by_name[name].outcomes[what] += int(count)
    return dict(by_name)
