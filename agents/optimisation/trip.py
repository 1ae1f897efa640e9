"""A trip under revision: its days as they stand, and all that is needed to solve some of them again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from agents.optimisation.alternates import with_alternates
from agents.optimisation.assemble import Outline
from agents.optimisation.build import Setup
from agents.optimisation.draft import weather_of
from agents.optimisation.exchange import Exchange
from agents.optimisation.finish import facts, title
from agents.optimisation.frames import Frame, frame_of
from agents.optimisation.optimise import budget_minor
from agents.optimisation.sums import sum_up
from agents.optimisation.warnings import collect
from agents.optimisation.ways_told import transfers_in
from domain.candidates import Candidates, CityCandidates, Scored
from domain.itinerary import Day, Itinerary, Purpose, StayBooking, Stop
from domain.place import Kind, Place
from domain.request import TripRequest

UNSCORED = 50.0  # a place of the itinerary that discovery no longer offers


@dataclass(frozen=True)
class Trip:
    """`before` is the itinerary as it was, `known` every place by id; `changes` are sentences for the traveller."""

    request: TripRequest
    candidates: Candidates
    exchange: Exchange
    before: Itinerary
    days: tuple[Day, ...]
    stays: tuple[StayBooking, ...]
    known: Mapping[str, Place] = field(repr=False)
    changes: tuple[str, ...] = ()

    def city(self, city_id: str) -> CityCandidates:
        return next(city for city in self.candidates.cities if city.city.id == city_id)

    def place(self, place_id: str) -> Place:
        """KeyError when neither the candidates nor the itinerary know it."""
        return self.known[place_id]

    def told(self, *sentences: str) -> Trip:
        return replace(self, changes=(*self.changes, *sentences))

    def with_day(self, number: int, day: Day) -> Trip:
        return replace(self, days=(*self.days[:number], day, *self.days[number + 1 :]))

    def frame(self, number: int) -> Frame:
        following = self.days[number + 1] if number + 1 < len(self.days) else None
        return frame_of(self.request, self.days[number], following)

    def setup(self, numbers: Collection[int], *, taken: Iterable[str] = ()) -> Setup:
        """For days of one city; money is what the budget leaves for them."""
        days = [self.days[number] for number in sorted(numbers)]
        return Setup(
            request=self.request,
            city=self.city(days[0].city_id),
            frames=tuple(self.frame(number) for number in sorted(numbers)),
            bases=tuple(self.place(day.base_id) for day in days),
            exchange=self.exchange,
            weather=weather_of(self.candidates, days[0].city_id),
            money=self.money_for(numbers),
            taken=frozenset(taken),
            transfers=transfers_in(self.candidates, days[0].city_id),
        )

    def money_for(self, numbers: Collection[int]) -> int | None:
        """What tickets, meals and fares of these days may cost, minor units."""
        budget = budget_minor(self.request, self.exchange)
        if budget is None:
            return None
        rest = tuple(day for number, day in enumerate(self.days) if number not in numbers)
        kept = sum_up(rest, self.stays, (), self.exchange.currency).total.minor
        ways = sum(
            leg.cost.minor
            for number in numbers
            for journey in (self.days[number].travel_in, self.days[number].travel_out)
            if journey
            for leg in journey.legs
        )
        return max(0, budget - kept - ways)

    def used(self, but: Collection[int] = ()) -> set[str]:
        return {stop.place_id for n, day in enumerate(self.days) if n not in but for stop in day.stops}

    def offered(self, but: Collection[int] = ()) -> set[str]:
        """Places promised as alternates on other days, which therefore must stay free."""
        return {a.place_id for n, d in enumerate(self.days) if n not in but for s in d.stops for a in s.alternates}

    def find(self, place_id: str, number: int | None = None) -> tuple[int, int, Stop] | None:
        """Day, position and stop of the first use of a place."""
        for n, day in enumerate(self.days):
            for position, stop in enumerate(day.stops):
                if stop.place_id == place_id and number in (None, n):
                    return n, position, stop
        return None


def outline_of(trip: Trip, day: Day) -> Outline:
    return Outline(day.on, trip.place(day.base_id), day.sleep_id, day.travel_in, day.travel_out)


def open_trip(request: TripRequest, itinerary: Itinerary, candidates: Candidates, exchange: Exchange) -> Trip:
    """Candidates are completed with what the itinerary holds, so that nothing it uses is unknown."""
    cities = tuple(_completed(city, itinerary.places) for city in candidates.cities)
    whole = candidates.model_copy(update={"cities": cities})
    known = {place.id: place for place in itinerary.places}
    known |= {s.place.id: s.place for city in cities for s in (*city.sights, *city.eats, *city.stays)}
    return Trip(request, whole, exchange, itinerary, itinerary.days, itinerary.stays, known)


def _completed(city: CityCandidates, places: Iterable[Place]) -> CityCandidates:
    known = {s.place.id for s in (*city.sights, *city.eats, *city.stays)}
    own = [p for p in places if p.id.partition("/")[0] == city.city.id and p.id not in known]
    more = {kind: tuple(Scored(place=p, score=UNSCORED) for p in own if p.kind is kind) for kind in Kind}
    return city.model_copy(
        update={
            "sights": (*city.sights, *more[Kind.SIGHT]),
            "eats": (*city.eats, *more[Kind.EAT]),
            "stays": (*city.stays, *more[Kind.STAY]),
        }
    )


def close_trip(trip: Trip) -> Itinerary:
    """Sums, facts and warnings anew; days that are as before stay the same value."""
    old = {day.on: day for day in trip.before.days}
    unpriced = [stay.place_id for stay in trip.stays if trip.place(stay.place_id).price is None]
    costs = sum_up(trip.days, trip.stays, unpriced, trip.exchange.currency)
    budget = budget_minor(trip.request, trip.exchange)
    headroom = None if budget is None else max(0, budget - costs.total.minor)
    days = []
    for number, day in enumerate(trip.days):
        if day.on in old and _same_but_locks(old[day.on], day):
            days.append(day)
            continue
        changed = with_alternates(trip.setup([number]), day, trip.used(), headroom)
        days.append(changed)
    days = [without_used_alternates(day, trip.used()) for day in days]
    places = facts(trip.candidates, days, [trip.place(day.base_id) for day in days])
    names = list(dict.fromkeys(trip.city(day.city_id).city.name for day in days))
    shape = (trip.before.days[0].on, len(trip.before.days), {day.city_id for day in trip.before.days})
    same = shape == (days[0].on, len(days), {day.city_id for day in days})
    return trip.before.model_copy(
        update={
            "title": trip.before.title if same else title(trip.request, names),
            "days": tuple(days),
            "stays": trip.stays,
            "costs": costs,
            "places": places,
            "cities": tuple(city for city in trip.before.cities if city.name in names),
            "warnings": collect(trip.request, trip.candidates, days, {p.id: p for p in places}, costs=costs),
        }
    )


def _same_but_locks(before: Day, after: Day) -> bool:
    """What can take a stop's place, and how likely the day goes to plan, does not depend on its locks."""
    if before == after:
        return True
    loose = tuple(stop.model_copy(update={"locked": False}) for stop in before.stops)
    return before.model_copy(update={"stops": loose}) == after.model_copy(
        update={"stops": tuple(stop.model_copy(update={"locked": False}) for stop in after.stops)}
    )


def without_used_alternates(day: Day, used: Collection[str]) -> Day:
    """Only where somebody asked for exactly a sight that another day offers instead."""
    clash = {a.place_id for s in day.stops if s.purpose is Purpose.VISIT for a in s.alternates} & set(used)
    if not clash:
        return day
    stops = tuple(
        stop.model_copy(update={"alternates": tuple(a for a in stop.alternates if a.place_id not in clash)})
        for stop in day.stops
    )
    return day.model_copy(update={"stops": stops})
