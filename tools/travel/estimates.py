"""Flights, trains and coaches by distance, for pairs that no timetable of ours holds.

An estimate, and marked as one. Flight time: 30 minutes of taxiing and climbing, then 800 km/h over
the great circle. Fares: a fixed part and a part by distance, which falls on long routes; fitted by
hand to typical economy fares of 2025. Ground speeds: typical averages with stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil

from domain.candidates import Terminal, TravelOption
from domain.city import CityFacts
from domain.geo import Point
from domain.money import Money
from domain.place import Freshness, Source
from domain.request import Origin, TravelMode
from tools.adapter import Keyless
from tools.travel.contract import TravelQuery, end_id
from tools.travel.local import Hop, airport_hop, home_hop, local_hop

AS_OF = date(2025, 6, 1)
FARES_IN = "EUR"
_CHECK_IN_MIN, _OUT_OF_AIRPORT_MIN = 120, 40
_LEAST_FLIGHT_KM, _MOST_TRAIN_KM, _MOST_COACH_KM = 250, 700, 500
# Countries with passenger railways on which strangers travel between cities as a matter of course.
_RAIL = frozenset(
    """AT BE CH CZ DE DK ES FI FR GB HU IT LU NL NO PL PT SE SI SK
    JP KR CN IN MA TR EG""".split()
)
_ISLANDS = frozenset("GB IE JP AU NZ SG IS LK TW PH ID CU MT CY".split())


class DistanceEstimates(Keyless):
    name = "distance-estimates"
    version = AS_OF.isoformat()

    async def execute(self, query: TravelQuery) -> tuple[TravelOption, ...]:
        return tuple(_options(query.start, query.end))


def _options(start: CityFacts | Origin, end: CityFacts | Origin) -> Iterator[TravelOption]:
    km = start.at.metres_to(end.at) / 1000
    same_land = start.country == end.country or not {start.country, end.country} & _ISLANDS
    if km >= _LEAST_FLIGHT_KM:
        yield _flight(start, end)
    if km <= _MOST_TRAIN_KM and {start.country, end.country} <= _RAIL and same_land:
        yield _ground("train", start, end, kmh=110, price=Decimal(12) + Decimal("0.11") * int(km))
    if km <= _MOST_COACH_KM and same_land:
        yield _ground("bus", start, end, kmh=70, price=Decimal(6) + Decimal("0.06") * int(km))


def _flight(start: CityFacts | Origin, end: CityFacts | Origin) -> TravelOption:
    (depart, out), (arrive, into) = _airport(start), _airport(end)
    km = depart.at.metres_to(arrive.at) / 1000
    minutes, price = flight_minutes(km), flight_fare(km)
    return _option("flight", start, end, depart, arrive, out, into, minutes, price, _CHECK_IN_MIN, _OUT_OF_AIRPORT_MIN)


def flight_minutes(km: float) -> int:
    """From the gate to the gate over a great circle of so many kilometres."""
    return _to_five(30 + km / 800 * 60)


def flight_fare(km: float) -> Decimal:
    """Euros for one adult in economy, one way, on an average day."""
    return Decimal(45) + Decimal("0.09") * int(min(km, 3000)) + Decimal("0.055") * int(max(0, km - 3000))


def _ground(
    mode: TravelMode, start: CityFacts | Origin, end: CityFacts | Origin, *, kmh: float, price: Decimal
) -> TravelOption:
    (depart, out), (arrive, into) = _station(start, mode), _station(end, mode)
    km = depart.at.metres_to(arrive.at) / 1000 * 1.25
    return _option(mode, start, end, depart, arrive, out, into, _to_five(10 + km / kmh * 60), price, 15, 5)


def _option(
    mode: TravelMode,
    start: CityFacts | Origin,
    end: CityFacts | Origin,
    depart: Terminal,
    arrive: Terminal,
    out: Hop,
    into: Hop,
    minutes: int,
    price: Decimal,
    before_min: int,
    after_min: int,
) -> TravelOption:
    from_id, to_id = end_id(start), end_id(end)
    return TravelOption(
        from_id=from_id,
        to_id=to_id,
        mode=mode,
        depart=depart,
        arrive=arrive,
        access_min=out.minutes + before_min,
        travel_min=minutes,
        egress_min=into.minutes + after_min,
        price=Money.of(price, FARES_IN),
        access_price=out.price,
        egress_price=into.price,
        source=Source(
            provider=DistanceEstimates.name,
            reference=f"{mode}:{from_id}-{to_id}",
            freshness=Freshness.ESTIMATED,
            as_of=AS_OF,
        ),
    )


def _airport(end: CityFacts | Origin) -> tuple[Terminal, Hop]:
    if isinstance(end, Origin):
        return Terminal(name=f"{end.name} airport", at=end.at), home_hop(end, FARES_IN)
    airport = end.airports[0]
    return Terminal(name=f"{airport.name} ({airport.code})", at=airport.at), airport_hop(end, airport)


def _station(end: CityFacts | Origin, mode: TravelMode) -> tuple[Terminal, Hop]:
    if isinstance(end, Origin):
        return Terminal(name=f"{end.name} {mode} station", at=end.at), home_hop(end, FARES_IN)
    name, at = (end.stations[0].name, end.stations[0].at) if end.stations else (f"{end.name} {mode} station", end.at)
    return Terminal(name=name, at=Point(lat=at.lat, lon=at.lon)), local_hop(end, at)


def _to_five(minutes: float) -> int:
    return ceil(minutes / 5) * 5
