"""The coast, where a map shows enough of the world for it: Natural Earth's land at 1:50 million (public domain).

Taken from world-atlas 2.0.2 (Mike Bostock, ISC); `land.json` has its rings as steps of a hundredth of a degree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from agents.rendering.drawing.projection import Frame

_FILE = Path(__file__).with_name("land.json")
_COARSEST_M = 60_000  # a map of less than this across would show the data's own corners
_BEYOND = 0.25  # degrees


class _Ring(NamedTuple):
    spots: tuple[tuple[float, float], ...]
    west: float
    south: float
    east: float
    north: float


@lru_cache(maxsize=1)
def _rings() -> tuple[_Ring, ...]:
    return tuple(_ring(steps) for steps in json.loads(_FILE.read_text(encoding="ascii")))


def _ring(steps: list[int]) -> _Ring:
    lons = [lon / 100 for lon in accumulate(steps[::2])]
    lats = [lat / 100 for lat in accumulate(steps[1::2])]
    return _Ring(tuple(zip(lons, lats, strict=True)), min(lons), min(lats), max(lons), max(lats))


def coast(frame: Frame) -> str:
    """The land within the frame as the data of one SVG path; empty where the map is too near for it."""
    if frame.metres * frame.width < _COARSEST_M:
        return ""
    turns = ((ring, turn) for ring in _rings() for turn in (-360, 0, 360))
    return "".join(_drawn(ring, frame, turn) for ring, turn in turns if _meets(ring, frame, turn))


def _meets(ring: _Ring, frame: Frame, turn: int) -> bool:
    west, south, east, north = frame.corners
    beside = ring.east + turn < west - _BEYOND or ring.west + turn > east + _BEYOND
    return not (beside or ring.north < south or ring.south > north)


def _drawn(ring: _Ring, frame: Frame, turn: int) -> str:
    spots = (_flat(frame, lon + turn, lat) for lon, lat in ring.spots)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _thinned(spots, frame)) + "Z"


def _flat(frame: Frame, lon: float, lat: float) -> tuple[float, float]:
    """Not turned to the frame's side of the world: a ring must not be torn where it passes the edge."""
    x, y = frame.of(frame.x0, lat)
    return x + (lon - frame.x0) * frame.scale, y


def _thinned(spots: Iterable[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    """Without what lies closer together than ink shows; far outside, much closer."""
    kept: list[tuple[float, float]] = []
    for x, y in spots:
        inside = -60 < x < frame.width + 60 and -60 < y < frame.height + 60
        room = 0.35 if inside else 25
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= room:
            kept.append((x, y))
    return kept
