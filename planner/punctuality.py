"""How likely a day goes to plan: durations and travel times with spread, every timed commitment to be kept.

The day is walked through once on a grid of minutes: the distribution of "when I get there" is convolved with that of
"how long it takes", and what misses a commitment falls out. Whoever is late cuts a visit short, but not below what is
worth it; whoever is early waits for the planned start. `simulate` draws the same days at random, in continuous time;
the two agree (tests/planner/test_punctuality.py, benchmarks/punctuality.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import erf, log, sqrt

import numpy as np
import numpy.typing as npt
from numpy.random import default_rng

Floats = npt.NDArray[np.float64]

# Coefficients of variation (standard deviation over mean); a log-normal of mean 1 multiplies what is planned.
# Ways: scheduled metro and bus run with a spread of 15 to 30 % of door-to-door time, road traffic with 25 to 40 %
# (TCRP Report 165, Transit Capacity and Quality of Service Manual, 3rd ed., 2013, ch. 4; FHWA, Travel Time Reliability,
# 2006); walking with little. Ours are their middles, as the times they multiply are planned on the long side.
WAY_SPREAD: Mapping[str, float] = {
    "walk": 0.10,
    "transit": 0.20,
    "taxi": 0.30,
    "train": 0.06,
    "flight": 0.08,
    "ferry": 0.08,
    "bus": 0.15,
    "car": 0.20,
}
# Visits: what runs by a timetable hardly varies; shops, markets and quarters are left when one likes (observed stays
# in museums vary by a quarter to a third: Serrell, Paying Attention, 1998). Our reading of these, by category.
VISIT_SPREAD: Mapping[str, float] = {
    **dict.fromkeys(("theatre", "music", "sport", "tour", "cruise", "workshop"), 0.05),
    **dict.fromkeys(("theme_park", "zoo", "aquarium", "wellness"), 0.15),
    **dict.fromkeys(("restaurant", "bar", "food_market"), 0.20),
    **dict.fromkeys(("cafe", "bakery", "street_food"), 0.25),
    **dict.fromkeys(("museum", "gallery", "palace", "castle", "archaeology", "library"), 0.25),
    **dict.fromkeys(("market", "shopping", "bookshop", "neighbourhood", "beach", "nightlife"), 0.35),
}
OTHER_SPREAD = 0.25
_STEADY = 1e-6


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop with the way to it; minutes after midnight of the day.

    `begin` is the latest start that keeps what is promised (last entry, closing, the meal's hours) and `close` when one
    must be out; `least` is the shortest visit that is worth it. Spreads are coefficients of variation.
    """

    way: int
    way_spread: float
    start: int
    minutes: int
    least: int
    spread: float
    begin: int
    close: int


@dataclass(frozen=True, slots=True)
class Course:
    """A day as planned: set out at `leave`, visits, back by `due`; a journey of `before` minutes may delay it all."""

    leave: int
    visits: tuple[Visit, ...]
    back: int
    back_spread: float
    due: int
    before: int = 0
    before_spread: float = 0.0
    slack: int = 0


@dataclass(frozen=True, slots=True)
class OnTime:
    """The chance that all is kept; `lost` is what each visit and, last, the way back takes from it."""

    chance: float
    lost: tuple[float, ...]

    @property
    def weakest(self) -> int | None:
        """Index of the visit (their number: the way back) where the day most likely slips; None where it hardly can."""
        worst = max(range(len(self.lost)), key=lambda i: (self.lost[i], -i), default=None)
        return None if worst is None or self.lost[worst] < 0.005 else worst


def on_time(course: Course) -> OnTime:
    """By convolution over minutes; exact up to the rounding of each time to a minute."""
    width = _width(course)
    free = _delayed(course, width)
    lost = []
    for visit in course.visits:
        arrived = _convolved(free, _chances(visit.way, visit.way_spread))[:width]
        begun = arrived.copy()
        begun[: visit.start] = 0.0
        begun[visit.start] += arrived[: visit.start].sum()
        lost.append(float(begun[visit.begin + 1 :].sum()))
        begun[visit.begin + 1 :] = 0.0
        free = _left(visit, begun, width)
    back = _convolved(free, _chances(course.back, course.back_spread))[:width]
    kept = float(back[: course.due + 1].sum())
    lost.append(max(0.0, 1.0 - sum(lost) - kept))
    return OnTime(min(1.0, kept), tuple(lost))


