"""How a walk searches: numbers that do not change during it."""

from __future__ import annotations

from typing import NamedTuple


class Way(NamedTuple):
    """Minutes are weighed in the units of prizes; `exact` says that the whole measure counts, not prizes alone.

    Without it `travel` only tells two plans of the same prizes apart.
    """

    exact: bool
    travel: float  # a minute on the way
    late: float  # a minute by which what follows is put off, at most
    not_at_best: float
    same_day: float
    same_trip: float
    budget: int
    longest: int  # most tasks of a string
    ruined: float  # tasks taken out of a plan, on average
    blink: float  # share of positions that an insertion overlooks
    greedy: float  # share of the steps that put in the best of all first, rather than one after the other
    dare: float  # the loss at which one task may come in, at most
