"""Ways between places of a city: as a provider told them where one did, by the offline model elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from domain.candidates import Candidates, CityTransfers, RouteMode, TravelTimes
from domain.city import CityFacts
from domain.place import Place, Source
from domain.request import TransferMode
from tools.routes.offline import MODES, Ints, Matrix, Told, Traveller, matrix, source

_UNKNOWN = -1
_MODES: Final[dict[RouteMode, TransferMode]] = {"walk": "walk", "transit": "transit", "drive": "taxi"}


def transfers_in(candidates: Candidates, city_id: str) -> CityTransfers | None:
    return next((one for one in candidates.transfers if one.city_id == city_id), None)


def ways_between(
    places: Sequence[Place], city: CityFacts, traveller: Traveller, transfers: CityTransfers | None
) -> Matrix:
    """All pairs; places that nobody was asked about have the model's ways."""
    told = () if transfers is None else tuple(_told(transfers, places))
    return matrix([place.at for place in places], city, traveller, told)


def source_of(ways: Matrix, start: int, end: int, city: CityFacts, transfers: CityTransfers | None) -> Source:
    """Who said how long this way takes."""
    if transfers is not None and ways.told[start, end]:
        mode = MODES[int(ways.modes[start, end])]
        return next(one.source for one in transfers.times if _MODES.get(one.mode) == mode)
    return source(city)


def _told(transfers: CityTransfers, places: Sequence[Place]) -> Iterator[Told]:
    where = {place_id: index for index, place_id in enumerate(transfers.place_ids)}
    at = np.array([where.get(place.id, _UNKNOWN) for place in places])
    for times in transfers.times:
        if times.mode in _MODES:
            yield Told(_MODES[times.mode], _among(times.minutes, times, at), _among(times.metres, times, at))


def _among(values: tuple[int, ...], times: TravelTimes, at: Ints) -> Ints:
    """The values between the places at these indices of the table; of a place that it lacks nothing is known."""
    count = round(len(times.minutes) ** 0.5)
    table = np.full((count + 1, count + 1), _UNKNOWN, dtype=np.int64)  # the last row and column stand for who is not in
    table[:count, :count] = np.asarray(values, dtype=np.int64).reshape(count, count)
    return np.asarray(table[np.ix_(at, at)])
