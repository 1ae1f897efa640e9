"""Places that are not there or not so, things that are there twice, alternates and links that lead nowhere."""

from __future__ import annotations

from domain.itinerary import Alternate, Itinerary, Link, Purpose, all_links
from domain.money import Money
from domain.place import Access, Children, Kind, Place
from domain.request import Party, TripRequest
from evals.suites.certificate.changes import (
    away,
    balanced,
    hours,
    nth,
    pick_stop,
    spots,
    stop_at,
    with_day,
    with_place,
    with_stop_at,
)
from evals.suites.certificate.corruptions.registry import Pair, spoils

_MEALS = (Purpose.LUNCH, Purpose.DINNER)
_DIETS = ("kosher", "halal", "vegan", "gluten_free", "vegetarian")


def _place(itinerary: Itinerary, n: int) -> Place | None:
    spot = nth(spots(itinerary), n)
    return None if spot is None else itinerary.place(stop_at(itinerary, spot).place_id)


@spoils("place")
def place_that_is_not_described(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    gone = _place(itinerary, n)
    if gone is None:
        return None
    return request, itinerary.model_copy(update={"places": tuple(p for p in itinerary.places if p.id != gone.id)})


@spoils("place")
def place_described_twice(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    place = _place(itinerary, n)
    if place is None:
        return None
    twin = place.model_copy(update={"price": None})
    return request, itinerary.model_copy(update={"places": (*itinerary.places, twin)})


@spoils("place")
def place_beyond_the_city(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    place = _place(itinerary, n)
    if place is None:
        return None
    city = itinerary.city(place.id.partition("/")[0])
    return request, with_place(itinerary, place.id, at=away(city.at, 1_300 * city.reach_km))


@spoils("place")
def stop_in_another_city(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    del n
    first, last = itinerary.days[0], itinerary.days[-1]
    if first.city_id == last.city_id or not first.stops or not last.stops:
        return None
    return request, with_stop_at(itinerary, (len(itinerary.days) - 1, 0), place_id=first.stops[0].place_id)


@spoils("place")
def base_that_is_no_stay(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth([i for i, day in enumerate(itinerary.days) if day.stops], n)
    if index is None:
        return None
    return request, with_day(itinerary, index, base_id=itinerary.days[index].stops[0].place_id)


@spoils("facts", by_facts=True)
def ghost_place(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A place that does not exist, with facts as good as any other's and everything else in order."""
    place = _place(itinerary, n)
    if place is None:
        return None
    ghost = f"{place.id}-annex"
    text = itinerary.model_dump_json().replace(f'"{place.id}"', f'"{ghost}"')
    text_of_request = request.model_dump_json().replace(f'"{place.id}"', f'"{ghost}"')
    return TripRequest.model_validate_json(text_of_request), Itinerary.model_validate_json(text)


@spoils("facts", by_facts=True)
def price_that_was_lowered(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A ticket is said to be free, and all sums agree."""
    spot = nth(spots(itinerary, fits=lambda _, stop: stop.cost.minor > 0), n)
    if spot is None:
        return None
    place = itinerary.place(stop_at(itinerary, spot).place_id)
    assert place.price is not None
    nothing = Money.zero(place.price.currency)
    changed = with_place(itinerary, place.id, price=nothing, child_price=nothing if place.child_price else None)
    for each in spots(changed, fits=lambda _, stop: stop.place_id == place.id):
        changed = with_stop_at(changed, each, cost=Money.zero(itinerary.currency))
    return request, balanced(changed)


@spoils("facts", by_facts=True)
def hours_that_were_widened(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    closing = [
        spot
        for spot in spots(itinerary)
        if (known := itinerary.place(stop_at(itinerary, spot).place_id).hours) and known.spec != "24/7"
    ]
    spot = nth(closing, n)
    if spot is None:
        return None
    place = itinerary.place(stop_at(itinerary, spot).place_id)
    changed = with_place(itinerary, place.id, hours=hours(itinerary, place, "24/7"), last_entry_min=0)
    return request, changed


@spoils("facts", by_facts=True)
def stay_that_grew(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    stay = nth(itinerary.stays, n)
    if stay is None:
        return None
    sleeps = itinerary.place(stay.place_id).sleeps
    return request, with_place(itinerary, stay.place_id, sleeps=(sleeps or 1) + 4)


@spoils("facts", by_facts=True)
def city_that_moved(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    city = nth(itinerary.cities, n)
    if city is None:
        return None
    fares = city.transport.model_copy(update={"single_fare": city.transport.single_fare + 1})
    other = city.model_copy(update={"transport": fares})
    cities = tuple(other if each.id == city.id else each for each in itinerary.cities)
    return request, itinerary.model_copy(update={"cities": cities})


@spoils("twice")
def sight_visited_twice(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    found = spots(itinerary, Purpose.VISIT)
    if len(found) < 2:
        return None
    same, other = found[n % len(found)], found[(n + 1) % len(found)]
    return request, with_stop_at(itinerary, other, place_id=stop_at(itinerary, same).place_id)


@spoils("twice")
def two_stops_with_one_id(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    found = spots(itinerary)
    if len(found) < 2:
        return None
    same = pick_stop(itinerary, n).id
    return request, with_stop_at(itinerary, found[(n + 1) % len(found)], id=same)


def _offered(itinerary: Itinerary, spot: tuple[int, int], place: Place) -> Itinerary:
    """The trip with this place as the one alternate of a stop."""
    known = {p.id for p in itinerary.places}
    changed = with_stop_at(itinerary, spot, alternates=(Alternate(place_id=place.id, reason="near"),))
    if place.id in known:
        return with_place(changed, place.id, **dict(place))
    return changed.model_copy(update={"places": (*changed.places, place)})


def _model(itinerary: Itinerary, spot: tuple[int, int], **changes: object) -> Place:
    """A place like the one at the spot, under another name."""
    place = itinerary.place(stop_at(itinerary, spot).place_id)
    return place.model_copy(update={"id": f"{place.id}-other", "name": "Vinland House", **changes})


@spoils("alternate")
def alternate_that_is_closed(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.VISIT, lambda _, stop: stop.end_local.hour > 4), n)
    if spot is None:
        return None
    place = itinerary.place(stop_at(itinerary, spot).place_id)
    return request, _offered(itinerary, spot, _model(itinerary, spot, hours=hours(itinerary, place, "02:00-03:00")))


@spoils("alternate")
def alternate_for_longer_than_the_slot(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.VISIT), n)
    if spot is None:
        return None
    return request, _offered(itinerary, spot, _model(itinerary, spot, visit_min=720, visit_min_short=720))


@spoils("alternate")
def alternate_of_another_kind(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.VISIT), n)
    if spot is None:
        return None
    stay = itinerary.place(itinerary.days[spot[0]].base_id)
    return request, _offered(itinerary, spot, stay)


@spoils("alternate")
def alternate_that_is_in_the_trip(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    found = spots(itinerary, Purpose.VISIT)
    if len(found) < 2:
        return None
    spot, other = found[n % len(found)], found[(n + 1) % len(found)]
    return request, _offered(itinerary, spot, itinerary.place(stop_at(itinerary, other).place_id))


@spoils("alternate")
def alternate_that_is_the_stop_itself(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    return request, _offered(itinerary, spot, itinerary.place(stop_at(itinerary, spot).place_id))


@spoils("alternate")
def alternate_for_adults_only(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.VISIT), n)
    if spot is None:
        return None
    changed = _offered(itinerary, spot, _model(itinerary, spot, children=Children.ADULTS_ONLY))
    return request.model_copy(update={"party": Party(adults=1, children=(9,))}), changed


@spoils("alternate")
def alternate_with_steps(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, Purpose.VISIT), n)
    if spot is None:
        return None
    changed = _offered(itinerary, spot, _model(itinerary, spot, step_free=Access.NO))
    return request.model_copy(update={"step_free": True}), changed


@spoils("alternate")
def alternate_table_without_the_diet(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """The planned table keeps the diet, the one offered instead does not."""
    tables = [spot for purpose in _MEALS for spot in spots(itinerary, purpose)]
    kept = [(spot, diet) for spot in tables for diet in _DIETS if diet in _table(itinerary, spot).diets]
    found = nth(kept, n)
    if found is None:
        return None
    spot, diet = found
    changed = _offered(itinerary, spot, _model(itinerary, spot, diets=()))
    return request.model_copy(update={"diets": (diet,)}), changed


def _table(itinerary: Itinerary, spot: tuple[int, int]) -> Place:
    place = itinerary.place(stop_at(itinerary, spot).place_id)
    assert place.kind is Kind.EAT
    return place


@spoils("link")
def link_that_runs_code(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    return _linked(request, itinerary, n, "javascript:alert(1)")


@spoils("link")
def link_to_nowhere(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    return _linked(request, itinerary, n, ("https://", "https:///path", "http://?q=1", "https://#top")[n % 4])


@spoils("link")
def link_with_a_password(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """What stands before the @ looks like the bank, what comes after it is the host."""
    return _linked(request, itinerary, n, "https://www.booking.com@evil.example/pay")


@spoils("link")
def link_with_a_line_break(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    return _linked(request, itinerary, n, ("https://example.org/\r\nSet-Cookie: a=b", "https://exa mple.org/")[n % 2])


def _linked(request: TripRequest, itinerary: Itinerary, n: int, url: str) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    link = Link(id="vinland", provider="x", label="x", url=url, kind="site")
    return request, with_stop_at(itinerary, spot, links=(link,))


@spoils("link")
def two_links_with_one_id(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot, taken = nth(spots(itinerary), n), next(all_links(itinerary), None)
    if spot is None:
        return None
    link = taken or Link(id="vinland", provider="x", label="x", url="https://example.org", kind="site")
    return request, with_stop_at(itinerary, spot, links=(link, link))
