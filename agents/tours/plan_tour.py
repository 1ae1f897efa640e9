"""From a tour that was read to a journey that keeps all of it, or to what cannot be had together."""

from __future__ import annotations

from agents.tours.wish import Flight, TourWish
from planner.journey import Journey, JourneyProblem, NoJourney, solve_journey
from planner.journey.problem import Covers, Leg, Meets, NightsIn, Town, Wish

FLIGHT = "flight"
_MOST_CHECKED = 14
_AS_NAMED = 1  # point for flying a pair in the direction in which it was named


def plan_tour(wish: TourWish, seconds: float = 2.0, seed: int = 0) -> Journey | NoJourney:
    """Every stay of exactly its length, every event covered, direct flights only.

    Where the flights alone rule out every order, no wish is to blame: the conflict is empty.
    """
    if not can_be_flown(wish):
        return NoJourney(())
    return solve_journey(to_journey(wish), seconds, seed)


def can_be_flown(wish: TourWish) -> bool:
    """Whether some order of all cities has flights, whatever the days; taken on trust beyond 14 cities."""
    names = [stay.city for stay in wish.stays]
    if wish.flights is None or not 1 < len(names) <= _MOST_CHECKED:
        return True
    onward = [0] * len(names)
    for leg in _legs(wish):
        onward[names.index(leg.origin)] |= 1 << names.index(leg.destination)
    ends = [0] * (1 << len(names))  # for each set of cities those in which a way through all of it can end
    for city in range(len(names)):
        ends[1 << city] = 1 << city
    for visited, last in enumerate(ends):
        for city, reached in enumerate(onward):
            for target in range(len(names)) if last >> city & 1 else ():
                if reached >> target & 1 and not visited >> target & 1:
                    ends[visited | 1 << target] |= 1 << target
    return ends[-1] > 0


def to_journey(wish: TourWish) -> JourneyProblem:
    """The tour in the journey solver's terms: a stay of n days has n - 1 nights, as days of travel count twice.

    Of several orders that keep every wish the one is taken that flies most pairs in the direction in which
    the text names them: who writes `Rome and Oslo` thinks of going from Rome to Oslo.
    """
    stays = tuple(NightsIn(stay.city, stay.days - 1, stay.days - 1) for stay in wish.stays)
    events: tuple[Wish, ...] = tuple(
        Covers(event.city, event.first, event.last) if event.whole else Meets(event.city, event.first, event.last)
        for event in wish.events
    )
    return JourneyProblem(
        days=wish.days,
        towns=tuple(Town(stay.city, least_nights=0) for stay in wish.stays),
        legs=_legs(wish),
        wishes=(*stays, *events),
        minute_cents=0,
    )


def _legs(wish: TourWish) -> tuple[Leg, ...]:
    """Without a word about flights every city can be reached from every other."""
    names = [stay.city for stay in wish.stays]
    flights = wish.flights
    if flights is None:
        flights = tuple(Flight(a, b, both_ways=False) for a in names for b in names if a != b)
    legs: dict[tuple[str, str], Leg] = {}
    for flight in flights:
        legs[flight.origin, flight.target] = Leg(flight.origin, flight.target, FLIGHT, points=_AS_NAMED)
        if flight.both_ways:
            legs.setdefault((flight.target, flight.origin), Leg(flight.target, flight.origin, FLIGHT))
    return tuple(leg for leg in legs.values() if leg.origin in names and leg.destination in names)
