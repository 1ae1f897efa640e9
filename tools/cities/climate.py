"""Climate of any point on Earth, worked out from stations near by: an estimate, and named as one.

The table holds 275 stations outside the atlas's cities: mean daily minimum and maximum of January, April,
July and October and the precipitation of the four seasons, rounded; written down by hand from what is commonly
published of the normals for 1991-2020 (as known in 2025), not copied from one source and not checked row by row.
Between stations:
temperatures reduced to sea level by 6 K/km and weighted by the inverse square of the distance, rain likewise;
between the months: the smooth curve through four points. Measured against the atlas's 30 cities, none of
which is in the table: tests/tools/cities/test_estimates.py.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from domain.city import MonthClimate
from domain.geo import Point

_TABLE = Path(__file__).parent / "data" / "climate.csv"
_MONTHS = ("jan", "apr", "jul", "oct")
_SEASONS = ("djf", "mam", "jja", "son")
_LAPSE_K_PER_M: Final = 0.006
_STATIONS = 5  # more blur what is near, fewer jump
_SAME_PLACE_KM: Final = 30.0  # nearer than this all count alike
_LEAST_SPREAD_K: Final = 2.0
_DAYS = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class _Station(NamedTuple):
    at: Point
    metres: float
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    rain: tuple[float, ...]


@cache
def _stations() -> tuple[_Station, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            _Station(
                Point(lat=float(row["lat"]), lon=float(row["lon"])),
                float(row["metres"]),
                tuple(float(row[f"{month}_low"]) for month in _MONTHS),
                tuple(float(row[f"{month}_high"]) for month in _MONTHS),
                tuple(float(row[f"rain_{season}"]) for season in _SEASONS),
            )
            for row in csv.DictReader(file)
        )


def climate_at(at: Point, metres: float | None = None) -> tuple[MonthClimate, ...]:
    """Twelve months at a point; `metres` above the sea, None: as high as the stations around."""
    near = sorted(_stations(), key=lambda station: station.at.metres_to(at))[:_STATIONS]
    weights = [1 / max(_SAME_PLACE_KM, station.at.metres_to(at) / 1000) ** 2 for station in near]
    around = _mean([station.metres for station in near], weights)
    high_m = around if metres is None else metres
    lows = [_temperature([(s.lows[i], s.metres) for s in near], weights, high_m) for i in range(4)]
    highs = [_temperature([(s.highs[i], s.metres) for s in near], weights, high_m) for i in range(4)]
    rain = [_mean([s.rain[i] for s in near], weights) for i in range(4)]
    return tuple(_month(month, lows, highs, rain) for month in range(1, 13))


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def _temperature(read: Sequence[tuple[float, float]], weights: Sequence[float], metres: float) -> float:
    at_sea = _mean([value + _LAPSE_K_PER_M * height for value, height in read], weights)
    return at_sea - _LAPSE_K_PER_M * metres


def _month(month: int, lows: Sequence[float], highs: Sequence[float], rain: Sequence[float]) -> MonthClimate:
    low, high = _curve(lows, month - 1), _curve(highs, month - 1)
    low = min(low, high - _LEAST_SPREAD_K)
    # Seasons stand for their middle months (January, April …): a third of three months' rain.
    fallen = max(0.0, _curve([season / 3 for season in rain], month - 1))
    return MonthClimate(
        month=month,
        low=round(low, 1),
        high=round(high, 1),
        rain_mm=round(fallen),
        rain_days=_rain_days(fallen, (low + high) / 2, _DAYS[month - 1]),
    )


def _curve(values: Sequence[float], month: float) -> float:
    """Through the values of months 0, 3, 6 and 9, periodic: mean, yearly and half-yearly wave."""
    mean = sum(values) / 4
    cosine, sine = (values[0] - values[2]) / 2, (values[1] - values[3]) / 2
    twice = (values[0] - values[1] + values[2] - values[3]) / 4
    turn = math.tau * month / 12
    return mean + cosine * math.cos(turn) + sine * math.sin(turn) + twice * math.cos(2 * turn)


def _rain_days(mm: float, mean_c: float, days: float) -> float:
    """Days with ≥ 1 mm: warm air rains harder, and the more it rains the more fall on the same day."""
    per_day = 5 + 0.35 * max(0.0, mean_c - 5)
    return round(days * (1 - math.exp(-mm / per_day / days)), 1)
