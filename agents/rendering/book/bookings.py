"""What is to be booked: beds, then tickets and tables by day, each with the one address that its QR code leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from agents.rendering.book.contents import Phone, web_links
from agents.rendering.book.pictures import Art, Gallery
from domain.itinerary import Itinerary, Link, StayBooking
from domain.money import Money

_GROUPS = (("tickets to book", "ticket"), ("tables to book", "table"))


@dataclass(frozen=True)
class Bed:
    name: str
    city: str
    check_in_on: date
    check_in: str
    check_out_on: date
    check_out: str
    rooms: int
    cost: Money
    phone: Phone | None
    links: tuple[Link, ...]
    code: Link | None
    art: Art


@dataclass(frozen=True)
class Entry:
    day: int
    time: str
    name: str
    links: tuple[Link, ...]
    code: Link


@dataclass(frozen=True)
class Group:
    title: str
    rows: tuple[Entry, ...]


@dataclass(frozen=True)
class Bookings:
    stays: tuple[Bed, ...]
    groups: tuple[Group, ...]


def bookings_of(itinerary: Itinerary, gallery: Gallery) -> Bookings:
    groups = (Group(title, tuple(_entries(itinerary, kind))) for title, kind in _GROUPS)
    stays = tuple(_bed(itinerary, stay, gallery) for stay in itinerary.stays)
    return Bookings(stays, tuple(group for group in groups if group.rows))


def _bed(itinerary: Itinerary, stay: StayBooking, gallery: Gallery) -> Bed:
    place = itinerary.place(stay.place_id)
    links = web_links(stay.links)
    return Bed(
        name=place.name,
        city=itinerary.city(place.id.split("/", 1)[0]).name,
        check_in_on=stay.check_in_on,
        check_in=place.check_in or "",
        check_out_on=stay.check_out_on,
        check_out=place.check_out or "",
        rooms=stay.rooms,
        cost=stay.cost,
        phone=Phone(place.phone) if place.phone else None,
        links=links,
        code=_first(links, "stay"),
        art=gallery.of(place),
    )


def _entries(itinerary: Itinerary, kind: str) -> Iterator[Entry]:
    for number, day in enumerate(itinerary.days, 1):
        for stop in day.stops:
            links = web_links(stop.links)
            if any(link.kind == kind for link in links):
                chosen = tuple(link for link in links if link.kind in (kind, "site"))
                code = _first(links, kind)
                assert code is not None
                name = itinerary.place(stop.place_id).name
                yield Entry(number, f"{stop.start_local:%H:%M}", name, chosen, code)


def _first(links: Iterable[Link], kind: str) -> Link | None:
    """The provider's own site before a seller's; then one of the kind."""
    found = tuple(links)
    for wanted in ("site", kind):
        for link in found:
            if link.kind == wanted:
                return link
    return None
