"""Who can be asked for ways, first asked first."""

from __future__ import annotations

from tools.routes.contract import DirectionsAdapter, MatrixAdapter
from tools.routes.google import GoogleDirections, GoogleMatrix
from tools.routes.mapbox import MapboxDirections, MapboxMatrix
from tools.routes.osrm import OsrmDirections, OsrmMatrix
from tools.routes.reckoned import ReckonedDirections, ReckonedMatrix

MATRIX_PROVIDERS: tuple[type[MatrixAdapter], ...] = (GoogleMatrix, MapboxMatrix, OsrmMatrix, ReckonedMatrix)
DIRECTIONS_PROVIDERS: tuple[type[DirectionsAdapter], ...] = (
    GoogleDirections,
    MapboxDirections,
    OsrmDirections,
    ReckonedDirections,
)
