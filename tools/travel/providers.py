"""Who can be asked for ways between cities: a timetable first, distances last."""

from __future__ import annotations

from tools.travel.contract import TravelAdapter
from tools.travel.estimates import DistanceEstimates
from tools.travel.rail import EmbeddedRail

PROVIDERS: tuple[type[TravelAdapter], ...] = (EmbeddedRail, DistanceEstimates)
