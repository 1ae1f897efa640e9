"""Cities in the order, and for the nights, that dated events ask for: a wedding in Florence on day 4."""

from __future__ import annotations

from collections.abc import Sequence

from agents.intent.outcome import FieldProblem
from agents.tours.event_days import EventConflict, order_by_events
from domain.request import Destination
from tools.places.gazetteer import CityMatch


def stays_for_events(
    text: str, cities: Sequence[CityMatch], days: int | None
) -> tuple[Destination, ...] | FieldProblem | None:
    """None where no event ties a city to a day of the trip; a problem where the events cannot all be kept."""
    named = {city.typed or city.name: city for city in cities}
    if len(named) < 2 or len({city.city_id for city in cities}) < len(cities):
        return None
    found = order_by_events(text, tuple(named), days)
    if found is None:
        return None
    if isinstance(found, EventConflict):
        return FieldProblem(field="destinations", message=f"These do not go together: {found.text}.")
    return tuple(
        Destination(city_id=named[name].city_id, name=named[name].name, nights=nights) for name, nights in found.cities
    )
