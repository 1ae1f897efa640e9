"""Places in Rome for the tests of routes."""

from __future__ import annotations

from domain.geo import Point

COLOSSEUM = Point(lat=41.8902, lon=12.4922)
TREVI = Point(lat=41.9009, lon=12.4833)
PANTHEON = Point(lat=41.8986, lon=12.4769)
ST_PETERS = Point(lat=41.9022, lon=12.4539)
ROME = (COLOSSEUM, TREVI, PANTHEON, ST_PETERS)


def around(count: int, step: float = 0.004) -> tuple[Point, ...]:
    """A grid of points, some 400 metres apart."""
    return tuple(Point(lat=41.88 + step * (n // 8), lon=12.45 + step * (n % 8)) for n in range(count))
