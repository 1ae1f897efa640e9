"""A DDSketch of durations: quantiles within 2 % from counts that any number of processes add up.

Masson, Rim and Lee, "DDSketch", VLDB 2019. A t-digest is as small, but two of them cannot be merged by
adding numbers, which is all that a shared hash in Redis can do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

ACCURACY = 0.02
_GAMMA = (1 + ACCURACY) / (1 - ACCURACY)
_LOG = math.log(_GAMMA)
_LEAST_S = 1e-5
_MOST_S = 3600.0

Bins = Mapping[int, int]


def bin_of(seconds: float) -> int:
    """The number of the bin that a duration falls into."""
    return math.ceil(math.log(min(max(seconds, _LEAST_S), _MOST_S)) / _LOG)


def value_of(number: int) -> float:
    """Seconds for which a bin stands: off by at most 2 %."""
    return float(2 * _GAMMA**number / (_GAMMA + 1))


def quantile(bins: Bins, share: float) -> float | None:
    """Seconds within which `share` (0 to 1) of the durations lie; None without any."""
    total = sum(bins.values())
    if not total:
        return None
    rank, seen = share * (total - 1), 0
    for number in sorted(bins):
        seen += bins[number]
        if seen > rank:
            return value_of(number)
    return value_of(max(bins))


def distribution(bins: Bins, bounds_s: Sequence[float]) -> tuple[int, ...]:
    """How many lie up to each bound and above the one before; the last number: above all bounds."""
    counts = [0] * (len(bounds_s) + 1)
    for number, count in bins.items():
        value = value_of(number)
        counts[next((at for at, bound in enumerate(bounds_s) if value <= bound), len(bounds_s))] += count
    return tuple(counts)


def above(bins: Bins, bound_s: float) -> int:
    """How many were longer than the bound."""
    return sum(count for number, count in bins.items() if value_of(number) > bound_s)
