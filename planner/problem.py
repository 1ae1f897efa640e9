"""The planning problem as immutable numbers: no places, no dates, nothing to look up.

Minutes are after local midnight of a day and may pass 1440. Scores are in hundredths of a point.
Money is in minor units of one currency. Everything pickles, so that a problem can be sent to a
process pool.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from domain.itinerary import Purpose

GRID_MIN = 5  # people meet at ten past, not at 10:07
MEAL_PRIZE = 20_000  # a meal outweighs any two sights
MUST_PRIZE = 1_000_000  # a must-see outweighs all that is not one
LOCK_PRIZE = 20_000_000  # a locked stop outweighs all must-sees


POLISH_EVALUATIONS = 8_000
_VISIT = Purpose.VISIT  # looked up once: this is asked some hundred thousand times a search


class Opening(NamedTuple):
    """A visit may start from `first` to `last`, and must be over by `close`."""

    first: int
    last: int
    close: int


@dataclass(frozen=True, slots=True)
class Task:
    """A visit or meal that may be in the plan; at most one task per place and copy is chosen.

    `openings` and `scores` have one entry per day; a day without openings is a day without it.
    `prize` comes on top of the score (a meal, a must-see, a lock); `best` are the times of day
    (start inclusive, end exclusive) at which it is at its best, none meaning any.
    """

    place_id: str
    purpose: Purpose
    location: int
    minutes: int
    cost: int
    openings: tuple[tuple[Opening, ...], ...]
    scores: tuple[int, ...]
    prize: int = 0
    category: str = ""
    best: tuple[tuple[int, int], ...] = ()
    stretch: int = 0
    copy: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """Of the tasks with one key at most one is chosen; copies let a restaurant be used again."""
        return self.place_id, self.copy

    @property
    def is_visit(self) -> bool:
        return self.purpose is _VISIT

    def worth(self, day: int) -> int:
        return self.prize + self.scores[day]

    def start_from(self, day: int, arrival: int, minutes: int) -> int | None:
        """Earliest start at or after `arrival` of a visit so long, on the grid where the opening allows."""
        rounded = -(-arrival // GRID_MIN) * GRID_MIN
        for first, last, close in self.openings[day]:
            start = first if first >= arrival else (rounded if rounded <= last else arrival)
            if start <= last and start + minutes <= close:
                return start
        return None


@dataclass(frozen=True, slots=True)
class DayFrame:
    """A day's limits: from `base` not before `start`, back there by `end`.

    `max_minutes` bounds what is spent at sights; stretching may use `stretch_minutes` more.
    """

    start: int
    end: int
    base: int
    max_visits: int
    max_minutes: int
    stretch_minutes: int = 0
    meals: tuple[Purpose, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """Hundredths of a score point per unit; `late` is setting out later than one could."""

    travel_min: int = 40
    wait_min: int = 10
    late_min: int = 22
    same_category_day: int = 1_500
    same_category_trip: int = 400
    not_at_best: int = 700


@dataclass(frozen=True)
class Problem:
    """`minutes` and `fares` are square, between locations; `budget` None is no limit.

    `start`, where there is one, is a plan to improve on: task indices per day, in order.
    """

    days: tuple[DayFrame, ...]
    tasks: tuple[Task, ...]
    minutes: tuple[tuple[int, ...], ...]
    fares: tuple[tuple[int, ...], ...]
    budget: int | None = None
    weights: Weights = Weights()
    start: tuple[tuple[int, ...], ...] = ()

    @cached_property
    def steps(self) -> list[list[int]]:
        """Minutes between locations, rounded up to the grid so that starts stay on it."""
        return [[-(-value // GRID_MIN) * GRID_MIN for value in row] for row in self.minutes]


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop searching: after so much time, or after so many solutions if that is sooner.

    With solutions that are found in time the answer depends on the seed alone. No seconds at all
    means to improve on the problem's start without a search for others. `evaluations` are the days
    that the local search afterwards may time, some 30,000 a second.
    """

    seconds: float = 1.2
    solutions: int | None = None
    evaluations: int = POLISH_EVALUATIONS
