"""Real trips from the atlas, solved in this process, for the tests of optimisation and revision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import planner
from agents.optimisation import optimise
from domain.candidates import Candidates, CityCandidates, Rate, Scored, Terminal, TravelOption, Weather
from domain.geo import Point
from domain.itinerary import Itinerary
from domain.money import Money
from domain.place import Freshness, Kind, Source
from domain.plan import Plan
from domain.request import Destination, Origin, TripRequest
from planner.problem import Problem, Stop
from tools.places.atlas.records import load_city, load_places

START_ON = date(2027, 4, 5)
SOURCE = Source(provider="test", reference="test", freshness=Freshness.ESTIMATED, as_of=date(2026, 1, 1))
HOME = Origin(name="Berlin", country="DE", at=Point(lat=52.52, lon=13.405), time_zone="Europe/Berlin")


async def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
    return planner.solve(problem, stop, seed)


async def solve_repeatably(problem: Problem, stop: Stop, seed: int) -> Plan:
    """By a count of solutions instead of time, so that a test sees the same plan every time."""
    return planner.solve(problem, Stop(stop.seconds and 20.0, solutions=30), seed)


def make_candidates(*city_ids: str, **changes: Any) -> Candidates:
    """Every place of the cities, scored by popularity; trains between all, flights from home."""
    cities = [_city(city_id) for city_id in city_ids]
    ids = ["home", *city_ids]
    travel = [make_option(a, b) for a in ids for b in ids if a != b]
    currencies = {city.city.currency for city in cities}
    rates = [Rate(base=c, quote="EUR", rate=RATES[c], source=SOURCE) for c in sorted(currencies) if c != "EUR"]
    fields: dict[str, Any] = {"cities": tuple(cities), "travel": tuple(travel), "rates": tuple(rates)}
    return Candidates(**(fields | changes))


RATES = {"JPY": Decimal("0.0061"), "GBP": Decimal("1.17"), "TRY": Decimal("0.022")}


def _city(city_id: str) -> CityCandidates:
    places = load_places(city_id).values()

    def scored(kind: Kind) -> tuple[Scored, ...]:
        return tuple(Scored(place=p, score=18 * p.popularity, reasons=("popular",)) for p in places if p.kind is kind)

    return CityCandidates(
        city=load_city(city_id), sights=scored(Kind.SIGHT), eats=scored(Kind.EAT), stays=scored(Kind.STAY)
    )


def make_option(start: str, end: str, **changes: Any) -> TravelOption:
    """A train of three hours, or a flight where home is an end and the city far away."""
    points = {name: HOME.at if name == "home" else load_city(name).at for name in (start, end)}
    km = points[start].metres_to(points[end]) / 1000
    far = km > 700
    euro: dict[str, Any] = {"currency": "EUR"}
    fields: dict[str, Any] = {
        "from_id": start,
        "to_id": end,
        "mode": "flight" if far else "train",
        "depart": Terminal(name=f"{start} terminal", at=points[start]),
        "arrive": Terminal(name=f"{end} terminal", at=points[end]),
        "access_min": 120 if far else 30,
        "travel_min": max(60, round(km / 750 * 60)) if far else max(60, round(km / 130 * 60)),
        "egress_min": 60 if far else 20,
        "price": Money(minor=15_000 if far else 5_000, **euro),
        "access_price": Money(minor=300, **euro),
        "egress_price": Money(minor=300, **euro),
        "source": SOURCE,
    }
    return TravelOption.model_validate(fields | changes)


def make_trip_request(*city_ids: str, days: int, **changes: Any) -> TripRequest:
    """Two adults, in euros where there is a budget."""
    fields: dict[str, Any] = {
        "text": "a trip",
        "destinations": tuple(Destination(city_id=city_id, name=city_id.title()) for city_id in city_ids),
        "start_on": START_ON,
        "days": days,
        "party": {"adults": 2},
    }
    return TripRequest.model_validate(fields | changes)


def make_weather(city_id: str, on: date, *, bad: bool) -> Weather:
    return Weather(on=on, city_id=city_id, low_c=8, high_c=15, rain_chance=0.9 if bad else 0.1, bad=bad, source=SOURCE)


async def make_trip(request: TripRequest, candidates: Candidates | None = None, **options: Any) -> Itinerary:
    candidates = candidates or make_candidates(*(d.city_id for d in request.destinations))
    given: dict[str, Any] = {"solve": solve, "limit_s": 0.25} | options
    return await optimise(request, candidates, **given)
