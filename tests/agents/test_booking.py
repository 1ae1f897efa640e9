from __future__ import annotations

from agents.booking import attach_links
from domain.certificate import certify
from domain.itinerary import Itinerary, Link
from tests.make import make_itinerary, make_request


def linked(days: int = 4, affiliates: dict[str, str] | None = None) -> Itinerary:
    return attach_links(make_request(days), make_itinerary(days), affiliates=affiliates or {})


def links_of(itinerary: Itinerary) -> list[Link]:
    stops = [link for day in itinerary.days for stop in day.stops for link in stop.links]
    stays = [link for stay in itinerary.stays for link in stay.links]
    journeys = [t for day in itinerary.days for t in (day.travel_in, day.travel_out) if t]
    return stops + stays + [link for journey in journeys for leg in journey.legs for link in leg.links]


def test_everything_has_a_link():
    itinerary = linked()
    assert all(stop.links for day in itinerary.days for stop in day.stops)
    assert all(any(link.kind == "stay" for link in stay.links) for stay in itinerary.stays)
    assert all(leg.links for day in itinerary.days if day.travel_in for leg in day.travel_in.legs)


def test_ids_are_unique_and_stay_the_same():
    first, again = links_of(linked()), links_of(linked(affiliates={"booking": "304142"}))
    assert len({link.id for link in first}) == len(first)
    assert [link.id for link in first] == [link.id for link in again]


def test_only_links_change_and_twice_is_once():
    request, itinerary = make_request(4), make_itinerary(4)
    once = attach_links(request, itinerary, affiliates={})
    assert attach_links(request, once, affiliates={}) == once
    bare = lambda i: i.model_dump(exclude={"days": {"__all__": {"stops", "travel_in"}}, "stays": True})  # noqa: E731
    assert bare(once) == bare(itinerary)
    assert certify(request, once).valid


def test_affiliate_ids_go_to_their_own_provider():
    found = links_of(linked(affiliates={"booking": "304142"}))
    assert {link.provider for link in found if "304142" in link.url} == {"booking"}


def test_a_stay_is_booked_for_its_own_nights():
    stay = linked(4).stays[0]
    booking = next(link for link in stay.links if link.provider == "booking")
    assert f"checkin={stay.check_in_on}&checkout={stay.check_out_on}" in booking.url
