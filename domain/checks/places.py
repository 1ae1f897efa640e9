"""Places and things that are named: known, once, where they say they are; links that lead somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from domain.checks.claims import Check
from domain.checks.trip import Trip
from domain.city import CityFacts
from domain.itinerary import Link
from domain.place import Access, Freshness, Kind, Place

_PROVENANCE = {"source", "more_sources"}
_UNKNOWN = (None, (), Access.UNKNOWN)


def check_places(trip: Trip) -> Iterator[Check]:
    carried = Counter(place.id for place in trip.itinerary.places)
    for number, place_id in _references(trip):
        message = f"{place_id} is used and described {carried[place_id]} times."
        yield Check("place", carried[place_id] == 1, message, number, (place_id,))
    for number, day in trip.days():
        for place_id in (day.base_id, *(stop.place_id for stop in day.stops)):
            there = place_id.split("/", 1)[0] == day.city_id
            yield Check(
                "place",
                there,
                f"{trip.name(place_id)} is not in {day.city_id}, where day {number} is.",
                number,
                (place_id,),
            )
        base = trip.places.get(day.base_id)
        message = f"Day {number} starts from {trip.name(day.base_id)}, which is not a place to stay."
        yield Check("place", base is None or base.kind is Kind.STAY, message, number, (day.base_id,))
    yield from _coordinates(trip)


def _references(trip: Trip) -> Iterator[tuple[int | None, str]]:
    for number, day in trip.days():
        yield number, day.base_id
        if day.sleep_id is not None:
            yield number, day.sleep_id
    for number, _, stop in trip.stops():
        yield number, stop.place_id
        for alternate in stop.alternates:
            yield number, alternate.place_id
    for stay in trip.itinerary.stays:
        yield None, stay.place_id


def _coordinates(trip: Trip) -> Iterator[Check]:
    cities = Counter(city.id for city in trip.itinerary.cities)
    for number, day in trip.days():
        yield Check(
            "place",
            cities[day.city_id] == 1,
            f"The city {day.city_id} is described {cities[day.city_id]} times.",
            number,
        )
    for place in trip.itinerary.places:
        city = trip.city_of(place.id)
        if city is not None:
            km = place.at.metres_to(city.at) / 1000
            message = f"{place.name} lies {km:.0f} km from {city.name}, whose reach is {city.reach_km:.0f} km."
            yield Check("place", km <= city.reach_km, message, None, (place.id,))


def check_repeats(trip: Trip) -> Iterator[Check]:
    visits = [(n, s.place_id) for n, _, s in trip.stops()]
    sights = Counter(i for _, i in visits if i in trip.places and trip.places[i].kind is Kind.SIGHT)
    for place_id, times in sights.items():
        yield Check("twice", times == 1, f"{trip.name(place_id)} is visited {times} times.", None, (place_id,))
    for (number, place_id), times in Counter(visits).items():
        message = f"{trip.name(place_id)} is in day {number} {times} times."
        yield Check("twice", times == 1 or trip.warns_of_place(place_id), message, number, (place_id,))
    for stop_id, times in Counter(stop.id for _, _, stop in trip.stops()).items():
        yield Check("twice", times == 1, f"{times} stops have the id {stop_id}.")


def check_links(trip: Trip) -> Iterator[Check]:
    links = tuple(_links(trip))
    ids = Counter(link.id for link in links)
    for link in links:
        yield Check("link", is_web_address(link.url), f"{link.label}: {link.url!r} is no web address.")
        yield Check("link", ids[link.id] == 1, f"{link.label}: {ids[link.id]} links have the id {link.id}.")
    for place in trip.itinerary.places:
        web = place.site is None or is_web_address(place.site)
        yield Check("link", web, f"{place.name}: {place.site!r} is no web address.", None, (place.id,))


def is_web_address(url: str) -> bool:
    """An absolute http(s) address with a host, without a user's name, blanks or control characters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = url.isprintable() and " " not in url  # the one blank that is printable
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None


def _links(trip: Trip) -> Iterator[Link]:
    for _, _, stop in trip.stops():
        yield from stop.links
    for stay in trip.itinerary.stays:
        yield from stay.links
    for _, _, travel in trip.travels():
        for leg in travel.legs:
            yield from leg.links


def check_facts(trip: Trip, known: Mapping[str, Place], cities: Mapping[str, CityFacts]) -> Iterator[Check]:
    """What the itinerary says of its places against what we know of them; others' places are theirs to vouch for."""
    for place in trip.itinerary.places:
        fact = known.get(place.id)
        if fact is None and place.source.freshness is not Freshness.ATLAS:
            continue
        wrong = _differences(place, fact) if fact else ["the place itself: we know no such place"]
        yield Check("facts", not wrong, f"{place.name}: not as we know it: {', '.join(wrong)}.", None, (place.id,))
    for city in trip.itinerary.cities if cities else ():
        if city.source is not None:  # not of the atlas, and it says so
            continue
        yield Check("facts", city == cities.get(city.id), f"{city.name}: its facts are not as we know them.")


def _differences(place: Place, fact: Place) -> list[str]:
    """Fields that are not as we know them; what we do not know another provider that is named may have added."""
    others = bool(place.more_sources)
    return [
        f"{field} is {getattr(place, field)}, should be {known}"
        for field in Place.model_fields
        if field not in _PROVENANCE and getattr(place, field) != (known := getattr(fact, field))
        if not (known in _UNKNOWN and (others or field == "photos"))
    ]
