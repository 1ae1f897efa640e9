"""Points on the Earth and the distance between them."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from pydantic import BaseModel, ConfigDict, Field

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG 1980


class Point(BaseModel):
    """WGS 84 latitude and longitude in degrees."""

    model_config = ConfigDict(frozen=True)

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)

    def metres_to(self, other: Point) -> float:
        """Great-circle distance in metres (haversine)."""
        lat1, lat2 = radians(self.lat), radians(other.lat)
        half_lat, half_lon = (lat2 - lat1) / 2, radians(other.lon - self.lon) / 2
        chord = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
        return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))
