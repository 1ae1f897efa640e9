"""Mapbox: Matrix API v1 and Directions API v5.

Written from https://docs.mapbox.com/api/navigation/matrix/ and https://docs.mapbox.com/api/navigation/directions/
(2025). At most 25 coordinates and 60 matrix requests a minute; 300 directions. It knows no public transport.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.candidates import RouteMode, TravelTimes
from domain.errors import Failure, Unavailable
from tools.network import Networked
from tools.routes.contract import Directions, DirectionsQuery, MatrixQuery
from tools.routes.grid import Grid, Tile, to_ask
from tools.routes.polyline import unpack
from tools.routes.reading import believed, no_way, read_source, together
from tools.routes.table import Routes, Table, coordinates

_PROFILES: Final[dict[RouteMode, str]] = {
    "walk": "mapbox/walking",
    "drive": "mapbox/driving",
    "bicycle": "mapbox/cycling",
}
_MOST = 25
_BLOCK = _MOST // 2


class _Mapbox(Networked):
    account = "mapbox"
    home = "https://api.mapbox.com"

    def _profile(self, mode: RouteMode) -> str:
        if mode not in _PROFILES:
            raise no_way(self.name, mode)
        return _PROFILES[mode]


class MapboxMatrix(_Mapbox):
    name = "mapbox-matrix"
    version = "v1"
    calls = (60, 60.0)

    async def execute(self, query: MatrixQuery) -> TravelTimes:
        profile = self._profile(query.mode)
        grid = Grid(query)
        asked = list(_blocks(query))
        answers = await together([self._tile(query, profile, tile) for tile in asked])
        try:
            for tile, table in zip(asked, answers, strict=True):
                table.fill(grid, tile.origins, tile.ends)
        except ValueError as error:
            raise self.malformed(error) from error
        return grid.times(read_source(self.name, profile))

    async def _tile(self, query: MatrixQuery, profile: str, tile: Tile) -> Table:
        used = sorted({*tile.origins, *tile.ends})
        parameters = {
            "annotations": "duration,distance",
            "sources": ";".join(str(used.index(i)) for i in tile.origins),
            "destinations": ";".join(str(used.index(i)) for i in tile.ends),
            "access_token": self._access.key,
        }
        places = coordinates(query.points[i] for i in used)
        said = await self.get(f"/directions-matrix/v1/{profile}/{places}", parameters)
        try:
            table = Table.model_validate(said)
        except ValueError as error:
            raise self.malformed(error) from error
        if table.code != "Ok":
            raise Unavailable(self.name, f"answers {table.code}", Failure.REFUSED)
        return table


class MapboxDirections(_Mapbox):
    name = "mapbox-directions"
    version = "v5"
    calls = (300, 60.0)

    async def execute(self, query: DirectionsQuery) -> Directions:
        profile = self._profile(query.mode)
        parameters = {
            "geometries": "polyline6",
            "overview": "full",
            "steps": "true",
            "language": query.language,
            "access_token": self._access.key,
        }
        said = await self.get(f"/directions/v5/{profile}/{coordinates((query.start, query.end))}", parameters)
        try:
            answer = Routes.model_validate(said)
            if answer.code in ("NoRoute", "NoSegment"):
                raise no_way(self.name, query.mode)
            route = answer.routes[0]
            line = unpack(route.geometry, digits=6)
        except (ValueError, IndexError) as error:
            raise self.malformed(error) from error
        return believed(query, route.duration, route.distance, line, (read_source(self.name, profile), route.steps))


def _blocks(query: MatrixQuery) -> Iterator[Tile]:
    """All at once where they fit into one request; else blocks of which none has more than 25 coordinates."""
    count, asked = len(query.points), to_ask(query)
    size = count if count <= _MOST else _BLOCK
    for first in range(0, count, size):
        for other in range(0, count, size):
            origins = list(range(first, min(first + size, count)))
            ends = list(range(other, min(other + size, count)))
            if asked[first : first + size, other : other + size].any():
                yield Tile(origins, ends)
