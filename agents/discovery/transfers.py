"""Travel times read for the places of a city that are most likely to be in the plan."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Final

import structlog

from agents.discovery.completing import hurried
from domain.candidates import CityCandidates, CityTransfers, RouteMode, Scored, TravelTimes
from domain.errors import AllProvidersFailed
from domain.geo import Point
from domain.place import Place
from domain.request import TripRequest
from tools.chain import Chain
from tools.routes.contract import MatrixQuery, town_of
from tools.routes.offline import has_transit

log = structlog.get_logger()
MATRIX_POINTS: Final = 12  # some 90 pairs: half a dollar at list price, of what a trip's money can bear
_FREE_POINTS: Final = 60  # nine tenths of them: where the first provider asked wants no money
_WALKED_TO_M, _RIDDEN_FROM_M = 1_600, 900  # as the crow flies: about where walks end and rides begin
_STAYS, _SIGHTS_SHARE = 4, 0.6
_POINTS_PER_KM = 6.0
_BEST_SIGHTS = 15
_WAIT_S = 9.0  # of the 30 s that discovery has, of which half for one provider
_SETS_OUT = time(10)


async def transfers_of(
    request: TripRequest, cities: Iterable[CityCandidates], chain: Chain[MatrixQuery, TravelTimes], most: int
) -> tuple[CityTransfers, ...]:
    """Of each city the times on foot and by what goes there; none for a city of which nobody could tell.

    At most `most` places of a city are asked for, as providers are paid by the pair; more where the first one to be
    asked is not paid.
    """
    readers = [adapter for adapter in map(chain.get_adapter, chain.order) if adapter is not None and adapter.network]
    if most < 2 or not readers:
        return ()
    if not getattr(readers[0], "account", ""):
        most = max(most, _FREE_POINTS)
    found = await asyncio.gather(*(_of_city(request, city, chain, most) for city in cities))
    return tuple(one for one in found if one is not None)


async def _of_city(
    request: TripRequest, city: CityCandidates, chain: Chain[MatrixQuery, TravelTimes], most: int
) -> CityTransfers | None:
    places = likely(city, most)
    points = tuple(place.at for place in places)
    if len(points) < 2:
        return None
    answers = await asyncio.gather(*(_read(query, chain) for query in _questions(request, city, points)))
    times = tuple(one for one in answers if one is not None)
    for one in times:
        if one.doubted:
            log.warning("ways not believed", city=city.city.id, provider=one.source.provider, pairs=one.doubted)
    ids = tuple(place.id for place in places)
    return CityTransfers(city_id=city.city.id, place_ids=ids, times=times) if times else None


def _questions(request: TripRequest, city: CityCandidates, points: tuple[Point, ...]) -> list[MatrixQuery]:
    """Walks between what is near and rides between what is not; on the trip's second morning, if it has one."""
    facts = city.city
    day = request.start_on + timedelta(days=min(1, request.days - 1))
    asked = [MatrixQuery(points, "walk", town=town_of(facts), to_m=_WALKED_TO_M)]
    ride: RouteMode | None = "drive" if "taxi" not in request.avoid_modes else None
    if has_transit(facts) and "transit" not in request.avoid_modes:
        ride = "transit"
    if ride is not None:
        depart = datetime.combine(day, _SETS_OUT)
        asked.append(MatrixQuery(points, ride, depart, facts.time_zone, town_of(facts), from_m=_RIDDEN_FROM_M))
    return asked


async def _read(query: MatrixQuery, chain: Chain[MatrixQuery, TravelTimes]) -> TravelTimes | None:
    """What somebody read, within the time there is; the offline model's answer is none: it is asked later anyway."""
    try:
        served = await hurried(chain, _WAIT_S).execute_with_fallback(query)
    except AllProvidersFailed:
        return None
    return served.value if served.freshness is not None else None


def likely(city: CityCandidates, most: int) -> list[Place]:
    """The stays that are central, the sights and the tables that score best, in shares of what may be asked."""
    best = sorted(city.sights, key=_rank)[:_BEST_SIGHTS]
    stays = sorted(city.stays, key=lambda stay: (-stay.score + _POINTS_PER_KM * _mean_km(stay, best), stay.place.id))
    beds = stays[: min(_STAYS, most // 3)]
    left = most - len(beds)
    sights = sorted(city.sights, key=_rank)[: max(round(left * _SIGHTS_SHARE), left - len(city.eats))]
    eats = sorted(city.eats, key=_rank)[: most - len(beds) - len(sights)]
    return [scored.place for scored in (*beds, *sights, *eats)]


def _rank(scored: Scored) -> tuple[float, str]:
    return -scored.score, scored.place.id


def _mean_km(stay: Scored, sights: Sequence[Scored]) -> float:
    return sum(stay.place.at.metres_to(one.place.at) for one in sights) / 1000 / max(1, len(sights))
