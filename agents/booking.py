"""The booking agent: every stay, stop and journey gets the links that it is booked with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256

from domain.itinerary import Day, Itinerary, Link, StayBooking, Stop, Travel, TravelLeg
from domain.request import TripRequest
from tools.links.chooser import choose, choose_ride
from tools.links.contract import Ride, Visit


def attach_links(
    request: TripRequest, itinerary: Itinerary, *, affiliates: Mapping[str, str], linked: Collection[Day] = ()
) -> Itinerary:
    """The itinerary with links on every stay, stop and part of a journey; nothing else changes.

    `affiliates` are our ids by provider name; a provider without one gets a plain link. Days that are among `linked`
    stay as they are. Doing it twice is doing it once.
    """
    desk = _Desk(request, itinerary, affiliates)
    days = enumerate(itinerary.days, 1)
    return itinerary.model_copy(
        update={
            "days": tuple(day if day in linked else desk.day(number, day) for number, day in days),
            "stays": tuple(desk.stay(stay) for stay in itinerary.stays),
        }
    )


class _Desk:
    def __init__(self, request: TripRequest, itinerary: Itinerary, affiliates: Mapping[str, str]) -> None:
        self._request, self._itinerary, self._affiliates = request, itinerary, affiliates
        self._places = {place.id: place for place in itinerary.places}
        self._cities = {city.id: city for city in itinerary.cities}

    def day(self, number: int, day: Day) -> Day:
        changed = {
            "stops": tuple(self.stop(stop) for stop in day.stops),
            "travel_in": self.travel(f"{number}/in", day.travel_in),
            "travel_out": self.travel(f"{number}/out", day.travel_out),
        }
        return day.model_copy(update=changed)

    def stop(self, stop: Stop) -> Stop:
        on = stop.start_local.date()
        visit = Visit(
            place=self._places[stop.place_id],
            city=self._cities[stop.place_id.split("/", 1)[0]],
            party=self._request.party,
            start_on=on,
            end_on=on,
            at_local=stop.start_local,
            language=self._request.language,
            currency=self._itinerary.currency,
        )
        return stop.model_copy(update={"links": self._links(stop.id, visit)})

    def stay(self, stay: StayBooking) -> StayBooking:
        visit = Visit(
            place=self._places[stay.place_id],
            city=self._cities[stay.place_id.split("/", 1)[0]],
            party=self._request.party,
            start_on=stay.check_in_on,
            end_on=stay.check_out_on,
            rooms=stay.rooms,
            language=self._request.language,
            currency=self._itinerary.currency,
        )
        return stay.model_copy(update={"links": self._links(f"{stay.check_in_on}/{stay.place_id}", visit)})

    def travel(self, key: str, travel: Travel | None) -> Travel | None:
        if travel is None:
            return None
        legs = tuple(self._leg(f"{key}/{n}", leg) for n, leg in enumerate(travel.legs))
        return travel.model_copy(update={"legs": legs})

    def _leg(self, key: str, leg: TravelLeg) -> TravelLeg:
        ride = Ride(
            mode=leg.mode,
            from_name=leg.from_name,
            from_at=leg.from_at,
            to_name=leg.to_name,
            to_at=leg.to_at,
            on=leg.depart_local.date(),
            party=self._request.party,
            language=self._request.language,
            currency=self._itinerary.currency,
            depart_local=leg.depart_local,
            from_zone=leg.depart_zone,
            to_zone=leg.arrive_zone,
        )
        links = tuple(
            Link(id=_id(key, p.name), provider=p.name, label=p.label, url=p.url(ride, self._of(p.name)), kind="travel")
            for p in choose_ride(ride)
        )
        return leg.model_copy(update={"links": links})

    def _links(self, key: str, visit: Visit) -> tuple[Link, ...]:
        return tuple(
            Link(id=_id(key, p.name), provider=p.name, label=p.label, url=p.url(visit, self._of(p.name)), kind=p.kind)
            for p in choose(visit)
        )

    def _of(self, provider: str) -> str | None:
        return self._affiliates.get(provider)


def _id(key: str, provider: str) -> str:
    """Short and the same for the same thing at the same provider, whatever else changes."""
    return sha256(f"{key}|{provider}".encode()).hexdigest()[:12]
