"""The weather that all emulated services forecast: the place's climate, with spells of rain that every date repeats."""

from __future__ import annotations

from datetime import date
from functools import cache
from math import sin
from typing import NamedTuple

from domain.geo import Point
from tools.cities.climate import climate_at


class Sky(NamedTuple):
    low_c: float
    high_c: float
    rain_mm: float
    rain_chance: float
    gust_kmh: float
    code: int


@cache
def _climate(lat: float, lon: float) -> tuple[tuple[float, float, float], ...]:
    return tuple((m.low, m.high, m.rain_days) for m in climate_at(Point(lat=lat, lon=lon)))


def sky(at: Point, on: date) -> Sky:
    low, high, wet = _climate(round(at.lat, 1), round(at.lon, 1))[on.month - 1]
    spell = (sin(on.toordinal() * 1.7 + at.lon) + 1) / 2  # 0..1, above the share of dry days it rains
    rains = spell > 1 - wet / 30
    warmer = 3 * sin(on.toordinal() / 2.3 + at.lat)
    mm = round(20 * (spell - (1 - wet / 30)) / max(0.03, wet / 30), 1) if rains else 0.0
    code = 0 if not rains else 95 if spell > 0.985 else 63
    return Sky(
        round(low + warmer, 1),
        round(high + warmer, 1),
        mm,
        round(0.1 + 0.8 * spell, 2),
        round(15 + 30 * spell, 1),
        code,
    )
