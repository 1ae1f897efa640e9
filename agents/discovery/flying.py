"""Flights that are really sold, where somebody can be asked: their price, length and hour instead of an estimate."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from agents.discovery.toolbox import Toolbox
from domain.candidates import Gap, TravelOption
from domain.city import CityFacts
from domain.errors import AllProvidersFailed, Rejected
from domain.offers import FlightOffer
from domain.place import Freshness
from domain.request import Origin, TripRequest
from tools.flights.airports import airport_for
from tools.flights.contract import MOST_SEATS, FlightQuery
from tools.travel.contract import HOME
from tools.travel.flown import flown

_WAIT_S = 8.0
_MOST_SEARCHES = 12  # each costs somebody something
_FIRST_MIN, _LAST_MIN = 6 * 60, 21 * 60
_LAST_ARRIVAL_MIN = 21 * 60
_OUT_MIN, _BETWEEN_MIN, _HOME_MIN = 9 * 60 + 30, 10 * 60 + 30, 16 * 60
_MINUTES_PER_DOUBLE = 300.0
_MINUTES_AN_HOUR_OFF = 15.0

End = CityFacts | Origin


async def with_real_flights(
    request: TripRequest, cities: Sequence[CityFacts], travel: tuple[TravelOption, ...], tools: Toolbox
) -> tuple[tuple[TravelOption, ...], tuple[Gap, ...]]:
    """The ways with estimated flights replaced by sold ones; a Gap when nobody who could be asked answered.

    A flight is looked up on about the day that it is flown: which day that is, planning decides. One that leaves or
    arrives at night replaces nothing.
    """
    estimated = [one for one in travel if one.mode == "flight" and one.source.freshness is Freshness.ESTIMATED]
    if not estimated or not _somebody(tools):
        return travel, ()
    ends: dict[str, End] = {city.id: city for city in cities}
    if request.origin is not None:
        ends[HOME] = request.origin
    asked = sorted(estimated, key=lambda one: _unlikely(one, cities))[:_MOST_SEARCHES]
    answers = await asyncio.gather(*(_sold(_query(request, cities, one, ends), tools) for one in asked))
    real = {
        (way.from_id, way.to_id): flown(way, best, ends[way.from_id], ends[way.to_id])
        for way, offers in zip(asked, answers, strict=True)
        if (best := _best(way, offers or ())) is not None
    }
    options = tuple(real.get((one.from_id, one.to_id), one) if one in estimated else one for one in travel)
    if any(offers is not None for offers in answers):
        return options, ()
    message = "Flights could not be looked up now; their prices and times are estimates."
    return options, (Gap(what="travel", text="flights", message=message),)


def _unlikely(way: TravelOption, cities: Sequence[CityFacts]) -> int:
    """0: a way of the trip in the order that was wished; 1: another between home and a city; 2: between cities."""
    stops = [HOME, *(city.id for city in cities), HOME]
    if (way.from_id, way.to_id) in pairwise(stops):
        return 0
    return 1 if HOME in (way.from_id, way.to_id) else 2


def _somebody(tools: Toolbox) -> bool:
    adapters = (tools.flights.get_adapter(name) for name in tools.flights.order)
    return any(adapter is not None and adapter.network for adapter in adapters)


def _query(
    request: TripRequest, cities: Sequence[CityFacts], way: TravelOption, ends: dict[str, End]
) -> FlightQuery | None:
    """None where nobody would fly: both ends have one airport. Those who are too many are asked for one by one."""
    origin, destination = _airport(ends[way.from_id]), _airport(ends[way.to_id])
    party, currency = request.party, request.budget.currency if request.budget else cities[0].currency
    try:
        return FlightQuery(
            origin=origin,
            destination=destination,
            depart_on=_about(request, cities, way),
            adults=party.adults if party.size <= MOST_SEATS else 1,
            children=party.children if party.size <= MOST_SEATS else (),
            currency=currency,
        )
    except ValueError:
        return None


def _airport(end: End) -> str:
    return end.airports[0].code if isinstance(end, CityFacts) else airport_for(end.name, end.at)


def _about(request: TripRequest, cities: Sequence[CityFacts], way: TravelOption) -> date:
    """The first day, the last day, or the day on which one would leave a city if all had as many days."""
    if way.from_id == HOME:
        return request.start_on
    if way.to_id == HOME:
        return request.end_on
    left = next(number for number, city in enumerate(cities, start=1) if city.id == way.from_id)
    return request.start_on + timedelta(days=(request.days - 1) * left // len(cities))


async def _sold(query: FlightQuery | None, tools: Toolbox) -> tuple[FlightOffer, ...] | None:
    """Flights with a timetable; None where nobody answered in time."""
    if query is None:
        return ()
    try:
        async with asyncio.timeout(_WAIT_S):
            served = await tools.flights.execute_with_fallback(query)
    except (TimeoutError, AllProvidersFailed, Rejected):
        return None
    return tuple(one for one in served.value.offers if one.bounds) if served.freshness is not None else None


def _best(way: TravelOption, offers: Sequence[FlightOffer]) -> FlightOffer | None:
    """Short, cheap and at a good hour; None where all are at night."""
    wanted = _OUT_MIN if way.from_id == HOME else _HOME_MIN if way.to_id == HOME else _BETWEEN_MIN
    by_day = [one for one in offers if _FIRST_MIN <= _leaves(one) <= _LAST_MIN and _in_time(one, way)]
    if not by_day:
        return None
    currency = by_day[0].price.currency
    same = [one for one in by_day if one.price.currency == currency]
    least = min(one.price.minor for one in same)

    def burden(one: FlightOffer) -> float:
        dear = _MINUTES_PER_DOUBLE * (one.price.minor / least - 1)
        return one.minutes + dear + _MINUTES_AN_HOUR_OFF * abs(_leaves(one) - wanted) / 60

    return min(same, key=burden)


def _leaves(offer: FlightOffer) -> int:
    at = offer.bounds[0].segments[0].depart_local
    return at.hour * 60 + at.minute


def _in_time(offer: FlightOffer, way: TravelOption) -> bool:
    """Home may be reached at any hour; a city in time to get to bed there."""
    at = offer.bounds[0].segments[-1].arrive_local
    return way.to_id == HOME or at.hour * 60 + at.minute + way.egress_min <= _LAST_ARRIVAL_MIN
