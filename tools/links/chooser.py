"""Which sites fit a place: the official one first, then those that sell what it offers, then the map."""

from __future__ import annotations

from collections.abc import Iterator

from domain.place import Booking, Category, Kind, Place
from tools.links.booking import BOOKING
from tools.links.contract import Provider, Ride, RideProvider, Visit
from tools.links.getyourguide import GETYOURGUIDE
from tools.links.google_flights import GOOGLE_FLIGHTS
from tools.links.google_maps import GOOGLE_MAPS, GOOGLE_MAPS_RIDES
from tools.links.official import OFFICIAL
from tools.links.opentable import COUNTRIES, OPENTABLE
from tools.links.viator import VIATOR

PROVIDERS = (OFFICIAL, BOOKING, GETYOURGUIDE, VIATOR, OPENTABLE, GOOGLE_MAPS)
RIDE_PROVIDERS = (GOOGLE_FLIGHTS, GOOGLE_MAPS_RIDES)

# What is sold as an activity rather than at a door.
_ACTIVITIES = frozenset({Category.TOUR, Category.CRUISE, Category.WORKSHOP, Category.NATURE, Category.SPORT})
# Nobody reserves a table at these.
_NO_TABLES = frozenset({Category.STREET_FOOD, Category.FOOD_MARKET, Category.BAKERY, Category.CAFE})


def choose(visit: Visit) -> tuple[Provider, ...]:
    """At least one, most useful first."""
    return tuple(_fitting(visit))


def _fitting(visit: Visit) -> Iterator[Provider]:
    place = visit.place
    if place.site is not None:
        yield OFFICIAL
    if place.kind is Kind.STAY:
        yield BOOKING
    elif place.kind is Kind.EAT:
        if place.category not in _NO_TABLES and visit.city.country in COUNTRIES:
            yield OPENTABLE
    elif place.category in _ACTIVITIES:
        yield from (VIATOR, GETYOURGUIDE)
    elif _ticketed(place):
        yield GETYOURGUIDE
    yield GOOGLE_MAPS


def _ticketed(place: Place) -> bool:
    return place.booking is not Booking.NONE or (place.price is not None and place.price.minor > 0)


def choose_ride(ride: Ride) -> tuple[RideProvider, ...]:
    return (GOOGLE_FLIGHTS,) if ride.mode == "flight" else (GOOGLE_MAPS_RIDES,)
