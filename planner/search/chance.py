"""Random numbers for compiled code: xorshift64*, seeded, one state per thread.

Vigna (2016), An experimental exploration of Marsaglia's xorshift generators, scrambled.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Chance = NDArray[np.uint64]
_SPREAD = 0x9E3779B97F4A7C15


def seeded(seed: int) -> Chance:
    """A state for `draw`; seeds next to each other give unrelated sequences (splitmix64)."""
    mask = (1 << 64) - 1
    mixed = (seed * _SPREAD + _SPREAD) & mask
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
    return np.array([(mixed ^ (mixed >> 31)) | 1], dtype=np.uint64)


@njit(cache=True, nogil=True)
def draw(chance: Chance) -> float:
    """A number in [0, 1)."""
    x = chance[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    chance[0] = x
    return float((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, nogil=True)
def below(chance: Chance, count: int) -> int:
    """An integer from 0 to count - 1."""
    return min(int(draw(chance) * count), count - 1)
