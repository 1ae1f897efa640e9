"""Which sites fit a place: the official one first, then those that sell what it offers, then the map."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from domain.checks.places import is_web_address
from domain.place import Booking, Category, Kind, Place
from tools.links import google_reserve, klook, opentable, skyscanner, trainline
from tools.links.agoda import AGODA
from tools.links.airbnb import AIRBNB
from tools.links.booking import BOOKING
from tools.links.contract import Provider, Ride, RideProvider, Visit
from tools.links.expedia import EXPEDIA, HOTELS_COM
from tools.links.getyourguide import GETYOURGUIDE
from tools.links.google_flights import GOOGLE_FLIGHTS
from tools.links.google_maps import GOOGLE_MAPS, GOOGLE_MAPS_RIDES
from tools.links.google_reserve import GOOGLE_RESERVE
from tools.links.kiwi import KIWI
from tools.links.klook import KLOOK
from tools.links.official import OFFICIAL
from tools.links.opentable import OPENTABLE
from tools.links.rentalcars import RENTALCARS
from tools.links.skyscanner import SKYSCANNER
from tools.links.trainline import TRAINLINE
from tools.links.viator import VIATOR

PROVIDERS = (
    *(OFFICIAL, BOOKING, AGODA, EXPEDIA, HOTELS_COM, AIRBNB, GETYOURGUIDE, VIATOR, KLOOK),
    *(OPENTABLE, GOOGLE_RESERVE, GOOGLE_MAPS),
)
RIDE_PROVIDERS = (GOOGLE_FLIGHTS, SKYSCANNER, KIWI, TRAINLINE, RENTALCARS, GOOGLE_MAPS_RIDES)

# What is sold as an activity rather than at a door.
_ACTIVITIES = frozenset({Category.TOUR, Category.CRUISE, Category.WORKSHOP, Category.NATURE, Category.SPORT})
# Nobody reserves a table at these.
_NO_TABLES = frozenset({Category.STREET_FOOD, Category.FOOD_MARKET, Category.BAKERY, Category.CAFE})
_HOMES = frozenset({Category.APARTMENT, Category.GUESTHOUSE})
_AMERICAS = frozenset({"AR", "BR", "CA", "CL", "CO", "CR", "MX", "PE", "US"})
# Sites that sell for others: none of them is a place's own, whatever its facts say.
_SELLERS = (
    *("booking.com", "expedia.com", "hotels.com", "agoda.com", "airbnb.com", "klook.com", "viator.com"),
    *("getyourguide.com", "opentable.com", "tripadvisor.com", "skyscanner.net", "kiwi.com", "rentalcars.com"),
    *("thetrainline.com", "bit.ly", "tinyurl.com", "t.co", "goo.gl", "tp.media", "awin1.com", "dpbolvw.net"),
)


def choose(visit: Visit) -> tuple[Provider, ...]:
    """At least one, most useful first."""
    return tuple(_fitting(visit))


def _fitting(visit: Visit) -> Iterator[Provider]:
    assert visit.place is not None
    place, country = visit.place, visit.city.country
    if place.site is not None and is_own_site(place.site):
        yield OFFICIAL
    if place.kind is Kind.STAY:
        yield from _stays(place, country)
    elif place.kind is Kind.EAT:
        yield from _tables(place, country)
    elif place.category in _ACTIVITIES:
        yield from (VIATOR, GETYOURGUIDE)
        yield from _tickets_of_asia(country)
    elif _ticketed(place):
        yield GETYOURGUIDE
        yield from _tickets_of_asia(country)
    yield GOOGLE_MAPS


def _stays(place: Place, country: str) -> Iterator[Provider]:
    """Two sellers, or three where homes are let: more would be a list to read rather than a choice."""
    yield BOOKING
    if country in klook.COUNTRIES:
        yield AGODA
    else:
        yield HOTELS_COM if country in _AMERICAS else EXPEDIA
    if place.category in _HOMES:
        yield AIRBNB


def _tables(place: Place, country: str) -> Iterator[Provider]:
    if place.category in _NO_TABLES:
        return
    if country in opentable.COUNTRIES:
        yield OPENTABLE
    elif country in google_reserve.COUNTRIES:
        yield GOOGLE_RESERVE


def _tickets_of_asia(country: str) -> Iterator[Provider]:
    if country in klook.COUNTRIES:
        yield KLOOK


def _ticketed(place: Place) -> bool:
    return place.booking is not Booking.NONE or (place.price is not None and place.price.minor > 0)


def is_own_site(url: str) -> bool:
    """Whether an address out of a provider's facts may be shown as a place's own: no seller's, no short link.

    Somebody else's affiliate link would otherwise be ours to send travellers through.
    """
    if not is_web_address(url) or not url.isascii():
        return False
    host = (urlsplit(url).hostname or "").removesuffix(".")
    return not any(host == seller or host.endswith(f".{seller}") for seller in _SELLERS)


def choose_stays(country: str) -> tuple[Provider, ...]:
    """Sites that sell stays of all kinds in a country's cities."""
    regional = (AGODA,) if country in klook.COUNTRIES else (HOTELS_COM,) if country in _AMERICAS else ()
    return (BOOKING, EXPEDIA, *regional, AIRBNB)


def choose_activities(country: str) -> tuple[Provider, ...]:
    """Sites that sell tours and tickets in a country's cities."""
    return (VIATOR, GETYOURGUIDE, *_tickets_of_asia(country))


def choose_ride(ride: Ride) -> tuple[RideProvider, ...]:
    """At least one, most useful first."""
    if ride.mode == "flight":
        return (GOOGLE_FLIGHTS, SKYSCANNER, KIWI) if skyscanner.serves(ride) else (GOOGLE_FLIGHTS,)
    if ride.mode == "train" and trainline.serves(ride):
        return (TRAINLINE, GOOGLE_MAPS_RIDES)
    return (RENTALCARS, GOOGLE_MAPS_RIDES) if ride.mode == "car" else (GOOGLE_MAPS_RIDES,)
