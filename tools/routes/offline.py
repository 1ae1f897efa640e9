"""Travel times inside a city: a calibrated model of walk, transit and taxi, with what was read put in its place.

Door to door, on the long side: a plan must still hold when a bus is missed. The constants are set
so that known journeys come out right or a little long (tests/tools/routes/test_offline.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from domain.city import CityFacts
from domain.geo import EARTH_RADIUS_M, Point
from domain.money import minor_exponent
from domain.place import Freshness, Source
from domain.request import TransferMode

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

PROVIDER: Final = "offline-routes"
MODES: Final[tuple[TransferMode, ...]] = ("walk", "transit", "taxi")
_WALK, _TRANSIT, _TAXI = range(3)

DETOUR = 1.3  # street distance over great-circle distance; 1.2 to 1.4 in most cities
WALK_KMH, SLOW_WALK_KMH = 4.6, 3.4
WALK_LIMIT_MIN, SLOW_WALK_LIMIT_MIN = 20, 12
WALK_ON = 1.5  # times the limit, where it is as quick as to ride
HEADWAY_MIN = 4  # half a usual one: timetables answer who sets out in time for the departure
HAIL_MIN = 6  # to find a taxi, get in and pay, as in the model
NO_WALK_LIMIT_MIN = 6  # who will not walk still crosses the street
CAR_SEATS = 4
TRANSIT_ZONE_KM = 20  # another single fare for every so many kilometres
_PRIVATE_MODES = frozenset({"taxi", "walk", "walking", "bike", "bicycle", "cycling", "ride-hailing", "car", "scooter"})


@dataclass(frozen=True, slots=True)
class Traveller:
    """Who moves: `slow` with small children or without steps; `avoid` holds modes not wanted."""

    size: int = 1
    slow: bool = False
    avoid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider says of the ways by one mode between the same points; -1: nothing."""

    mode: TransferMode
    minutes: Ints
    metres: Ints


@dataclass(frozen=True, slots=True)
class Matrix:
    """Between every two of n points: minutes (rounded up), metres, mode (index of MODES), fare.

    Fares are for the whole party, in minor units of the city's currency. `told` says which of the ways are as a
    provider told them; the others are the model's.
    """

    minutes: Ints
    metres: Ints
    modes: Ints
    fares: Ints
    told: Bools

    def mode(self, start: int, end: int) -> TransferMode:
        return MODES[int(self.modes[start, end])]


def source(city: CityFacts) -> Source:
    return Source(provider=PROVIDER, reference=city.id, freshness=Freshness.ESTIMATED, as_of=city.as_of)


def matrix(points: Sequence[Point], city: CityFacts, traveller: Traveller, told: Sequence[Told] = ()) -> Matrix:
    """All pairs at once; the diagonal is zero, everything else takes at least a minute."""
    road_km = great_circle_m(points) * DETOUR / 1000
    times = np.stack([_walk_min(road_km, traveller), _transit_min(road_km), _taxi_min(road_km)])
    metres = np.stack([np.ceil(road_km * 1000).astype(np.int64)] * len(MODES))
    known = np.zeros(times.shape, dtype=bool)
    for one in told:
        mode = MODES.index(one.mode)
        known[mode] = one.minutes >= 0
        times[mode] = np.where(known[mode], _as_told(one, traveller), times[mode])
        metres[mode] = np.where(known[mode], one.metres, metres[mode])
    modes = _on_foot_where_as_quick(_choose(times, city, traveller), times, known, traveller)
    minutes = np.ceil(_of_mode(times, modes)).astype(np.int64)
    fares = _of_mode(_fares(road_km, city, traveller.size), modes)
    away = ~np.eye(len(points), dtype=bool)
    return Matrix(
        minutes=np.where(away, np.maximum(minutes, 1), 0),
        metres=_of_mode(metres, np.where(away, modes, _WALK)),
        modes=np.where(away, modes, _WALK),
        fares=np.where(away, fares, 0),
        told=_of_mode(known, modes) & away,
    )


def _of_mode(values: npt.NDArray[Any], modes: Ints) -> npt.NDArray[Any]:
    return np.asarray(np.take_along_axis(values, modes[None], axis=0)[0])


def _as_told(told: Told, traveller: Traveller) -> Floats:
    """Never sooner than said: walkers keep their own pace, and whoever rides waits first."""
    if told.mode == "walk":
        return np.maximum(told.minutes, _walk_min(told.metres / 1000, traveller))
    return np.asarray(told.minutes + (HEADWAY_MIN if told.mode == "transit" else HAIL_MIN), dtype=np.float64)


def great_circle_m(points: Sequence[Point]) -> Floats:
    lat = np.radians([point.lat for point in points])
    lon = np.radians([point.lon for point in points])
    half_lat, half_lon = (lat[:, None] - lat) / 2, (lon[:, None] - lon) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(lat)[:, None] * np.cos(lat) * np.sin(half_lon) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, chord))))


def _walk_min(road_km: Floats, traveller: Traveller) -> Floats:
    return road_km / (SLOW_WALK_KMH if traveller.slow else WALK_KMH) * 60


def _transit_min(road_km: Floats) -> Floats:
    """12 min to walk to the stop, wait and walk on; faster lines the farther one goes."""
    return 12 + road_km / np.minimum(14 + road_km, 42) * 60


def _taxi_min(road_km: Floats) -> Floats:
    return 6 + road_km / np.minimum(17 + road_km, 45) * 60


def _on_foot_where_as_quick(modes: Ints, times: Floats, known: Bools, traveller: Traveller) -> Ints:
    """Where a provider knows that riding takes as long as walking, and the walk is not much too long, one walks."""
    if not known[_TRANSIT].any() or "walk" in traveller.avoid:
        return modes
    limit = SLOW_WALK_LIMIT_MIN if traveller.slow else WALK_LIMIT_MIN
    quick = known[_TRANSIT] & (times[_WALK] <= times[_TRANSIT]) & (np.ceil(times[_WALK]) <= WALK_ON * limit)
    walked: Ints = np.where((modes == _TRANSIT) & quick, _WALK, modes)
    return walked


def has_transit(city: CityFacts) -> bool:
    return any(mode.lower() not in _PRIVATE_MODES for mode in city.transport.modes)


def _choose(times: Floats, city: CityFacts, traveller: Traveller) -> Ints:
    """On foot where near; otherwise by transit, else by taxi, else on foot after all."""
    limit = SLOW_WALK_LIMIT_MIN if traveller.slow else WALK_LIMIT_MIN
    if "walk" in traveller.avoid:
        limit = NO_WALK_LIMIT_MIN
    if has_transit(city) and "transit" not in traveller.avoid:
        far = _TRANSIT
    elif "taxi" not in traveller.avoid:
        far = _TAXI
    else:
        far = _WALK
    modes: Ints = np.where(np.ceil(times[_WALK]) <= limit, _WALK, far)
    return modes


def _fares(road_km: Floats, city: CityFacts, size: int) -> Ints:
    """Per mode, whole party, minor units of the city's currency, rounded up."""
    scale = 10 ** minor_exponent(city.currency)
    transit = size * float(city.transport.single_fare) * (1 + road_km // TRANSIT_ZONE_KM)
    cars = -(-size // CAR_SEATS)
    taxi = cars * (float(city.transport.taxi_base) + float(city.transport.taxi_per_km) * road_km)
    exact: Floats = np.round(np.stack([np.zeros_like(road_km), transit, taxi]) * scale, 3)
    return np.ceil(exact).astype(np.int64)
