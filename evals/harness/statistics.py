"""Paired comparison of two runs: how large a difference is, how sure, and how many were asked about.

A/A runs (nothing changed but the seed) must not raise an alarm: under that hypothesis which of a pair
came from which run is a coin toss, so flipping signs gives the exact distribution of the mean
difference (Fisher 1935), whatever the scores look like. Holm (1979) keeps the chance of any false
alarm over all scores at the level of one.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy import stats

Floats = npt.NDArray[np.float64]
_EXACT_PAIRS = 13
"""Up to so many pairs that differ, every assignment of signs is tried: 8,192."""


def worse_p(differences: Floats, *, draws: int = 9_999, seed: int = 0) -> float:
    """The chance that pairs without any true difference had a mean as low as this one's; 1 where nothing fell.

    One-sided: `differences` are after minus before, turned so that more is better.
    """
    moved = differences[differences != 0]  # pairs that agree say nothing, whatever their sign
    if not len(moved) or moved.sum() >= 0:
        return 1.0
    seen = moved.sum() + 1e-9 * np.abs(moved).sum()  # sums of the same numbers in another order differ in the last bits
    if len(moved) <= _EXACT_PAIRS:
        signs = np.array(list(product((-1.0, 1.0), repeat=len(moved))))
        return float(np.mean(signs @ moved <= seen))
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), size=(draws, len(moved)))
    return float((np.sum(signs @ moved <= seen) + 1) / (draws + 1))


def mean_interval(
    differences: Floats, *, level: float = 0.95, draws: int = 4_999, seed: int = 0
) -> tuple[float, float]:
    """A bootstrap interval (BCa) of the mean difference; from minus to plus infinity for fewer than two pairs."""
    if len(differences) < 2:
        return -np.inf, np.inf
    if np.all(differences == differences[0]):
        return float(differences[0]), float(differences[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        found = stats.bootstrap(
            (differences,), np.mean, confidence_level=level, n_resamples=draws, rng=np.random.default_rng(seed)
        ).confidence_interval
    low, high = float(found.low), float(found.high)
    # BCa's acceleration is undefined when the jackknife means are all alike.
    return (low, high) if np.isfinite([low, high]).all() else _percentiles(differences, level, draws, seed)


def _percentiles(differences: Floats, level: float, draws: int, seed: int) -> tuple[float, float]:
    means = np.random.default_rng(seed).choice(differences, size=(draws, len(differences))).mean(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values, in the order given: each is compared with the level as if it were the only one."""
    order = np.argsort(p_values, kind="stable")
    adjusted, floor = [1.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        floor = max(floor, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = floor
    return adjusted
