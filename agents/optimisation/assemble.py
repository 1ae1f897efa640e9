"""From a plan's minutes to an itinerary's days: wall times, legs, costs and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agents.optimisation.build import Setup, Travels, way_source
from agents.optimisation.exchange import party_price
from domain.candidates import Scored
from domain.itinerary import Day, Leg, Stop, Travel
from domain.money import Money
from domain.place import Place
from domain.plan import PlannedDay, PlannedStop
from planner.problem import GRID_MIN


@dataclass(frozen=True)
class Outline:
    """What is known of a day before its stops: where it starts, sleeps and how it is reached."""

    on: date
    base: Place
    sleep_id: str | None
    travel_in: Travel | None = None
    travel_out: Travel | None = None


def assemble_day(setup: Setup, travels: Travels, outline: Outline, planned: PlannedDay) -> Day:
    """A day whose legs chain from the base through the stops and back."""
    scored = {s.place.id: s for s in (*setup.city.sights, *setup.city.eats)}
    stops: list[Stop] = []
    here, free_from = outline.base.id, None
    for item in planned.stops:
        depart = _set_out(travels, here, item, outline.on, free_from)
        leg = leg_between(setup, travels, here, item.place_id, depart)
        stops.append(_stop(setup, outline.on, item, leg, scored[item.place_id]))
        here, free_from = item.place_id, wall(outline.on, item.end_min)
    back = None if free_from is None else leg_between(setup, travels, here, outline.base.id, free_from)
    facts = setup.city.city
    return Day(
        on=outline.on,
        city_id=facts.id,
        time_zone=facts.time_zone,
        base_id=outline.base.id,
        sleep_id=outline.sleep_id,
        travel_in=outline.travel_in,
        stops=_unique(stops),
        back=back,
        travel_out=outline.travel_out,
        weather=setup.weather.get(outline.on),
    )


def wall(on: date, minute: int) -> datetime:
    return datetime.combine(on, time()) + timedelta(minutes=minute)


def _set_out(travels: Travels, here: str, item: PlannedStop, on: date, free_from: datetime | None) -> datetime:
    """Just in time; a wait is spent at the place before, not at a closed door."""
    minutes = int(travels.matrix.minutes[travels.location(here), travels.location(item.place_id)])
    depart = wall(on, item.start_min) - timedelta(minutes=-(-minutes // GRID_MIN) * GRID_MIN)
    return depart if free_from is None else max(depart, free_from)


def leg_between(setup: Setup, travels: Travels, start_id: str, end_id: str, depart: datetime) -> Leg:
    start, end = travels.location(start_id), travels.location(end_id)
    minutes = int(travels.matrix.minutes[start, end])
    return Leg(
        from_id=start_id,
        to_id=end_id,
        mode=travels.matrix.mode(start, end),
        metres=int(travels.matrix.metres[start, end]),
        minutes=minutes,
        depart_local=depart,
        arrive_local=depart + timedelta(minutes=minutes),
        cost=travels.fares[start][end],
        source=way_source(setup, travels.matrix, start, end),
    )


def _stop(setup: Setup, on: date, item: PlannedStop, leg: Leg, fits: Scored) -> Stop:
    price = party_price(fits.place, setup.request.party)
    cost = setup.exchange.convert(price) if price is not None else None
    return Stop(
        id=f"{on:%m%d}-{item.place_id.partition('/')[2]}",
        place_id=item.place_id,
        purpose=item.purpose,
        start_local=wall(on, item.start_min),
        end_local=wall(on, item.end_min),
        leg=leg,
        cost=cost or Money.zero(setup.exchange.currency),
        cost_known=cost is not None,
        reasons=fits.reasons,
    )


def _unique(stops: list[Stop]) -> tuple[Stop, ...]:
    """A place used twice on a day gets its meal into the second id."""
    seen: set[str] = set()
    result = []
    for stop in stops:
        result.append(
            stop if stop.id not in seen else stop.model_copy(update={"id": f"{stop.id}-{stop.purpose.value}"})
        )
        seen.add(stop.id)
    return tuple(result)
