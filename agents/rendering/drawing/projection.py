"""From degrees to a drawing: Web Mercator, fitted to a frame with room at its edges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, pi, radians, sinh, tan

from domain.geo import Point

_EQUATOR_M = 40_075_016.7  # WGS 84


@dataclass(frozen=True)
class Frame:
    """A drawing `width` by `height` whose middle is (`x0`, `y0`); `scale` is drawing units a degree of longitude.

    `around` is the longitude that the drawing is cut opposite of, so that a trip over the Pacific stays in one piece.
    """

    width: float
    height: float
    x0: float
    y0: float
    scale: float
    around: float

    def at(self, point: Point) -> tuple[float, float]:
        return self.of(point.lon, point.lat)

    def of(self, lon: float, lat: float) -> tuple[float, float]:
        x = _turned(lon, self.around)
        return (
            self.width / 2 + (x - self.x0) * self.scale,
            self.height / 2 - (_mercator(lat) - self.y0) * self.scale,
        )

    @property
    def metres(self) -> float:
        """What one unit is on the ground, in the drawing's middle."""
        lat = degrees(_inverse(self.y0))
        return _EQUATOR_M * cos(radians(lat)) / 360 / self.scale

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees; west and east may pass 180."""
        half_x, half_y = self.width / 2 / self.scale, self.height / 2 / self.scale
        south, north = (degrees(_inverse(self.y0 + side)) for side in (-half_y, half_y))
        return self.x0 - half_x, south, self.x0 + half_x, north


def fitted(points: Iterable[Point], width: float, height: float, margin: float, least_m: float) -> Frame:
    """The frame that holds all points with `margin` units around them, and never shows less than `least_m` across."""
    found = tuple(points)
    around = _middle_longitude(found)
    xs = [_turned(point.lon, around) for point in found]
    ys = [_mercator(point.lat) for point in found]
    x0, y0 = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    lat = degrees(_inverse(y0))
    least = least_m / (_EQUATOR_M * cos(radians(lat)) / 360)
    across = max(max(xs) - min(xs), least * (width - 2 * margin) / width)
    down = max(max(ys) - min(ys), 1e-9)
    scale = min((width - 2 * margin) / across, (height - 2 * margin) / down)
    return Frame(width, height, x0, y0, scale, around)


def _middle_longitude(points: tuple[Point, ...]) -> float:
    """Where the world is cut: opposite the middle of the widest gap between the points."""
    lons = sorted({point.lon for point in points})
    gaps = [(after - before, before) for before, after in zip(lons, [*lons[1:], lons[0] + 360], strict=True)]
    width, west = max(gaps)
    return west + width / 2 - 180


def _turned(lon: float, around: float) -> float:
    return (lon - around + 180) % 360 - 180 + around


def _mercator(lat: float) -> float:
    """In degrees, as many as of longitude at the equator."""
    bound = max(-85.0, min(85.0, lat))
    return degrees(asinh(tan(radians(bound))))


def _inverse(y: float) -> float:
    return atan(sinh(y * pi / 180))
