"""The same limits counted by one process alone, while Redis is away."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from infra.limiting.windows import Bucket, Standing, wait_s

_SHARE = 4  # as many processes may be counting for themselves
_MOST = 20_000


@dataclass
class MemoryLimits:
    """A quarter of every limit, so that several processes together let no more through than before."""

    clock: Callable[[], float] = time.time
    _kept: OrderedDict[str, tuple[int, int, int]] = field(default_factory=OrderedDict)

    def take(self, buckets: Sequence[Bucket]) -> tuple[Standing, ...]:
        """One request from each bucket, or from none where one refuses."""
        now = self.clock()
        waits = [wait_s(_share(one), one.window_s, *self._counts(one, now), now % one.window_s) for one in buckets]
        if not any(waits):
            for bucket in buckets:
                before, count = self._counts(bucket, now)
                self._keep(bucket.key, (int(now // bucket.window_s), count + 1, before))
        return tuple(self._standing(bucket, wait, now) for bucket, wait in zip(buckets, waits, strict=True))

    def give_back(self, buckets: Sequence[Bucket]) -> None:
        now = self.clock()
        for bucket in buckets:
            before, count = self._counts(bucket, now)
            if count:
                self._keep(bucket.key, (int(now // bucket.window_s), count - 1, before))

    def _counts(self, bucket: Bucket, now: float) -> tuple[int, int]:
        """Of the window before and of this one."""
        window, count, before = self._kept.get(bucket.key, (-9, 0, 0))
        this = int(now // bucket.window_s)
        if window == this:
            return before, count
        return (count, 0) if window == this - 1 else (0, 0)

    def _keep(self, key: str, counted: tuple[int, int, int]) -> None:
        self._kept[key] = counted
        self._kept.move_to_end(key)
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def _standing(self, bucket: Bucket, wait: float, now: float) -> Standing:
        before, count = self._counts(bucket, now)
        elapsed = now % bucket.window_s
        used = math.ceil(before * (1 - elapsed / bucket.window_s) + count)
        return Standing(bucket, _share(bucket), max(0, _share(bucket) - used), bucket.window_s - elapsed, wait)


def _share(bucket: Bucket) -> int:
    return max(1, bucket.limit // _SHARE)
