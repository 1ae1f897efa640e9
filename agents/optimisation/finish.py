"""The solved days made one itinerary: alternates, stays, sums, facts and warnings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agents.optimisation.alternates import with_alternates
from agents.optimisation.draft import Draft, Solved, days_of
from agents.optimisation.sums import booking, sum_up
from agents.optimisation.warnings import collect
from domain.candidates import Candidates, Rate
from domain.itinerary import Costs, Day, Itinerary, StayBooking
from domain.place import Place
from domain.request import TripRequest


def finish(draft: Draft, parts: Sequence[Solved], budget: int | None) -> Itinerary:
    """Exact sums first, so that alternates can be held to what the budget has left."""
    days, stays = days_of(parts), bookings(draft)
    unpriced = [choice.place.id for choice, stay in zip(draft.stays, stays, strict=False) if choice.cost is None]
    costs = sum_up(days, stays, unpriced, draft.exchange.currency)
    headroom = None if budget is None else max(0, budget - costs.total.minor)
    used = {stop.place_id for day in days for stop in day.stops}
    varied: list[Day] = []
    for index, part in enumerate(parts):
        setup = draft.setup(index, None)
        varied.extend(with_alternates(setup, day, used, headroom) for day in part.days)
    places = facts(draft.candidates, varied, [choice.place for choice in draft.stays])
    warnings = collect(
        draft.request,
        draft.candidates,
        varied,
        {place.id: place for place in places},
        costs=costs,
        unmet=[unmet for part in parts for unmet in part.unmet],
    )
    return Itinerary(
        title=title(draft.request, [segment.city.city.name for segment in draft.segments]),
        language=draft.request.language,
        currency=draft.exchange.currency,
        days=tuple(varied),
        stays=stays,
        costs=costs,
        places=places,
        cities=tuple(segment.city.city for segment in draft.segments),
        rates=_rates(draft),
        warnings=warnings,
    )


def bookings(draft: Draft) -> tuple[StayBooking, ...]:
    return tuple(
        booking(draft.request, segment, choice.place, draft.exchange)
        for segment, choice in zip(draft.segments, draft.stays, strict=True)
        if segment.nights
    )


def cost_of_draft(draft: Draft, parts: Sequence[Solved]) -> Costs:
    return sum_up(days_of(parts), bookings(draft), (), draft.exchange.currency)


def facts(candidates: Candidates, days: Iterable[Day], stays: Iterable[Place]) -> tuple[Place, ...]:
    """Every place used, then every place offered instead, each once."""
    known = {
        scored.place.id: scored.place
        for city in candidates.cities
        for scored in (*city.sights, *city.eats, *city.stays)
    }
    found = {place.id: place for place in stays}
    days = tuple(days)
    for day in days:
        found.update({stop.place_id: known[stop.place_id] for stop in day.stops})
    for day in days:
        for stop in day.stops:
            for alternate in stop.alternates:
                found.setdefault(alternate.place_id, known[alternate.place_id])
    return tuple(found.values())


def title(request: TripRequest, cities: Sequence[str]) -> str:
    where = cities[0] if len(cities) == 1 else f"{', '.join(cities[:-1])} and {cities[-1]}"
    return f"{request.days} {'day' if request.days == 1 else 'days'} in {where}"


def _rates(draft: Draft) -> tuple[Rate, ...]:
    """Only the rates that were used, or could be by an alternate or the budget."""
    return tuple(rate for rate in draft.candidates.rates if rate.quote == draft.exchange.currency)
