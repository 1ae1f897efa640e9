"""Trips that ask for less than a request does: fewer days, a city less."""

from __future__ import annotations

from domain.request import TripRequest

ONE_DAY_LESS = "one day less"


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


def without_city(request: TripRequest, city_id: str) -> TripRequest:
    """Its days go to the others where their nights are free, else with it; what was to be seen there goes too."""
    gone = next(d for d in request.destinations if d.city_id == city_id)
    left = tuple(d for d in request.destinations if d.city_id != city_id)
    fixed = all(d.nights is not None for d in left)
    days = request.days - (gone.nights or 1 if fixed else 0)
    limits = tuple(limit for limit in request.day_limits if limit.day <= days)
    musts = tuple(w for w in request.must_see if not (w.place_id or "").startswith(f"{city_id}/"))
    changed = {"destinations": left, "days": max(1, days), "day_limits": limits, "must_see": musts}
    return request.model_copy(update=changed)
