"""Ways without a network: by the offline model, and in a straight line."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Final

import numpy as np

from domain.candidates import TravelTimes
from domain.place import Freshness, Source
from tools.adapter import Keyless
from tools.routes.contract import Directions, DirectionsQuery, MatrixQuery
from tools.routes.grid import UNKNOWN, wanted
from tools.routes.model import reckon
from tools.routes.offline import great_circle_m

AS_OF: Final = date(2025, 6, 1)  # what the model is fitted to


def _source(provider: str, mode: str) -> Source:
    return Source(provider=provider, reference=f"model:{mode}", freshness=Freshness.ESTIMATED, as_of=AS_OF)


class ReckonedMatrix(Keyless):
    name = "offline-matrix"
    version = "1"

    async def execute(self, query: MatrixQuery) -> TravelTimes:
        minutes, metres = reckon(query.mode, great_circle_m(query.points), query.town, query.depart_local)
        asked = wanted(query)
        whole = np.where(asked, np.maximum(np.ceil(minutes), 1), UNKNOWN).astype(np.int64)
        along = np.where(asked, np.ceil(metres), UNKNOWN).astype(np.int64)
        return TravelTimes(
            mode=query.mode,
            minutes=tuple(whole.ravel().tolist()),
            metres=tuple(along.ravel().tolist()),
            source=_source(self.name, query.mode),
        )


class ReckonedDirections(Keyless):
    """As the crow flies: it names no street."""

    name = "offline-directions"
    version = "1"

    async def execute(self, query: DirectionsQuery) -> Directions:
        straight = np.array([query.start.metres_to(query.end)])
        minutes, metres = reckon(query.mode, straight, query.town, query.depart_local)
        return Directions(
            mode=query.mode,
            minutes=max(1, ceil(minutes[0])),
            metres=ceil(metres[0]),
            line=(query.start, query.end),
            steps=(),
            source=_source(self.name, query.mode),
        )
