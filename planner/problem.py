"""The planning problem as immutable numbers: no places, no dates, nothing to look up.

Minutes are after local midnight of a day and may pass 1440. Scores are in hundredths of a point.
Money is in minor units of one currency. Everything pickles, so that a problem can be sent to a
process pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy.typing as npt

from domain.itinerary import Purpose

GRID_MIN = 5  # people meet at ten past, not at 10:07
MEAL_PRIZE = 20_000  # a meal outweighs any two sights
MUST_PRIZE = 1_000_000  # a must-see outweighs all that is not one
LOCK_PRIZE = 20_000_000  # a locked stop outweighs all must-sees

POLISH_EVALUATIONS = 300_000
_VISIT = Purpose.VISIT  # looked up once: this is asked some hundred thousand times a search

Table = Sequence[Sequence[int]] | npt.NDArray[Any]  # square, between locations; an integer array is quickest


class Opening(NamedTuple):
    """A visit may start from `first` to `last` (its last entry), and must be over by `close`."""

    first: int
    last: int
    close: int


class Band(NamedTuple):
    """Travel minutes for who sets out at `start` or later, until the next band (rush hours).

    Who would be there sooner by setting out in a later band waits for it, so that a later start
    never means an earlier arrival (first in, first out).
    """

    start: int
    minutes: Table


class Way(NamedTuple):
    """Another means of transport between the same locations, at another price."""

    minutes: Table
    fares: Table
    bands: tuple[Band, ...] = ()


class Quota(NamedTuple):
    """How many tasks of one category a day and the trip may (at most) and should (at least) hold."""

    category: str
    day_least: int = 0
    day_most: int | None = None
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A visit or meal that may be in the plan; at most one task per place and copy is chosen.

    `openings` and `scores` have one entry per day; a day without openings is a day without it.
    `prize` comes on top of the score (a meal, a must-see, a lock); `best` are the times of day
    (start inclusive, end exclusive) at which it is at its best, none meaning any.
    `stretch` is by how much it may be made longer, `least` the length down to which it may shrink
    where the day cannot be kept otherwise (0: not at all). Of the tasks of a `group` at most one is
    chosen. It comes later in the trip than the places in `after`, and later on its day than its
    `after_meal`, where the plan holds them. A `first` task opens its day and is no visit to the
    pace (a luggage drop). `voices` are what the single travellers give for it, if they differ.
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
    least: int = 0
    group: str = ""
    after: tuple[str, ...] = ()
    after_meal: Purpose | None = None
    first: bool = False
    voices: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """Of the tasks with one key at most one is chosen; copies let a restaurant be used again."""
        return self.place_id, self.copy

    @property
    def is_visit(self) -> bool:
        return self.purpose is _VISIT

    def worth(self, day: int) -> int:
        return self.prize + self.scores[day]


@dataclass(frozen=True, slots=True)
class DayFrame:
    """A day's limits: from `base` not before `start`, at `finish` (None: back at the base) by `end`.

    `max_minutes` bounds what is spent at sights; stretching may use `stretch_minutes` more.
    """

    start: int
    end: int
    base: int
    max_visits: int
    max_minutes: int
    stretch_minutes: int = 0
    meals: tuple[Purpose, ...] = ()
    finish: int | None = None

    @property
    def last_base(self) -> int:
        return self.base if self.finish is None else self.finish


@dataclass(frozen=True, slots=True)
class Weights:
    """Hundredths of a score point per unit; `late` is setting out later than one could.

    `shrink_min` is a minute less than a visit's usual length, `fare` a minor unit of money when
    choosing between means of transport, `least_voice` the percentage of the least satisfied
    traveller's score that is added, `short_of` one task less than a quota's least.
    """

    travel_min: int = 40
    wait_min: int = 10
    late_min: int = 22
    same_category_day: int = 1_500
    same_category_trip: int = 400
    not_at_best: int = 700
    shrink_min: int = 30
    fare: int = 2
    least_voice: int = 50
    short_of: int = MUST_PRIZE


@dataclass(frozen=True, eq=False)
class Problem:
    """`minutes` and `fares` are between locations, by the usual means; `budget` None is no limit.

    `start`, where there is one, is a plan to improve on: task indices per day, in order.
    `bands` are the hours at which travel takes other times than `minutes`; `ways` are other means,
    taken where they save enough for their price, or where the day could not be kept otherwise.
    Times of starts are on the `grid`, minutes: 5 for people, 1 for a benchmark.
    """

    days: tuple[DayFrame, ...]
    tasks: tuple[Task, ...]
    minutes: Table
    fares: Table
    budget: int | None = None
    weights: Weights = Weights()
    start: tuple[tuple[int, ...], ...] = ()
    grid: int = GRID_MIN
    bands: tuple[Band, ...] = ()
    ways: tuple[Way, ...] = ()
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop searching: after so much time, or after so many solutions if that is sooner.

    With solutions that are found in time the answer depends on the seed alone. No seconds at all
    means to improve on the problem's start without a search for others. `evaluations` are the days
    that the local search afterwards may time, a million or two a second.
    """

    seconds: float = 1.2
    solutions: int | None = None
    evaluations: int = POLISH_EVALUATIONS