def _width(course: Course) -> int:
    last = max((v.start + v.minutes for v in course.visits), default=course.leave)
    return max(last, course.due) + 600


def _delayed(course: Course, width: int) -> Floats:
    """When one can set out: as planned, or later by what the journey before is late beyond its slack."""
    free = np.zeros(width)
    journey = _chances(course.before, course.before_spread)
    for minutes in np.flatnonzero(journey):
        late = max(0, int(minutes) - course.before - course.slack)
        free[min(width - 1, course.leave + late)] += journey[minutes]
    return free


def _left(visit: Visit, begun: Floats, width: int) -> Floats:
    """When the visit is over, from when it began; nobody stays past closing."""
    free = np.zeros(width)
    for start in map(int, np.flatnonzero(begun > _STEADY * 1e-3)):
        chances = _chances(_planned_length(visit, start), visit.spread)
        end = min(width, start + len(chances))
        free[start:end] += begun[start] * chances[: end - start]
    out = min(visit.close, width - 1)
    free[out] += free[out + 1 :].sum()
    free[out + 1 :] = 0.0
    return free


def _planned_length(visit: Visit, start: int) -> int:
    return max(visit.least, min(visit.minutes, visit.start + visit.minutes - start))


def _convolved(first: Floats, second: Floats) -> Floats:
    """Only where there is anything: a few dozen minutes by a few dozen."""
    there = np.flatnonzero(first)
    if not len(there):
        return first
    low, high = int(there[0]), int(there[-1]) + 1
    result = np.zeros(len(first) + len(second))
    result[low : high + len(second) - 1] = np.convolve(first[low:high], second)
    return result


@lru_cache(maxsize=8192)
def _chances(minutes: int, spread: float) -> Floats:
    """The chance of each whole number of minutes, from 0, of a log-normal time with that mean."""
    if spread <= _STEADY or minutes <= 0:
        certain = np.zeros(max(0, minutes) + 1)
        certain[-1] = 1.0
        return certain
    sigma, mu = _log_normal(minutes, spread)
    most = int(minutes * (1 + 6 * spread)) + 5
    upto = np.array([0.5 + 0.5 * erf((log(k + 0.5) - mu) / sigma / sqrt(2)) for k in range(most + 1)])
    chances = np.diff(upto, prepend=0.0)
    chances[-1] += 1.0 - upto[-1]
    chances.setflags(write=False)
    return chances


def _log_normal(mean: float, spread: float) -> tuple[float, float]:
    """Sigma and mu of the logarithm."""
    variance = log(1 + spread * spread)
    return sqrt(variance), log(mean) - variance / 2


def simulate(course: Course, draws: int, seed: int) -> float:
    """The share of `draws` random days on which every commitment was kept."""
    random = default_rng(seed)

    def times(minutes: Floats, spread: float) -> Floats:
        if spread <= _STEADY:
            return minutes
        sigma, _ = _log_normal(1.0, spread)
        return np.asarray(minutes * random.lognormal(-sigma * sigma / 2, sigma, draws))

    def fixed(minutes: int) -> Floats:
        return np.full(draws, float(minutes))

    late = times(fixed(course.before), course.before_spread) - course.before - course.slack
    free = course.leave + np.maximum(0.0, late)
    kept = np.ones(draws, dtype=bool)
    for visit in course.visits:
        begun = np.maximum(visit.start, free + times(fixed(visit.way), visit.way_spread))
        kept &= begun < visit.begin + 0.5
        planned = np.maximum(visit.least, np.minimum(visit.minutes, visit.start + visit.minutes - begun))
        free = np.minimum(visit.close, begun + times(planned, visit.spread))
    back = free + times(fixed(course.back), course.back_spread)
    return float((kept & (back < course.due + 0.5)).mean())


def spread_of_way(mode: str) -> float:
    return WAY_SPREAD.get(mode, max(WAY_SPREAD.values()))


def spread_of_visit(category: str) -> float:
    return VISIT_SPREAD.get(category, OTHER_SPREAD)
