"""The streets that all emulated route services drive on: straight lines with detours, the same at every start."""

from __future__ import annotations

from math import sin
from typing import NamedTuple

from domain.geo import Point
from tools.routes.polyline import pack

_KMH = {"walk": 4.9, "bicycle": 15.5, "drive": 24.0, "transit": 22.0}
_BEFORE_S = {"walk": 0, "bicycle": 0, "drive": 45, "transit": 420}
_BEST, _WORST = 1.15, 1.45


class Way(NamedTuple):
    seconds: float
    metres: float
    line: tuple[Point, ...]

    def packed(self, digits: int = 5) -> str:
        return pack(self.line, digits)


def way(start: Point, end: Point, mode: str) -> Way:
    """Between the best and the worst detour, by where it begins and ends; there and back are alike."""
    straight = start.metres_to(end)
    turn = (sin(1e4 * (start.lat + end.lat)) + sin(1e4 * (start.lon + end.lon)) + 2) / 4
    metres = straight * (_BEST + (_WORST - _BEST) * turn)
    seconds = _BEFORE_S[mode] + metres / _KMH[mode] * 3.6 if straight else 0.0
    corner = Point(lat=start.lat, lon=end.lon)
    return Way(round(seconds, 1), round(metres, 1), (start, corner, end))
