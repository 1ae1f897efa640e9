"""Trips that ask for less than a request does: what one may suggest when the money is short."""

from __future__ import annotations

from collections.abc import Iterator

from domain.place import Place
from domain.request import TripRequest

ONE_DAY_LESS = "one day less"


def smaller_trips(request: TripRequest, dearest: Place | None) -> Iterator[tuple[str, TripRequest]]:
    """A day less, a city less, without its `dearest` must-see, with any mode of travel; each in words."""
    shorter = with_days(request, request.days - 1)
    if shorter is not None:
        yield ONE_DAY_LESS, shorter
    if len(request.destinations) > 1:
        for city in request.destinations:
            yield f"leave out {city.name}", _without_city(request, city.city_id)
    if dearest is not None:
        rest = tuple(wish for wish in request.must_see if wish.place_id != dearest.id)
        yield f"do without {dearest.name}", request.model_copy(update={"must_see": rest})
    if request.avoid_modes:
        yield f"allow {', '.join(request.avoid_modes)}", request.model_copy(update={"avoid_modes": ()})


def with_days(request: TripRequest, days: int) -> TripRequest | None:
    """The request cut to so many days, stated nights taken from the longest stays; None where too short."""
    stated = [d.nights for d in request.destinations]
    known = [nights for nights in stated if nights is not None]
    if days < 1 or (len(stated) > 1 and days < len(stated)):
        return None
    nights = list(known)
    while sum(nights) > days - 1:
        nights[nights.index(max(nights))] -= 1
    left = iter(nights)
    destinations = tuple(
        d if d.nights is None else d.model_copy(update={"nights": next(left)}) for d in request.destinations
    )
    limits = tuple(limit for limit in request.day_limits if limit.day <= days)
    return request.model_copy(update={"days": days, "destinations": destinations, "day_limits": limits})


def _without_city(request: TripRequest, city_id: str) -> TripRequest:
    """Its days go to the others where their nights are free, else with it."""
    gone = next(d for d in request.destinations if d.city_id == city_id)
    left = tuple(d for d in request.destinations if d.city_id != city_id)
    fixed = all(d.nights is not None for d in left)
    days = request.days - (gone.nights or 1 if fixed else 0)
    limits = tuple(limit for limit in request.day_limits if limit.day <= days)
    return request.model_copy(update={"destinations": left, "days": max(1, days), "day_limits": limits})
