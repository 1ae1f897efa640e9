"""From a plan's minutes to an itinerary's days: wall times, legs, costs and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agents.optimisation.build import Built, Setup
from agents.optimisation.exchange import party_price
from domain.candidates import Scored
from domain.itinerary import Day, Leg, Stop, Travel
from domain.money import Money
from domain.place import Place
from domain.plan import PlannedDay, PlannedStop
from planner.problem import GRID_MIN
from tools.routes.offline import source


@dataclass(frozen=True)
class Outline:
    """What is known of a day before its stops: where it starts, sleeps and how it is reached."""

    on: date
    base: Place
    sleep_id: str | None
    travel_in: Travel | None = None
    travel_out: Travel | None = None


def assemble_day(setup: Setup, built: Built, outline: Outline, planned: PlannedDay) -> Day:
    """A day whose legs chain from the base through the stops and back."""
    scored = {s.place.id: s for s in (*setup.city.sights, *setup.city.eats)}
    stops: list[Stop] = []
    here, free_from = outline.base.id, None
    for item in planned.stops:
        start = wall(outline.on, item.start_min)
        leg = _leg(setup, built, here, item.place_id, start, free_from)
        stops.append(_stop(setup, outline.on, item, leg, scored, {stop.id for stop in stops}))
        here, free_from = item.place_id, wall(outline.on, item.end_min)
    back = None
    if free_from is not None:
        back = leg_between(setup, built, here, outline.base.id, free_from)
    facts = setup.city.city
    return Day(
        on=outline.on,
        city_id=facts.id,
        time_zone=facts.time_zone,
        base_id=outline.base.id,
        sleep_id=outline.sleep_id,
        travel_in=outline.travel_in,
        stops=tuple(stops),
        back=back,
        travel_out=outline.travel_out,
        weather=setup.weather.get(outline.on),
    )


def wall(on: date, minute: int) -> datetime:
    return datetime.combine(on, time()) + timedelta(minutes=minute)


def _leg(
    setup: Setup, built: Built, start_id: str, end_id: str, arrive_by: datetime, free_from: datetime | None
) -> Leg:
    """Set out just in time; a wait is spent at the place before, not at a closed door."""
    minutes = int(built.matrix.minutes[built.location(start_id), built.location(end_id)])
    depart = arrive_by - timedelta(minutes=-(-minutes // GRID_MIN) * GRID_MIN)
    if free_from is not None and depart < free_from:
        depart = free_from
    return leg_between(setup, built, start_id, end_id, depart)


def leg_between(setup: Setup, built: Built, start_id: str, end_id: str, depart: datetime) -> Leg:
    start, end = built.location(start_id), built.location(end_id)
    minutes = int(built.matrix.minutes[start, end])
    return Leg(
        from_id=start_id,
        to_id=end_id,
        mode=built.matrix.mode(start, end),
        metres=int(built.matrix.metres[start, end]),
        minutes=minutes,
        depart_local=depart,
        arrive_local=depart + timedelta(minutes=minutes),
        cost=built.fares[start][end],
        source=source(setup.city.city),
    )


def _stop(setup: Setup, on: date, item: PlannedStop, leg: Leg, scored: Mapping[str, Scored], taken: set[str]) -> Stop:
    fits = scored[item.place_id]
    price = party_price(fits.place, setup.request.party)
    cost = setup.exchange.convert(price) if price is not None else None
    stop_id = f"{on:%m%d}-{item.place_id.partition('/')[2]}"
    return Stop(
        id=stop_id if stop_id not in taken else f"{stop_id}-{item.purpose.value}",
        place_id=item.place_id,
        purpose=item.purpose,
        start_local=wall(on, item.start_min),
        end_local=wall(on, item.end_min),
        leg=leg,
        cost=cost or Money.zero(setup.exchange.currency),
        cost_known=cost is not None,
        reasons=fits.reasons,
    )
