"""The arithmetic of a sliding window that is counted in two halves, as the script in `redis.py` does it too.

Of the window before this one as much counts as still lies within the last `window_s` seconds. GCRA would
be as small but lets a burst of the whole limit be followed by another within the window; a log of every
request would be exact but keep 50,000 entries for each enterprise caller. This keeps two numbers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bucket:
    """A limit: `limit` in any `window_s` seconds. `refundable`: given back where nothing came of the request."""

    key: str
    limit: int
    window_s: int
    refundable: bool = False


@dataclass(frozen=True)
class Standing:
    """How a bucket stands after the request; `wait_s` until it would let another through, 0 now."""

    bucket: Bucket
    limit: int
    remaining: int
    reset_s: float
    wait_s: float

    @property
    def refused(self) -> bool:
        return self.wait_s > 0


def wait_s(limit: int, window_s: float, before: int, now: int, elapsed_s: float) -> float:
    """Seconds until one more is within the limit; 0: it is already.

    `before` and `now` are the counts of the window before and of this one, which began `elapsed_s` ago.
    """
    room = limit - 1 - now
    if room < 0:  # this window must end, and then leave enough behind
        return window_s - elapsed_s + window_s * (1 - (limit - 1) / now)
    if before <= room:
        return 0.0
    return max(0.0, window_s * (1 - room / before) - elapsed_s)
