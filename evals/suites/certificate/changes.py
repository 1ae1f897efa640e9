"""Small changes of a trip: one day, one stop, one place other than it was. The n-th counts round and round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from domain.geo import Point
from domain.hours import OpeningHours
from domain.itinerary import Day, Itinerary, Leg, Purpose, Stop, Travel
from domain.money import Money
from domain.place import Place

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
_DEGREE_M = 111_000
T = TypeVar("T")


def nth(found: Sequence[T], n: int) -> T | None:
    """One of them, None of none."""
    return found[n % len(found)] if found else None


def with_day(itinerary: Itinerary, index: int, **changes: object) -> Itinerary:
    """`index` from 0, negative from the end."""
    days = list(itinerary.days)
    days[index] = days[index].model_copy(update=changes)
    return itinerary.model_copy(update={"days": tuple(days)})


def with_stop_at(itinerary: Itinerary, spot: tuple[int, int], **changes: object) -> Itinerary:
    """`spot`: index of the day and of its stop."""
    stops = list(itinerary.days[spot[0]].stops)
    stops[spot[1]] = stops[spot[1]].model_copy(update=changes)
    return with_day(itinerary, spot[0], stops=tuple(stops))


def with_leg_at(itinerary: Itinerary, spot: tuple[int, int], **changes: object) -> Itinerary:
    leg = stop_at(itinerary, spot).leg.model_copy(update=changes)
    return with_stop_at(itinerary, spot, leg=leg)


def stop_at(itinerary: Itinerary, spot: tuple[int, int]) -> Stop:
    return itinerary.days[spot[0]].stops[spot[1]]


def spots(
    itinerary: Itinerary, purpose: Purpose | None = None, fits: Callable[[Day, Stop], bool] | None = None
) -> list[tuple[int, int]]:
    """Where the stops (of that purpose, for which `fits`) stand."""
    return [
        (d, s)
        for d, day in enumerate(itinerary.days)
        for s, stop in enumerate(day.stops)
        if (purpose is None or stop.purpose is purpose) and (fits is None or fits(day, stop))
    ]


def pick_stop(itinerary: Itinerary, n: int, purpose: Purpose | None = None) -> Stop:
    """IndexError where the trip has none."""
    found = spots(itinerary, purpose)
    return stop_at(itinerary, found[n % len(found)])


def with_place(itinerary: Itinerary, place_id: str, **changes: object) -> Itinerary:
    places = tuple(p.model_copy(update=changes) if p.id == place_id else p for p in itinerary.places)
    return itinerary.model_copy(update={"places": places})


def with_stay(itinerary: Itinerary, index: int, **changes: object) -> Itinerary:
    stays = list(itinerary.stays)
    stays[index] = stays[index].model_copy(update=changes)
    return itinerary.model_copy(update={"stays": tuple(stays)})


def with_travel(itinerary: Itinerary, index: int, way: str, part: int, **changes: object) -> Itinerary:
    """A part of a day's `travel_in` or `travel_out`."""
    travel: Travel = getattr(itinerary.days[index], way)
    legs = list(travel.legs)
    legs[part] = legs[part].model_copy(update=changes)
    return with_day(itinerary, index, **{way: travel.model_copy(update={"legs": tuple(legs)})})


def journeys(itinerary: Itinerary) -> list[tuple[int, str, Travel]]:
    """(index of the day, travel_in or travel_out, the journey)."""
    return [
        (index, way, travel)
        for index, day in enumerate(itinerary.days)
        for way in ("travel_in", "travel_out")
        if (travel := getattr(day, way)) is not None
    ]


def hours(itinerary: Itinerary, place: Place, spec: str) -> OpeningHours:
    """Other opening hours for a place, in its own country."""
    city = itinerary.city(place.id.partition("/")[0])
    return OpeningHours(spec=spec, country=city.country, subdivision=city.subdivision)


def away(point: Point, north_m: float) -> Point:
    """A point so far north, or south of it where the pole is near (a degree is taken as 111 km)."""
    degrees = north_m / _DEGREE_M
    return Point(lat=round(point.lat + degrees if point.lat + degrees < 90 else point.lat - degrees, 5), lon=point.lon)


def straight_m(itinerary: Itinerary, leg: Leg) -> float:
    return itinerary.place(leg.from_id).at.metres_to(itinerary.place(leg.to_id).at)


def silent(itinerary: Itinerary, *words: str) -> bool:
    """Whether no warning of the trip speaks of these words: warnings may excuse, and nothing must."""
    told = " ".join(itinerary.warnings).casefold()
    return not any(word.casefold() in told for word in words)


def balanced(itinerary: Itinerary) -> Itinerary:
    """The itinerary with sums that fit its parts, so that a trip is wrong in one place only."""
    stops = [stop for day in itinerary.days for stop in day.stops]
    legs = [stop.leg for stop in stops] + [day.back for day in itinerary.days if day.back]
    groups = {
        "stays": [stay.cost.minor for stay in itinerary.stays],
        "tickets": [stop.cost.minor for stop in stops if stop.purpose is Purpose.VISIT],
        "meals": [stop.cost.minor for stop in stops if stop.purpose is not Purpose.VISIT],
        "local_transport": [leg.cost.minor for leg in legs],
        "travel": [leg.cost.minor for _, _, travel in journeys(itinerary) for leg in travel.legs],
    }
    sums = {group: Money(minor=sum(minors), currency=itinerary.currency) for group, minors in groups.items()}
    total = Money(minor=sum(m.minor for m in sums.values()), currency=itinerary.currency)
    costs = itinerary.costs.model_copy(update=sums | {"total": total})
    return itinerary.model_copy(update={"costs": costs})


def plus(money: Money, minor: int) -> Money:
    return money.model_copy(update={"minor": money.minor + minor})
