"""Which airport a point is: flight sites want codes where our journeys have names and points."""

from __future__ import annotations

from functools import cache, lru_cache

import airportsdata

from domain.geo import Point

_NEAR_M = 6_000.0  # from an airport's reference point to the terminal that a journey names
_BOX_DEG = 0.1


@cache
def _airports() -> tuple[tuple[float, float, str], ...]:
    return tuple((row["lat"], row["lon"], code) for code, row in airportsdata.load("IATA").items())


@lru_cache(maxsize=4096)
def airport_at(here: Point) -> str | None:
    """The IATA code of the airport at a point; None when there is none within some kilometres."""
    near = [
        (here.metres_to(Point(lat=a, lon=b)), code)
        for a, b, code in _airports()
        if abs(a - here.lat) < _BOX_DEG and abs(b - here.lon) < _BOX_DEG * 3
    ]
    nearest = min(near, default=None)
    return nearest[1] if nearest is not None and nearest[0] <= _NEAR_M else None
