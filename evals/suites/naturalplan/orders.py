"""All orders of a tour that keep every wish, by plain depth-first search: a witness independent of the planner."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from agents.tours import TourWish

MOST = 100


def orders_of(wish: TourWish, most: int = MOST) -> list[tuple[str, ...]]:
    """The first `most` orders, alphabetically; empty where there is none."""
    return list(islice(_orders(wish, (), 1), most))


def _orders(wish: TourWish, visited: tuple[str, ...], day: int) -> Iterator[tuple[str, ...]]:
    if len(visited) == len(wish.stays):
        if day == wish.days:
            yield visited
        return
    for stay in sorted(wish.stays, key=lambda stay: stay.city):
        last_day = day + stay.days - 1
        if stay.city in visited or last_day > wish.days:
            continue
        if (not visited or can_fly(wish, visited[-1], stay.city)) and is_there(wish, stay.city, day, last_day):
            yield from _orders(wish, (*visited, stay.city), last_day)


def can_fly(wish: TourWish, origin: str, target: str) -> bool:
    """Everywhere, where nothing is said about flights."""
    if wish.flights is None:
        return True
    return any(
        (flight.origin, flight.target) == (origin, target)
        or (flight.both_ways and (flight.target, flight.origin) == (origin, target))
        for flight in wish.flights
    )


def is_there(wish: TourWish, city: str, first_day: int, last_day: int) -> bool:
    """Whether a stay on these days suits all events in the city."""
    events = [event for event in wish.events if event.city == city]
    return all(
        (first_day <= event.first and event.last <= last_day)
        if event.whole
        else (first_day <= event.last and event.first <= last_day)
        for event in events
    )
