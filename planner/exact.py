"""A day of appointments solved exactly: which can be kept, in which order, at what minute.

Dynamic programming over sets of kept appointments (Held and Karp 1962, with hours): for each set and last
appointment only the earliest end is kept. Travel times are fixed and being early never hurts, so this loses
nothing. The work grows as n² 2ⁿ, less what the hours rule out.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

MOST_APPOINTMENTS = 16
NO_WAY = 1_000_000  # minutes from a place to one that cannot be reached from it


@dataclass(frozen=True, slots=True)
class Appointment:
    """`minutes` long at `location`, within one of `windows` (first minute, last minute of it)."""

    location: int
    minutes: int
    windows: tuple[tuple[int, int], ...]
    prize: int = 1

    def start_from(self, arrival: int) -> int | None:
        """The earliest start at or after `arrival`."""
        starts = [max(a, arrival) for a, b in self.windows if max(a, arrival) + self.minutes <= b]
        return min(starts, default=None)


@dataclass(frozen=True, slots=True)
class Round:
    """One leaves `base` at minute `start`; `minutes` is square, between locations."""

    base: int
    start: int
    appointments: tuple[Appointment, ...]
    minutes: tuple[tuple[int, ...], ...]


class Kept(NamedTuple):
    """Appointment `number` of the round, arrived for at `arrival`, from `start` to `end`."""

    number: int
    arrival: int
    start: int
    end: int


class TooMany(ValueError):
    """More appointments than can be solved exactly in reasonable time; search for a good round instead."""


class _Label(NamedTuple):
    """The best way to have kept a set, ending with one appointment: compared by end, then by travel."""

    end: int
    travel: int
    arrival: int
    start: int
    before: tuple[int, int] | None


def best_round(problem: Round, width: int | None = None) -> tuple[Kept, ...]:
    """The appointments of the greatest prize, then those over soonest, then the least travel; raises TooMany.

    With a `width` any number is solved, by the so many best sets of each size only, and no longer exactly.
    """
    if width is None and len(problem.appointments) > MOST_APPOINTMENTS:
        raise TooMany(f"{len(problem.appointments)} appointments are more than {MOST_APPOINTMENTS}")
    labels: dict[tuple[int, int], _Label] = {}
    layer = _narrowed(problem, _first(problem), width)
    while layer:
        labels |= layer
        layer = _narrowed(problem, _next(problem, layer), width)
    if not labels:
        return ()
    return _path(labels, max(labels, key=lambda key: _standing(problem, key, labels[key])))


def _standing(problem: Round, key: tuple[int, int], label: _Label) -> tuple[int, int, int, tuple[int, int]]:
    return _prize(problem, key[0]), -label.end, -label.travel, key


def _narrowed(problem: Round, layer: dict[tuple[int, int], _Label], width: int | None) -> dict[tuple[int, int], _Label]:
    if width is None or len(layer) <= width:
        return layer
    return dict(nlargest(width, layer.items(), key=lambda item: _standing(problem, *item)))


def _first(problem: Round) -> dict[tuple[int, int], _Label]:
    layer: dict[tuple[int, int], _Label] = {}
    for index in range(len(problem.appointments)):
        label = _step(problem, problem.base, problem.start, 0, index, None)
        if label:
            layer[1 << index, index] = label
    return layer


def _next(problem: Round, layer: dict[tuple[int, int], _Label]) -> dict[tuple[int, int], _Label]:
    """All sets with one appointment more."""
    grown: dict[tuple[int, int], _Label] = {}
    for key, label in layer.items():
        kept, last = key
        here = problem.appointments[last].location
        for index in range(len(problem.appointments)):
            if kept >> index & 1:
                continue
            new = _step(problem, here, label.end, label.travel, index, key)
            at = kept | 1 << index, index
            if new and (at not in grown or new[:2] < grown[at][:2]):
                grown[at] = new
    return grown


def _step(
    problem: Round, here: int, now: int, travel: int, index: int, before: tuple[int, int] | None
) -> _Label | None:
    appointment = problem.appointments[index]
    way = problem.minutes[here][appointment.location]
    start = None if way >= NO_WAY else appointment.start_from(now + way)
    if start is None:
        return None
    return _Label(start + appointment.minutes, travel + way, now + way, start, before)


def _prize(problem: Round, kept: int) -> int:
    return sum(appointment.prize for i, appointment in enumerate(problem.appointments) if kept >> i & 1)


def _path(labels: dict[tuple[int, int], _Label], key: tuple[int, int]) -> tuple[Kept, ...]:
    path: list[Kept] = []
    at: tuple[int, int] | None = key
    while at is not None:
        label = labels[at]
        path.append(Kept(at[1], label.arrival, label.start, label.end))
        at = label.before
    return tuple(reversed(path))
