"""How long a way takes when nobody can be asked: by mode, distance, kind of town and hour.

Constants are fitted to the known journeys of tests/tools/routes/journeys.py, which also measure the error. Shares of
rush hours and nights follow the order of size that the TomTom Traffic Index (https://www.tomtom.com/traffic-index/,
2024) gives for large cities: about 1.4 times the usual time in the rush, two thirds of it at night. Only journeys in
big cities are known; how much slower transit is in small ones is an estimate.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.candidates import RouteMode
from tools.routes.contract import Town

Floats = npt.NDArray[np.float64]

DETOUR: Final[dict[RouteMode, float]] = {"walk": 1.24, "transit": 1.3, "drive": 1.35, "bicycle": 1.3}
WALK_KMH, CYCLE_KMH = 4.8, 16.0
_UNLOCK_MIN = 1.0  # and to lock the bicycle again
# Before and after the ride, at first, more for each km, at most: minutes and km/h.
_TRANSIT: Final[dict[Town, tuple[float, float, float, float]]] = {
    "metropolis": (11, 12, 1.4, 42),
    "city": (12, 11, 1.2, 36),
    "town": (16, 11, 1.0, 32),
}
_DRIVE: Final[dict[Town, tuple[float, float, float, float]]] = {
    "metropolis": (4, 15, 1.0, 50),
    "city": (3, 18, 1.2, 60),
    "town": (2, 22, 1.5, 65),
}
_RUSH: Final = ((7, 10), (16, 19))  # from and until, whole hours of weekdays
_NIGHT: Final = (0, 5)
_BY_HOUR: Final[dict[Town, tuple[float, float]]] = {
    "metropolis": (1.38, 0.68),
    "city": (1.25, 0.75),
    "town": (1.1, 0.9),
}
_NIGHT_WAIT_MIN = 15.0  # for a night bus


def reckon(mode: RouteMode, straight_m: Floats, town: Town, depart_local: datetime | None) -> tuple[Floats, Floats]:
    """Minutes and metres along the way, not rounded."""
    km = straight_m / 1000 * DETOUR[mode]
    rush, night = _band(depart_local)
    if mode == "walk":
        minutes = km / WALK_KMH * 60
    elif mode == "bicycle":
        minutes = _UNLOCK_MIN + km / CYCLE_KMH * 60
    elif mode == "transit":
        minutes = _ride(_TRANSIT[town], km) + (_NIGHT_WAIT_MIN if night else 0)
    else:
        slower, faster = _BY_HOUR[town]
        minutes = _ride(_DRIVE[town], km) * (slower if rush else faster if night else 1.0)
    return minutes, km * 1000


def _ride(constants: tuple[float, float, float, float], km: Floats) -> Floats:
    around, kmh, more, most = constants
    return around + km / np.minimum(kmh + more * km, most) * 60


def _band(depart_local: datetime | None) -> tuple[bool, bool]:
    """Whether one sets out in the rush hour, and whether at night."""
    if depart_local is None:
        return False, False
    rush = depart_local.weekday() < 5 and any(first <= depart_local.hour < end for first, end in _RUSH)
    return rush, _NIGHT[0] <= depart_local.hour < _NIGHT[1]
