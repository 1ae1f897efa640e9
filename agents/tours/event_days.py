"""For a trip through several cities: the order and nights that the days of its events ask for.

`3 days in Rome, 2 in Florence, I must be in Florence for a wedding between day 4 and day 5` leaves one order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from agents.tours.conflict import said
from agents.tours.trip import read_tour
from agents.tours.wish import CityEvent, TourWish
from planner.journey import Journey, JourneyProblem, solve_journey
from planner.journey.problem import Covers, Leg, Meets, NightsIn, Town, Wish

_SECONDS = 1.0  # some cities in any order take milliseconds
_AS_SAID = 1  # point for going on in the order of the text


class EventOrder(NamedTuple):
    """Cities in order with their nights, on a trip of `days`, such that one is there on every event's days."""

    cities: tuple[tuple[str, int], ...]
    days: int
    events: tuple[CityEvent, ...]


class EventConflict(NamedTuple):
    """The events and lengths that cannot be had together: `text` names the fewest that collide."""

    text: str
    days: int


def order_by_events(text: str, cities: Sequence[str], days: int | None = None) -> EventOrder | EventConflict | None:
    """None where the text ties no city to days of the trip, or the trip's length is not known.

    `cities` are all that are to be visited, as the text has them and in its order; `days` is the trip's
    length where it is known from elsewhere (dates). Days said of a city may or may not count the day of
    travel, whichever fits.
    """
    wish = read_tour(text, cities)
    events = tuple(event for event in wish.events if event.city in cities)
    total = days or _total(wish, cities)
    if not events or total is None:
        return None
    found = solve_journey(_problem(wish, events, tuple(cities), total), _SECONDS)
    if isinstance(found, Journey):
        nights = tuple((stay.town, stay.nights) for stay in found.sojourns)
        return EventOrder(_short_at_the_end(wish, nights, events), total, events)
    if not found.proven:
        return None
    return EventConflict(said(found.conflict) or f"{len(cities)} cities in {total} days", total)


def _short_at_the_end(
    wish: TourWish, found: tuple[tuple[str, int], ...], events: tuple[CityEvent, ...]
) -> tuple[tuple[str, int], ...]:
    """`3 days in Rome, 2 in Florence` are three nights and one, where the events allow it as well."""
    known = {stay.city: stay.days for stay in wish.stays if not stay.implied}
    usual = [known.get(city, nights) for city, nights in found]
    usual[-1] = sum(nights for _, nights in found) - sum(usual[:-1])
    if usual[-1] not in {found[-1][1], known.get(found[-1][0], 0) - 1} or usual[-1] < 0:
        return found
    first = list(accumulate(usual, initial=1))
    there = {city: (first[i], first[i] + usual[i]) for i, (city, _) in enumerate(found)}
    if not all(_meets(event, *there[event.city]) for event in events):
        return found
    return tuple((city, nights) for (city, _), nights in zip(found, usual, strict=True))


def _meets(event: CityEvent, first_day: int, last_day: int) -> bool:
    if event.whole:
        return first_day <= event.first and event.last <= last_day
    return first_day <= event.last and event.first <= last_day


def _total(wish: TourWish, cities: Sequence[str]) -> int | None:
    """All days said, or their sum where every city has some: no day is then said of two cities."""
    known = {stay.city: stay.days for stay in wish.stays if not stay.implied}
    if wish.total_days is not None:
        return wish.total_days
    return sum(known[city] for city in cities) if all(city in known for city in cities) else None


def _problem(wish: TourWish, events: tuple[CityEvent, ...], cities: tuple[str, ...], days: int) -> JourneyProblem:
    lengths = tuple(
        NightsIn(stay.city, max(0, stay.days - 1), stay.days)
        for stay in wish.stays
        if stay.city in cities and not stay.implied
    )
    kept: tuple[Wish, ...] = tuple(
        Covers(event.city, event.first, event.last) if event.whole else Meets(event.city, event.first, event.last)
        for event in events
    )
    onward = set(pairwise(cities))
    legs = tuple(Leg(a, b, "any", points=_AS_SAID if (a, b) in onward else 0) for a in cities for b in cities if a != b)
    least = 0 if any(stay.days == 1 for stay in wish.stays) else 1
    towns = tuple(Town(city, least_nights=least) for city in cities)
    return JourneyProblem(days=days, towns=towns, legs=legs, wishes=(*lengths, *kept), minute_cents=0)
