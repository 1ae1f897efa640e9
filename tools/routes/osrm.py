"""OSRM, as the servers of FOSSGIS run it for openstreetmap.org: on foot, by bicycle and by car, without a key.

Written from https://project-osrm.org/docs/v5.24.0/api/ and the usage policy that https://routing.openstreetmap.de/
shows (2025): a valid User-Agent, at most one request a second, no heavy usage, OpenStreetMap's attribution. So a
matrix is one request of at most 100 points, and kept for a week. A server of one's own is set as the address of
`osrm-matrix` and `osrm-directions`; it has its profiles at /routed-foot, /routed-bike and /routed-car too. The demo of
https://router.project-osrm.org/ is not asked: it knows cars only and does not want tables.
"""

from __future__ import annotations

from typing import Final

from domain.candidates import RouteMode, TravelTimes
from domain.errors import Failure, Unavailable
from tools.network import Networked
from tools.routes.contract import Directions, DirectionsQuery, MatrixQuery
from tools.routes.grid import Grid
from tools.routes.polyline import unpack
from tools.routes.reading import believed, no_way, read_source
from tools.routes.table import Routes, Table, coordinates

_SERVERS: Final[dict[RouteMode, str]] = {"walk": "routed-foot", "bicycle": "routed-bike", "drive": "routed-car"}
_MOST = 100


class _Osrm(Networked):
    version = "v1"
    home = "https://routing.openstreetmap.de"
    calls = (1, 1.0)

    def _server(self, mode: RouteMode) -> str:
        if mode not in _SERVERS:
            raise no_way(self.name, mode)
        return _SERVERS[mode]


class OsrmMatrix(_Osrm):
    name = "osrm-matrix"

    async def execute(self, query: MatrixQuery) -> TravelTimes:
        server = self._server(query.mode)
        if len(query.points) > _MOST:
            raise Unavailable(self.name, f"takes {_MOST} points at most", Failure.UNSUITED)
        path = f"/{server}/table/v1/driving/{coordinates(query.points)}"
        said = await self.get(path, {"annotations": "duration,distance"})
        grid = Grid(query)
        try:
            table = Table.model_validate(said)
            everyone = range(len(query.points))
            table.fill(grid, everyone, everyone)
        except ValueError as error:
            raise self.malformed(error) from error
        return grid.times(read_source(self.name, server))


class OsrmDirections(_Osrm):
    name = "osrm-directions"

    async def execute(self, query: DirectionsQuery) -> Directions:
        server = self._server(query.mode)
        path = f"/{server}/route/v1/driving/{coordinates((query.start, query.end))}"
        said = await self.get(path, {"geometries": "polyline", "overview": "full", "steps": "true"})
        try:
            route = Routes.model_validate(said).routes[0]
            line = unpack(route.geometry)
        except (ValueError, IndexError) as error:
            raise self.malformed(error) from error
        return believed(query, route.duration, route.distance, line, (read_source(self.name, server), route.steps))
