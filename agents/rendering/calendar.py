"""The trip as an iCalendar file (RFC 5545) that Google Calendar and Apple Calendar import.

Every time carries its TZID with a VTIMEZONE beside it. UIDs stay the same when a trip is rendered
again, so that a second import updates instead of doubling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import chain
from zoneinfo import ZoneInfo

from babel.numbers import format_currency
from icalendar import Calendar, Event

from agents.rendering.document import Dossier
from agents.rendering.labels import labels, locale_of
from domain.geo import Point
from domain.itinerary import Day, Link, Purpose, StayBooking, Stop, TravelLeg
from domain.money import Money
from domain.place import Place

_ASK_AGAIN = timedelta(hours=1)


def render_calendar(dossier: Dossier, *, live: bool = False) -> bytes:
    """One event per stop, part of a journey and stay; `live`: it says how often to ask for it again."""
    itinerary = dossier.itinerary
    writer = _Writer(dossier)
    calendar = Calendar()
    calendar.add("prodid", "-//Tripwright//Trip//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", itinerary.title)
    calendar.add("x-wr-timezone", itinerary.days[0].time_zone)
    if live:
        calendar.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})  # RFC 7986, section 5.7
        calendar.add("x-published-ttl", "PT1H")
    for event in chain(writer.stays(), *(writer.day(number, day) for number, day in enumerate(itinerary.days, 1))):
        calendar.add_component(event)
    first, last = itinerary.days[0].on, itinerary.days[-1].on
    calendar.add_missing_timezones(first_date=date(first.year - 1, 1, 1), last_date=date(last.year + 2, 1, 1))
    # Zones come out of a set; sorted, the same trip gives the same file.
    calendar.subcomponents.sort(key=lambda part: (part.name != "VTIMEZONE", str(part.get("tzid", ""))))
    return bytes(calendar.to_ical())


class _Writer:
    def __init__(self, dossier: Dossier) -> None:
        self._request, self._itinerary = dossier.request, dossier.itinerary
        self._places = {place.id: place for place in dossier.itinerary.places}
        self._words: Mapping[str, str] = labels(dossier.itinerary.language)
        self._locale = locale_of(dossier.itinerary.language)
        self._stamp = _stamp(dossier)

    def stays(self) -> Iterator[Event]:
        """All-day events from check-in to check-out, shown as free time."""
        for stay in self._itinerary.stays:
            place = self._places[stay.place_id]
            event = self._event("stay", f"{stay.check_in_on}{stay.place_id}", f"{self._words['Stay']}: {place.name}")
            event.add("dtstart", stay.check_in_on)
            event.add("dtend", stay.check_out_on)
            event.add("transp", "TRANSPARENT")
            self._where(event, (place.name, place.area, self._city(place)), place.at)
            self._tell(event, self._stay_lines(stay, place), stay.links, place.site)
            yield event

    def _stay_lines(self, stay: StayBooking, place: Place) -> Iterator[str]:
        yield f"{self._words['Check-in']}: {stay.check_in_on} {place.check_in or ''}".strip()
        yield f"{self._words['Check-out']}: {stay.check_out_on} {place.check_out or ''}".strip()
        yield f"{self._words['Rooms']}: {stay.rooms}"
        yield f"{self._words['Cost']}: {self._money(stay.cost)}"

    def day(self, number: int, day: Day) -> Iterator[Event]:
        for way, travel in (("in", day.travel_in), ("out", day.travel_out)):
            for n, leg in enumerate(travel.legs if travel else ()):
                yield self._leg(f"{day.on}{way}{n}", leg)
        for stop in day.stops:
            yield self._stop(number, day, stop)

    def _leg(self, key: str, leg: TravelLeg) -> Event:
        event = self._event("leg", key, f"{self._words[leg.mode].capitalize()}: {leg.from_name} – {leg.to_name}")
        event.add("dtstart", leg.depart_local.replace(tzinfo=ZoneInfo(leg.depart_zone)))
        event.add("dtend", leg.arrive_local.replace(tzinfo=ZoneInfo(leg.arrive_zone)))
        self._where(event, (leg.from_name,), leg.from_at)
        self._tell(
            event, [f"{self._words['Cost']}: {self._money(leg.cost)}"] if leg.cost.minor else [], leg.links, None
        )
        return event

    def _stop(self, number: int, day: Day, stop: Stop) -> Event:
        place, zone = self._places[stop.place_id], ZoneInfo(day.time_zone)
        meal = "" if stop.purpose is Purpose.VISIT else f"{self._words[stop.purpose.value].capitalize()}: "
        event = self._event("stop", stop.id, f"{meal}{place.name}")
        event.add("dtstart", stop.start_local.replace(tzinfo=zone))
        event.add("dtend", stop.end_local.replace(tzinfo=zone))
        event.add("categories", [self._words[stop.purpose.value]])
        self._where(event, (place.name, place.area, self._city(place)), place.at)
        self._tell(event, self._stop_lines(number, stop, place), stop.links, place.site)
        return event

    def _stop_lines(self, number: int, stop: Stop, place: Place) -> Iterator[str]:
        yield f"{self._words['Day']} {number}"
        yield place.about
        leg = stop.leg
        yield f"{self._words['Getting there']}: {leg.depart_local:%H:%M}, {leg.minutes} min, {self._words[leg.mode]}"
        yield f"{self._words['Cost']}: {self._money(stop.cost) if stop.cost_known else self._words['price not known']}"
        yield stop.note

    def _event(self, kind: str, key: str, summary: str) -> Event:
        """With a UID that depends on the trip's beginning and the thing, not on what is said of it."""
        start = f"{self._request.start_on}{self._itinerary.days[0].city_id}"
        event = Event()
        event.add("uid", f"{sha256(f'{start}|{kind}|{key}'.encode()).hexdigest()[:24]}@tripwright")
        event.add("dtstamp", self._stamp)
        event.add("summary", summary)
        return event

    def _city(self, place: Place) -> str:
        return self._itinerary.city(place.id.split("/", 1)[0]).name

    def _where(self, event: Event, names: tuple[str | None, ...], at: Point) -> None:
        event.add("location", ", ".join(filter(None, names)))
        event.add("geo", (at.lat, at.lon))
        # Apple Calendar shows its map from this property.
        parameters = {"VALUE": "URI", "X-APPLE-RADIUS": "100", "X-TITLE": (names[0] or "").replace('"', "'")}
        event.add("x-apple-structured-location", f"geo:{at.lat},{at.lon}", parameters=parameters)

    def _tell(self, event: Event, lines: Iterator[str] | list[str], links: tuple[Link, ...], site: str | None) -> None:
        urls = [f"{link.label}: {link.url}" for link in links]
        event.add("description", "\n".join(filter(None, (*lines, *urls))))
        if links or site:
            event.add("url", links[0].url if links else site)

    def _money(self, amount: Money) -> str:
        return format_currency(amount.major, amount.currency, locale=self._locale)


def _stamp(dossier: Dossier) -> datetime:
    """When the newest of the trip's facts was read: the same trip has the same stamp."""
    reads = [p.source.read_at for p in dossier.itinerary.places if p.source.read_at is not None]
    newest = max((p.source.as_of for p in dossier.itinerary.places), default=dossier.request.start_on)
    return max(reads).astimezone(UTC) if reads else datetime.combine(newest, time(), UTC)
